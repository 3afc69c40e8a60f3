// The refusals that every service gives, each with a stable reason. No personal
// data stands in any of them: a fault names the field, never its value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "storage/common/reason.h"

namespace balcao::services {

inline constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
inline constexpr char kRetryInfoUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

// Where a field stands, as in a field mask. Its text is made only when something
// is wrong there; what it is made of must live as long as the call.
class FieldPath {
 public:
  FieldPath(const char* path) : base_(path) {}
  FieldPath(const std::string& path) : base_(path) {}
  FieldPath(std::string_view base, std::string_view field) : base_(base), field_(field) {}
  std::string text() const { return std::string(base_).append(field_); }

 private:
  std::string_view base_;
  std::string_view field_;
};

// Gathers what is wrong with a request, so that the caller hears of all of it at
// once.
class FieldFaults {
 public:
  // `reason` in UPPER_SNAKE.
  void Add(FieldPath path, std::string_view reason, std::string_view description);
  bool empty() const { return bad_request_.field_violations().empty(); }
  // INVALID_ARGUMENT with INVALID_FIELDS and the faults; OK when there are none.
  absl::Status ToStatus() const;

 private:
  google::rpc::BadRequest bad_request_;
};

// PERMISSION_DENIED FILTER_NOT_VISIBLE: the list is narrowed by fields that the
// caller does not see in what is listed.
absl::Status FiltersNotVisible(const std::vector<std::string>& paths);

absl::Status InvalidField(FieldPath path, std::string_view reason, std::string_view description);

// NOT_FOUND: not there, or not for this caller. The two are one.
absl::Status NotFound();
// PERMISSION_DENIED with a reason, for acts that the caller knows of.
absl::Status Forbidden(std::string_view reason, std::string_view message);
// RESOURCE_EXHAUSTED RATE_LIMITED: the account calls too often; RetryInfo says after
// how long it may call again.
absl::Status RateLimited(int64_t wait_us);
// FAILED_PRECONDITION: the record does not stand where the act is possible.
absl::Status Precondition(std::string_view reason, std::string_view message);
// ABORTED STALE_ETAG: the record changed; `paths` names what changed under the
// caller, `etag` what it is now.
absl::Status Stale(std::string_view etag, std::string_view paths);

}  // namespace balcao::services
