#include "services/common/errors.h"

#include "absl/strings/cord.h"

namespace balcao::services {
namespace {

absl::Status Make(absl::StatusCode code, std::string_view reason, std::string_view message) {
  return WithReason(absl::Status(code, {message.data(), message.size()}), reason);
}

}  // namespace

void FieldFaults::Add(FieldPath path, std::string_view reason, std::string_view description) {
  constexpr int kFaultsMax = 32;  // details travel in trailers, which have a limit
  if (bad_request_.field_violations_size() >= kFaultsMax) return;
  auto& violation = *bad_request_.add_field_violations();
  violation.set_field(path.text());
  violation.set_reason(std::string(reason));
  violation.set_description(std::string(description));
}

absl::Status FieldFaults::ToStatus() const {
  if (empty()) return absl::OkStatus();
  std::string message = "invalid fields:";
  for (const auto& violation : bad_request_.field_violations()) {
    message += " " + violation.field();
  }
  absl::Status status = Make(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS", message);
  status.SetPayload(kBadRequestUrl, absl::Cord(bad_request_.SerializeAsString()));
  return status;
}

absl::Status FiltersNotVisible(const std::vector<std::string>& paths) {
  FieldFaults faults;
  for (const std::string& path : paths) {
    faults.Add(path, "FILTER_NOT_VISIBLE", "a field that this role does not see");
  }
  absl::Status status =
      Forbidden("FILTER_NOT_VISIBLE", "a list cannot be narrowed by what this role does not see");
  status.SetPayload(kBadRequestUrl, *faults.ToStatus().GetPayload(kBadRequestUrl));
  return status;
}

absl::Status InvalidField(FieldPath path, std::string_view reason, std::string_view description) {
  FieldFaults faults;
  faults.Add(path, reason, description);
  return faults.ToStatus();
}

absl::Status NotFound() {
  return Make(absl::StatusCode::kNotFound, "NOT_FOUND", "there is no such resource");
}

absl::Status Forbidden(std::string_view reason, std::string_view message) {
  return Make(absl::StatusCode::kPermissionDenied, reason, message);
}

absl::Status RateLimited(int64_t wait_us) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(wait_us / 1'000'000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(wait_us % 1'000'000) * 1000);
  absl::Status status = Make(absl::StatusCode::kResourceExhausted, "RATE_LIMITED",
                             "the account calls too often: wait");
  status.SetPayload(kRetryInfoUrl, absl::Cord(retry.SerializeAsString()));
  return status;
}

absl::Status Precondition(std::string_view reason, std::string_view message) {
  return Make(absl::StatusCode::kFailedPrecondition, reason, message);
}

absl::Status Stale(std::string_view etag, std::string_view paths) {
  google::rpc::ErrorInfo info;
  info.set_reason("STALE_ETAG");
  info.set_domain(kErrorDomain);
  (*info.mutable_metadata())["etag"] = std::string(etag);
  (*info.mutable_metadata())["paths"] = std::string(paths);
  absl::Status status = absl::AbortedError("the record changed since it was read");
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

}  // namespace balcao::services
