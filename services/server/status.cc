#include "services/server/status.h"

#include <cstdio>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/common/texts.h"
#include "storage/common/reason.h"

namespace balcao::server {
namespace {

constexpr size_t kMessageMax = 1024;
// Other payloads are the house's own.
constexpr char kDetailUrls[] = "type.googleapis.com/google.rpc.";

void AddText(const std::string& reason, google::rpc::Status& rich) {
  const std::string_view text = services::TextOf(reason);
  if (text.empty()) return;
  google::rpc::LocalizedMessage localized;
  localized.set_locale(services::kTextLocale);
  localized.set_message(std::string(text));
  rich.add_details()->PackFrom(localized);
}

}  // namespace

bool IsInnerFault(const absl::Status& status) { return !status.ok() && ReasonOf(status).empty(); }

void PrintFault(const char* where, const absl::Status& status) {
  std::fprintf(stderr, "balcaod: inner fault in %s: %s\n", where,
               absl::StatusCodeToString(status.code()).c_str());
}

absl::Status Presentable(const absl::Status& status) {
  if (!IsInnerFault(status)) return status;
  if (absl::IsResourceExhausted(status)) {
    return WithReason(absl::ResourceExhaustedError("no room to write"), "NO_ROOM");
  }
  if (absl::IsUnavailable(status) || absl::IsAborted(status)) {
    return WithReason(absl::UnavailableError("try again"), "TRY_AGAIN");
  }
  return WithReason(absl::InternalError("an inner fault"), "INTERNAL");
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const absl::Status told = Presentable(status);
  std::string message(told.message());
  if (message.size() > kMessageMax) message.resize(kMessageMax);
  google::rpc::Status rich;
  rich.set_code(static_cast<int>(told.code()));
  rich.set_message(message);
  told.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (!absl::StartsWith(url, kDetailUrls)) return;
    google::protobuf::Any& any = *rich.add_details();
    any.set_type_url(std::string(url));
    any.set_value(std::string(payload));
  });
  AddText(ReasonOf(told), rich);
  return grpc::Status(static_cast<grpc::StatusCode>(told.code()), message,
                      rich.SerializeAsString());
}

}  // namespace balcao::server
