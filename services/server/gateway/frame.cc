#include "services/server/gateway/frame.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "storage/common/text.h"

namespace balcao::server::gateway {
namespace {

constexpr uint8_t kData = 0x00;
constexpr uint8_t kTrailers = 0x80;

std::string Head(uint8_t flags, size_t size) {
  std::string head(1, static_cast<char>(flags));
  for (int shift = 24; shift >= 0; shift -= 8) head.push_back(static_cast<char>(size >> shift));
  return head;
}

// As gRPC's HTTP/2 mapping writes a message into a header: printable ASCII but for the
// percent sign stands for itself.
std::string PercentEncoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (c >= ' ' && c <= '~' && c != '%') {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<uint8_t>(c);
      encoded += {'%', kHex[byte >> 4], kHex[byte & 0xf]};
    }
  }
  return encoded;
}

}  // namespace

absl::StatusOr<std::string_view> MessageOf(std::string_view body) {
  if (body.size() < kFrameHeaderBytes) return absl::InvalidArgumentError("no whole frame");
  if (static_cast<uint8_t>(body[0]) != kData) {
    return absl::InvalidArgumentError("not a frame of plain data");
  }
  size_t size = 0;
  for (size_t i = 1; i < kFrameHeaderBytes; ++i) size = size << 8 | static_cast<uint8_t>(body[i]);
  if (size != body.size() - kFrameHeaderBytes) {
    return absl::InvalidArgumentError("the body is not one frame");
  }
  return body.substr(kFrameHeaderBytes);
}

std::string DataHead(size_t size) { return Head(kData, size); }

std::string TrailerFrame(int code, std::string_view message, std::string_view details) {
  std::string trailers = absl::StrCat("grpc-status: ", code, "\r\n");
  if (!message.empty()) {
    absl::StrAppend(&trailers, "grpc-message: ", PercentEncoded(message), "\r\n");
  }
  if (!details.empty()) {
    absl::StrAppend(&trailers, "grpc-status-details-bin: ", absl::Base64Escape(AbslView(details)),
                    "\r\n");
  }
  return Head(kTrailers, trailers.size()) + trailers;
}

std::optional<std::chrono::nanoseconds> ParseTimeout(std::string_view text) {
  constexpr size_t kDigitsMax = 8;
  constexpr int64_t kHoursMax = INT64_MAX / std::chrono::nanoseconds(std::chrono::hours(1)).count();
  if (text.size() < 2 || text.size() > kDigitsMax + 1) return std::nullopt;
  int64_t count = 0;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    count = count * 10 + (c - '0');
  }
  switch (text.back()) {
    case 'H':
      // More does not fit; nobody waits so long.
      return std::chrono::hours(std::min<int64_t>(count, kHoursMax));
    case 'M':
      return std::chrono::minutes(count);
    case 'S':
      return std::chrono::seconds(count);
    case 'm':
      return std::chrono::milliseconds(count);
    case 'u':
      return std::chrono::microseconds(count);
    case 'n':
      return std::chrono::nanoseconds(count);
    default:
      return std::nullopt;
  }
}

}  // namespace balcao::server::gateway
