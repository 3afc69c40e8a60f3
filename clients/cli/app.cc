#include "clients/cli/app.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/help.h"
#include "clients/common/errors.h"

namespace balcao::cli {
namespace {

// What to do about an error; empty when the error says it all.
std::string Advice(const absl::Status& status, const Command& command, Context& context) {
  switch (ExitCodeOf(status)) {
    case kExitUsage:
      return absl::StrCat("See: balcao ", command.path, " --help");
    case kExitNotSignedIn:
      return command.path == "login" ? "" : "Sign in with: balcao login LOGIN";
    case kExitUnavailable:
      if (!command.writes || absl::IsResourceExhausted(status)) return "";
      return absl::StrCat("The write may have arrived. To try again safely, repeat the command ",
                          "with --request-id ", context.RequestId());
    default:
      return "";
  }
}

int Report(const Host& host, const absl::Status& status, const std::string& advice) {
  const bool coloured = host.err_is_terminal && !host.variable("NO_COLOR").has_value();
  *host.err << (coloured ? "\x1b[31mbalcao:\x1b[0m " : "balcao: ") << client::Describe(status)
            << "\n";
  if (!advice.empty()) *host.err << advice << "\n";
  return ExitCodeOf(status);
}

int RunCommand(const Host& host, Invocation invocation) {
  const Command& command = *invocation.command;
  Context context(host, std::move(invocation));
  const absl::Status status = command.run(context);
  host.out->flush();
  if (!status.ok()) return Report(host, status, Advice(status, command, context));
  if (!*host.out) return Report(host, absl::UnknownError("cannot write the answer"), "");
  return kExitOk;
}

}  // namespace

int Run(const Host& host, const std::vector<std::string>& arguments) {
  absl::StatusOr<Invocation> invocation = ParseArguments(arguments);
  if (!invocation.ok()) return Report(host, invocation.status(), "See: balcao help");
  if (invocation->help) {
    *host.out << HelpText(invocation->topic);
    return kExitOk;
  }
  if (invocation->command == nullptr) {
    *host.err << HelpText(invocation->topic);
    return kExitUsage;
  }
  return RunCommand(host, *std::move(invocation));
}

}  // namespace balcao::cli
