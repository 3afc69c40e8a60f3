// The gate: what every call passes, in one order and in one place. Deadline, who,
// how often, policy on the method and on the filters of a list, handler, redaction, trace,
// status, log.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "auth/policy.h"
#include "auth/redaction.h"
#include "services/common/house.h"
#include "services/common/reveals.h"
#include "services/server/rate_limit.h"
#include "services/server/request_log.h"
#include "services/server/status.h"

namespace balcao::server {

struct GateOptions {
  RequestLog* log = nullptr;  // null is none
  int calls_per_second = 0;   // of an account; 0 is no limit
  int burst = 0;
};

class Gate {
 public:
  Gate(const services::House* house, const GateOptions& options)
      : house_(*house), log_(options.log), limit_(options.calls_per_second, options.burst) {}

  // Runs a handler `(call, request, reply)` as a reaction of gRPC's.
  template <class Request, class Response, class Handler>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context, const char* method,
                                const Request& request, Response* response, Handler handler) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    static const google::protobuf::Descriptor* const listed =
        auth::ListedResource(*Response::descriptor());
    Ending ending{reactor, method, BeginLine(method, request)};
    services::Call call;
    const absl::Status admitted = Admit(*context, method, request, listed, call);
    if (ending.line != nullptr) ending.line->account = call.caller.account;
    if (!admitted.ok()) {
      End(std::move(ending), admitted);
      return reactor;
    }
    if constexpr (requires { request.request_id(); }) {
      if (!request.request_id().empty()) call.request_hash = HashOf(request);
    }
    handler(call, request,
            [this, ending = std::move(ending), response,
             call](absl::StatusOr<services::Answer<Response>> answer) mutable {
              if (!answer.ok()) {
                return TraceAndEnd(call, services::RevealedBy(answer.status()), {},
                                   std::move(ending), answer.status());
              }
              auth::Redact(call.caller, answer->message);
              *response = std::move(answer->message);
              TraceAndEnd(call, std::move(answer->reads), std::move(answer->traced),
                          std::move(ending), absl::OkStatus());
            });
    return reactor;
  }

  // A stream: who watches, what its session is found by again, and its line in the log, which
  // is written when it ends; `line` is null without a log.
  struct Stream {
    services::Call call;
    std::string token;
    const char* method = "";
    std::unique_ptr<LogLine> line;
  };
  // Admits a stream as a call is admitted.
  absl::Status AdmitStream(const grpc::CallbackServerContext& context, const char* method,
                           const google::protobuf::Message& request, Stream& stream);
  // Whether its session still lives and may still call the method, and as whom; costs its
  // account no call.
  absl::StatusOr<services::Call> AdmitAgain(const Stream& stream) const;
  // Says when the trace of what the stream tells is on disk: once, for all that it tells.
  void TraceStream(const Stream& stream, services::Reads reads,
                   absl::AnyInvocable<void(absl::Status)> done);
  // What the other side is told of the end. CANCELLED without a reason is its own leaving.
  grpc::Status EndStream(Stream& stream, const absl::Status& outcome) const;

 private:
  // How a call ends: where, and what the log says of it; `line` is null without a log.
  struct Ending {
    grpc::ServerUnaryReactor* reactor;
    const char* method;
    std::unique_ptr<LogLine> line;
  };
  std::unique_ptr<LogLine> BeginLine(const char* method,
                                     const google::protobuf::Message& request) const;
  void End(Ending ending, const absl::Status& outcome) const;
  // Writes the line, and says what the other side is told.
  grpc::Status Conclude(const char* method, std::unique_ptr<LogLine> line,
                        const absl::Status& outcome) const;

  // Fills in the call. UNAUTHENTICATED, RESOURCE_EXHAUSTED, PERMISSION_DENIED,
  // DEADLINE_EXCEEDED. `listed` is the resource that the reply lists, null for none.
  absl::Status Admit(const grpc::CallbackServerContext& context, const char* method,
                     const google::protobuf::Message& request,
                     const google::protobuf::Descriptor* listed, services::Call& call);
  std::string HashOf(const google::protobuf::Message& request) const;
  // Puts on disk who read what, then calls `done`.
  void SubmitTrace(const services::Call& call, services::Reads reads,
                   absl::AnyInvocable<void(absl::Status)> done);
  // Ends the call with `outcome`, once the trace of what it tells is on disk and `traced`
  // knows.
  void TraceAndEnd(const services::Call& call, services::Reads reads, std::function<void()> traced,
                   Ending ending, absl::Status outcome);

  const services::House& house_;
  RequestLog* const log_;
  RateLimit limit_;
};

}  // namespace balcao::server
