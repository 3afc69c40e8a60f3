#include "clients/common/connection.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "clients/common/errors.h"
#include "clients/common/methods.h"
#include "clients/common/status_macros.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/impl/rpc_method.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace balcao::client {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageLite;

const FieldDescriptor* RequestIdField(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr || field->is_repeated()) return nullptr;
  return field->cpp_type() == FieldDescriptor::CPPTYPE_STRING ? field : nullptr;
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> CredentialsOf(const Endpoint& endpoint) {
  if (endpoint.tls_ca_file.empty()) {
    if (!IsLoopback(endpoint.server) && !endpoint.plaintext_allowed) {
      return absl::InvalidArgumentError(
          absl::StrCat(endpoint.server, " is another machine and the connection would be in the ",
                       "clear: give --tls-ca FILE, or --plaintext on a network you trust"));
    }
    return grpc::InsecureChannelCredentials();
  }
  std::ifstream file(endpoint.tls_ca_file);
  std::stringstream roots;
  roots << file.rdbuf();
  if (!file || roots.str().empty()) {
    return absl::NotFoundError(absl::StrCat("cannot read ", endpoint.tls_ca_file));
  }
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = roots.str();
  return grpc::SslCredentials(options);
}

// Says what to look at when nobody answers; the details stay.
absl::Status WithServer(const absl::Status& status, const std::string& server) {
  absl::Status result(status.code(),
                      absl::StrCat("no answer from ", server, ": ", status.message()));
  status.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { result.SetPayload(url, payload); });
  return result;
}

}  // namespace

bool IsLoopback(absl::string_view server) {
  if (absl::StartsWith(server, "unix:")) return true;
  const absl::string_view host = server.substr(0, server.rfind(':'));
  // A name may begin with 127. as well; an address holds no letter.
  const bool address = host.find_first_not_of("0123456789.") == absl::string_view::npos;
  return host == "localhost" || host == "[::1]" || (address && absl::StartsWith(host, "127."));
}

bool IsRepeatable(const Message& request) {
  if (const FieldDescriptor* field = RequestIdField(request)) {
    return !request.GetReflection()->GetString(request, field).empty();
  }
  const std::string& name = request.GetDescriptor()->name();
  for (absl::string_view verb : {"Get", "List", "Search", "Find", "Query", "Echo"}) {
    if (absl::StartsWith(name, verb)) return true;
  }
  return false;
}

void FillRequestId(Message* request, const std::string& request_id) {
  const FieldDescriptor* field = RequestIdField(*request);
  if (field == nullptr) return;
  if (!request->GetReflection()->GetString(*request, field).empty()) return;
  request->GetReflection()->SetString(request, field, request_id);
}

absl::StatusOr<Connection> Connection::Open(const Endpoint& endpoint) {
  ASSIGN_OR_RETURN(auto credentials, CredentialsOf(endpoint));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytesMax);
  if (IsLoopback(endpoint.server)) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return Connection(grpc::CreateCustomChannel(endpoint.server, credentials, arguments), endpoint);
}

absl::Status Connection::CallMethod(const google::protobuf::MethodDescriptor& method,
                                    const Message& request, Message* response) {
  if (method.client_streaming() || method.server_streaming()) {
    return absl::UnimplementedError(absl::StrCat(method.full_name(), " is a stream"));
  }
  const std::string path = PathOf(method);
  const grpc::internal::RpcMethod rpc(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  return Attempt(request, [&](grpc::ClientContext* context) {
    return grpc::internal::BlockingUnaryCall<MessageLite, MessageLite, MessageLite, MessageLite>(
        channel_.get(), rpc, context, request, response);
  });
}

absl::Status Connection::Attempt(const Message& request,
                                 const std::function<grpc::Status(grpc::ClientContext*)>& call) {
  const int attempts = IsRepeatable(request) ? kAttemptsMax : 1;
  absl::Duration delay = kFirstDelay;
  for (int attempt = 1;; ++attempt) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
    if (!token_.empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", token_));
    const absl::Status status = FromGrpc(call(&context));
    if (!absl::IsUnavailable(status)) return status;
    if (attempt >= attempts) return WithServer(status, server_);
    absl::SleepFor(delay);
    delay *= 2;
  }
}

}  // namespace balcao::client
