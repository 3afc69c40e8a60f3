// The gate: what every call passes, in one order and in one place. Deadline, who,
// policy on the method and on the filters of a list, handler, redaction, trace,
// status.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "auth/policy.h"
#include "auth/redaction.h"
#include "services/common/house.h"
#include "services/common/reveals.h"
#include "services/server/status.h"

namespace balcao::server {

class Gate {
 public:
  explicit Gate(const services::House* house) : house_(*house) {}

  // Runs a handler `(call, request, reply)` as a reaction of gRPC's.
  template <class Request, class Response, class Handler>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context, const char* method,
                                const Request& request, Response* response, Handler handler) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    static const google::protobuf::Descriptor* const listed =
        auth::ListedResource(*Response::descriptor());
    absl::StatusOr<services::Call> call = Admit(*context, method, request, listed);
    if (!call.ok()) {
      reactor->Finish(ToGrpc(call.status()));
      return reactor;
    }
    if constexpr (requires { request.request_id(); }) {
      if (!request.request_id().empty()) call->request_hash = HashOf(request);
    }
    handler(*call, request,
            [this, reactor, response,
             call = *call](absl::StatusOr<services::Answer<Response>> answer) mutable {
              if (!answer.ok()) {
                return Finish(call, services::RevealedBy(answer.status()), answer.status(),
                              reactor);
              }
              auth::Redact(call.caller, answer->message);
              *response = std::move(answer->message);
              Finish(call, std::move(answer->reads), absl::OkStatus(), reactor);
            });
    return reactor;
  }

 private:
  // UNAUTHENTICATED, PERMISSION_DENIED, DEADLINE_EXCEEDED, or the call. `listed` is
  // the resource that the reply lists, null for none.
  absl::StatusOr<services::Call> Admit(const grpc::CallbackServerContext& context,
                                       const char* method, const google::protobuf::Message& request,
                                       const google::protobuf::Descriptor* listed) const;
  std::string HashOf(const google::protobuf::Message& request) const;
  // Finishes the call with `outcome`, once the trace of what it tells is on disk.
  void Finish(const services::Call& call, services::Reads reads, absl::Status outcome,
              grpc::ServerUnaryReactor* reactor);

  const services::House& house_;
};

}  // namespace balcao::server
