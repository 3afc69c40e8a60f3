// Every method of the contract, with JSON in and out.
#include <iterator>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/completion.h"
#include "clients/cli/context.h"
#include "clients/cli/exit_code.h"
#include "clients/common/methods.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"

namespace balcao::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::unique_ptr<Message> NewMessage(const Descriptor* descriptor) {
  auto* const factory = google::protobuf::MessageFactory::generated_factory();
  return std::unique_ptr<Message>(factory->GetPrototype(descriptor)->New());
}

std::string ReadJson(const Context& context) {
  const std::string json = context.Get("JSON");
  if (json != "-") return json.empty() ? "{}" : json;
  return std::string(std::istreambuf_iterator<char>(*context.host().in), {});
}

absl::Status ListMethods(Context& context) {
  for (const std::string& name : client::MethodNames()) context.Say(name);
  return absl::OkStatus();
}

absl::Status CallRpc(Context& context) {
  if (!context.Has("METHOD")) return ListMethods(context);
  const auto method = client::FindMethod(context.Get("METHOD"));
  if (!method.ok()) return UsageError(method.status().message());
  const std::unique_ptr<Message> request = NewMessage((*method)->input_type());
  const auto parsed = google::protobuf::util::JsonStringToMessage(ReadJson(context), request.get());
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("no ", (*method)->input_type()->full_name(),
                                                   ": ", std::string(parsed.message())));
  }
  client::FillRequestId(request.get(), context.RequestId());
  const std::unique_ptr<Message> response = NewMessage((*method)->output_type());
  context.AllowLongCalls();
  ASSIGN_OR_RETURN(client::Connection * connection, context.Connect());
  RETURN_IF_ERROR(connection->CallMethod(**method, *request, response.get()));
  return context.ShowJson(*response);
}

absl::Status Completion(Context& context) {
  *context.host().out << BashCompletion();
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> RpcCommands() {
  return {
      {.path = "call-rpc",
       .summary = "Calls any method of the contract with JSON; alone, lists the methods",
       .details = "A request_id that is empty is filled with a fresh one.\n\n"
                  "  balcao call-rpc People/GetPerson '{\"name\": \"people/UUID\"}'",
       .arguments = {{.name = "METHOD",
                      .help = "People/GetPerson, or balcao.v1.People/GetPerson.",
                      .optional = true},
                     {.name = "JSON",
                      .help = "The request as proto3 JSON; - reads the standard input.",
                      .optional = true}},
       .writes = true,
       .run = CallRpc},
      {.path = "completion",
       .summary = "Prints the completion script: source <(balcao completion bash)",
       .arguments = {{.name = "SHELL", .help = "The shell.", .choices = {"bash"}}},
       .run = Completion},
  };
}

}  // namespace balcao::cli
