#include "services/server/gate.h"

#include "services/common/errors.h"
#include "storage/common/reason.h"

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

void Gate::End(Ending ending, const absl::Status& outcome) const {
  if (IsInnerFault(outcome)) PrintFault(ending.method, outcome);
  const grpc::Status told = ToGrpc(outcome);
  if (ending.line != nullptr) {
    ending.line->code = told.error_code();
    ending.line->reason = outcome.ok() ? "" : ReasonOf(Presentable(outcome));
    log_->Write(*std::move(ending.line));
  }
  ending.reactor->Finish(told);
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
                               const google::protobuf::Message& request, services::Call& call,
                               std::string& token) {
  token = std::string(TokenOf(context));
  return Admit(context, method, request, nullptr, call);
}

std::string Gate::HashOf(const google::protobuf::Message& request) const {
  const uint64_t hash =
      house_.codec->vault().Blind(storage::Purpose::kRequest, request.SerializeAsString());
  return std::string(reinterpret_cast<const char*>(&hash), sizeof(hash));
}

void Gate::TraceAndEnd(const services::Call& call, services::Reads reads,
                       std::function<void()> traced, Ending ending, absl::Status outcome) {
  if (reads.empty()) return End(std::move(ending), outcome);
  storage::Trace trace;
  trace.envelope = {call.caller.account, call.method, storage::Id(), ""};
  trace.reads = std::move(reads);
  trace.done = [this, traced = std::move(traced), ending = std::move(ending),
                outcome = std::move(outcome)](const absl::Status& on_disk) mutable {
    if (on_disk.ok() && traced) traced();
    End(std::move(ending), on_disk.ok() ? outcome : on_disk);
  };
  house_.ledger->Submit(std::move(trace));
}

}  // namespace balcao::server
