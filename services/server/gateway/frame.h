// gRPC-Web's framing: a body is a run of frames, each a byte of flags, four bytes of length
// (big-endian) and so many bytes. Source: PROTOCOL-WEB.md of the gRPC project.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace balcao::server::gateway {

inline constexpr size_t kFrameHeaderBytes = 5;

// The one message of a request. INVALID_ARGUMENT for a body that is not exactly one frame
// of data, or a compressed one; the view lies in `body`.
absl::StatusOr<std::string_view> MessageOf(std::string_view body);

// The head of a frame that holds a message of `size` bytes.
std::string DataHead(size_t size);

// The last frame of a reply: the code and, where there are any, message and details
// (a serialised google.rpc.Status).
std::string TrailerFrame(int code, std::string_view message, std::string_view details);

// What `grpc-timeout` says (`1500m`): up to eight digits and a unit; nothing for what is not
// shaped so.
std::optional<std::chrono::nanoseconds> ParseTimeout(std::string_view text);

}  // namespace balcao::server::gateway
