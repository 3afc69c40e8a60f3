// The stable reason of a refusal, for programs: an ErrorInfo beside the message
// (AIP-193). Neither ever holds personal data.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace balcao {

inline constexpr char kErrorDomain[] = "balcao.v1";
inline constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";

// `reason` in UPPER_SNAKE.
absl::Status WithReason(absl::Status status, std::string_view reason);
// Empty when the status has none.
std::string ReasonOf(const absl::Status& status);

}  // namespace balcao
