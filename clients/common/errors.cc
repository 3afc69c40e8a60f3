#include "clients/common/errors.h"

#include <optional>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/common/text.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace balcao::client {
namespace {

// Reads the detail of one type, where the status has it.
template <typename Detail>
std::optional<Detail> DetailOf(const absl::Status& status) {
  const std::string url = absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name());
  const absl::optional<absl::Cord> payload = status.GetPayload(url);
  Detail detail;
  if (!payload.has_value() || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

void DescribeReason(const google::rpc::ErrorInfo& info, std::vector<std::string>* lines) {
  lines->push_back(absl::StrCat("  reason: ", Printable(info.reason())));
  for (const auto& [key, value] : info.metadata()) {
    lines->push_back(absl::StrCat("  ", Printable(key), ": ", Printable(value)));
  }
}

void DescribeFields(const google::rpc::BadRequest& request, std::vector<std::string>* lines) {
  for (const auto& violation : request.field_violations()) {
    std::string line =
        absl::StrCat("  ", Printable(violation.field()), ": ", Printable(violation.description()));
    if (!violation.reason().empty()) {
      absl::StrAppend(&line, " (", Printable(violation.reason()), ")");
    }
    lines->push_back(line);
  }
}

}  // namespace

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const auto& detail : details.details()) {
      result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  }
  return result;
}

std::string ReasonOf(const absl::Status& status) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  return info.has_value() ? info->reason() : "";
}

std::string Describe(const absl::Status& status) {
  std::string message = Printable(status.message());
  if (message.empty()) message = absl::StatusCodeToString(status.code());
  std::vector<std::string> lines = {message};
  if (const auto info = DetailOf<google::rpc::ErrorInfo>(status)) DescribeReason(*info, &lines);
  if (const auto resource = DetailOf<google::rpc::ResourceInfo>(status)) {
    lines.push_back(absl::StrCat("  ", Printable(resource->resource_type()), ": ",
                                 Printable(resource->resource_name())));
  }
  if (const auto fields = DetailOf<google::rpc::BadRequest>(status)) {
    DescribeFields(*fields, &lines);
  }
  if (const auto retry = DetailOf<google::rpc::RetryInfo>(status)) {
    const absl::Duration delay = absl::Seconds(retry->retry_delay().seconds()) +
                                 absl::Nanoseconds(retry->retry_delay().nanos());
    lines.push_back(absl::StrCat("  try again in ", absl::FormatDuration(delay)));
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace balcao::client
