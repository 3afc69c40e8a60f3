// A connection to a server: channel, caller's token, deadline, and a few careful
// repeats. Calls are made with the generated stubs or by descriptor.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/common/limits.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

namespace balcao::client {

// Where to call, and as whom.
struct Endpoint {
  // HOST:PORT.
  std::string server = {};
  // A file of certificates (PEM) that the server's must descend from; empty for
  // a connection in the clear.
  std::string tls_ca_file = {};
  // Sends passwords and people in the clear to another machine.
  bool plaintext_allowed = false;
  // Sent as `authorization: Bearer`; empty for nobody.
  std::string token = {};
  // The deadline of a call.
  absl::Duration timeout = kCallTimeout;
};

// Whether HOST:PORT is this machine: 127.0.0.0/8, [::1], localhost, unix:.
bool IsLoopback(absl::string_view server);

// Whether a request may be sent twice: it reads, or carries a request id.
bool IsRepeatable(const google::protobuf::Message& request);

// Fills an empty `request_id`, where the message has one.
void FillRequestId(google::protobuf::Message* request, const std::string& request_id);

class Connection {
 public:
  // Makes the channel; the first call connects. INVALID_ARGUMENT for a clear
  // connection to another machine, NOT_FOUND for a certificate file that cannot
  // be read.
  static absl::StatusOr<Connection> Open(const Endpoint& endpoint);

  // Calls a method of a generated stub:
  //   connection.Call(&v1::People::Stub::GetPerson, request)
  // A request that may be sent twice is, when the server cannot be reached.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    Stub stub(channel_);
    Response response;
    absl::Status status = Attempt(request, [&](grpc::ClientContext* context) {
      return (stub.*method)(context, request, &response);
    });
    if (!status.ok()) return status;
    return response;
  }

  // Calls any unary method by its descriptor. UNIMPLEMENTED for streams.
  absl::Status CallMethod(const google::protobuf::MethodDescriptor& method,
                          const google::protobuf::Message& request,
                          google::protobuf::Message* response);

  void set_timeout(absl::Duration timeout) { timeout_ = timeout; }

 private:
  Connection(std::shared_ptr<grpc::Channel> channel, const Endpoint& endpoint)
      : channel_(std::move(channel)),
        server_(endpoint.server),
        token_(endpoint.token),
        timeout_(endpoint.timeout) {}

  absl::Status Attempt(const google::protobuf::Message& request,
                       const std::function<grpc::Status(grpc::ClientContext*)>& call);

  std::shared_ptr<grpc::Channel> channel_;
  std::string server_;
  std::string token_;
  absl::Duration timeout_;
};

}  // namespace balcao::client
