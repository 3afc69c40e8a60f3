#include "clients/cli/exit_code.h"

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"

namespace balcao::cli {
namespace {

// Marks on errors of our own, beside the code.
constexpr absl::string_view kUsageUrl = "balcao.cli/usage";
constexpr absl::string_view kFaultsUrl = "balcao.cli/faults";

absl::Status Marked(absl::StatusCode code, absl::string_view message, absl::string_view url) {
  absl::Status status(code, message);
  status.SetPayload(url, absl::Cord("1"));
  return status;
}

}  // namespace

absl::Status UsageError(absl::string_view message) {
  return Marked(absl::StatusCode::kInvalidArgument, message, kUsageUrl);
}

absl::Status FaultsError(absl::string_view message) {
  return Marked(absl::StatusCode::kDataLoss, message, kFaultsUrl);
}

ExitCode ExitCodeOf(const absl::Status& status) {
  if (status.GetPayload(kUsageUrl).has_value()) return kExitUsage;
  if (status.GetPayload(kFaultsUrl).has_value()) return kExitFaults;
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kUnauthenticated:
      return kExitNotSignedIn;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kNotFound:
      return kExitRefused;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return kExitInvalid;
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
      return kExitConflict;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
      return kExitUnavailable;
    default:
      return kExitOther;
  }
}

}  // namespace balcao::cli
