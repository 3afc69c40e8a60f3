#include "services/server/gate.h"

#include "services/common/errors.h"
#include "storage/common/reason.h"
#include "storage/common/status_macros.h"

namespace balcao::server {
namespace {

constexpr std::string_view kBearer = "Bearer ";

std::string_view TokenOf(const grpc::CallbackServerContext& context) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find("authorization");
  if (found == metadata.end()) return {};
  std::string_view value(found->second.data(), found->second.size());
  if (!value.starts_with(kBearer)) return {};
  return value.substr(kBearer.size());
}

}  // namespace

std::unique_ptr<LogLine> Gate::BeginLine(const char* method,
                                         const google::protobuf::Message& request) const {
  if (log_ == nullptr) return nullptr;
  auto line = std::make_unique<LogLine>();
  line->begin_us = house_.sources.now_us();
  line->method = method;
  if (log_->with_requests()) line->request = auth::LogText(request);
  return line;
}

grpc::Status Gate::Conclude(const char* method, std::unique_ptr<LogLine> line,
                            const absl::Status& outcome) const {
  const bool left = absl::IsCancelled(outcome) && ReasonOf(outcome).empty();
  if (!left && IsInnerFault(outcome)) PrintFault(method, outcome);
  grpc::Status told = left ? grpc::Status::CANCELLED : ToGrpc(outcome);
  if (line != nullptr) {
    line->code = told.error_code();
    line->reason = outcome.ok() || left ? "" : ReasonOf(Presentable(outcome));
    log_->Write(*std::move(line));
  }
  return told;
}

void Gate::End(Ending ending, const absl::Status& outcome) const {
  ending.reactor->Finish(Conclude(ending.method, std::move(ending.line), outcome));
}

absl::Status Gate::Admit(const grpc::CallbackServerContext& context, const char* method,
                         const google::protobuf::Message& request,
                         const google::protobuf::Descriptor* listed, services::Call& call) {
  if (context.deadline() <= std::chrono::system_clock::now()) {
    return WithReason(absl::DeadlineExceededError("the deadline is over"), "DEADLINE_OVER");
  }
  call.method = method;
  const std::string_view token = TokenOf(context);
  if (!token.empty() && !auth::Policy::IsOpen(method)) {
    const int64_t now_us = house_.sources.now_us();
    absl::StatusOr<auth::Caller> caller = house_.directory->Authenticate(token, now_us);
    if (!caller.ok()) return caller.status();
    call.caller = *std::move(caller);
    const int64_t wait_us = limit_.Take(call.caller.account, now_us);
    if (wait_us > 0) return services::RateLimited(wait_us);
  }
  const absl::Status allowed = auth::Policy::CheckMethod(call.caller, method);
  if (!allowed.ok()) return allowed;
  if (listed != nullptr) {
    const std::vector<std::string> unseen = auth::UnseenFilters(call.caller, *listed, request);
    if (!unseen.empty()) return services::FiltersNotVisible(unseen);
  }
  return absl::OkStatus();
}

absl::Status Gate::AdmitStream(const grpc::CallbackServerContext& context, const char* method,
                               const google::protobuf::Message& request, Stream& stream) {
  stream.method = method;
  stream.token = std::string(TokenOf(context));
  stream.line = BeginLine(method, request);
  absl::Status admitted = Admit(context, method, request, nullptr, stream.call);
  if (stream.line != nullptr) stream.line->account = stream.call.caller.account;
  return admitted;
}

absl::StatusOr<services::Call> Gate::AdmitAgain(const Stream& stream) const {
  services::Call call;
  call.method = stream.method;
  ASSIGN_OR_RETURN(call.caller,
                   house_.directory->Authenticate(stream.token, house_.sources.now_us()));
  RETURN_IF_ERROR(auth::Policy::CheckMethod(call.caller, stream.method));
  return call;
}

void Gate::TraceStream(const Stream& stream, services::Reads reads,
                       absl::AnyInvocable<void(absl::Status)> done) {
  if (reads.empty()) return done(absl::OkStatus());
  SubmitTrace(stream.call, std::move(reads), std::move(done));
}

grpc::Status Gate::EndStream(Stream& stream, const absl::Status& outcome) const {
  return Conclude(stream.method, std::move(stream.line), outcome);
}

std::string Gate::HashOf(const google::protobuf::Message& request) const {
  const uint64_t hash =
      house_.codec->vault().Blind(storage::Purpose::kRequest, request.SerializeAsString());
  return std::string(reinterpret_cast<const char*>(&hash), sizeof(hash));
}

void Gate::TraceAndEnd(const services::Call& call, services::Reads reads,
                       std::function<void()> traced, Ending ending, absl::Status outcome) {
  if (reads.empty()) return End(std::move(ending), outcome);
  SubmitTrace(call, std::move(reads),
              [this, traced = std::move(traced), ending = std::move(ending),
               outcome = std::move(outcome)](const absl::Status& on_disk) mutable {
                if (on_disk.ok() && traced) traced();
                End(std::move(ending), on_disk.ok() ? outcome : on_disk);
              });
}

void Gate::SubmitTrace(const services::Call& call, services::Reads reads,
                       absl::AnyInvocable<void(absl::Status)> done) {
  storage::Trace trace;
  trace.envelope = {call.caller.account, call.method, storage::Id(), ""};
  trace.reads = std::move(reads);
  trace.done = std::move(done);
  house_.ledger->Submit(std::move(trace));
}

}  // namespace balcao::server
