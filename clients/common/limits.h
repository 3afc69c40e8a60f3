// Every number that bounds a client.
#pragma once

#include "absl/time/time.h"

namespace balcao::client {

// The deadline of an ordinary call.
inline constexpr absl::Duration kCallTimeout = absl::Seconds(30);

// The deadline of a call that walks the whole store: verify, backup.
inline constexpr absl::Duration kLongCallTimeout = absl::Hours(12);

// How often a repeatable request is sent while the server cannot be reached, and
// how long the client waits before the second time; each later wait is double.
inline constexpr int kAttemptsMax = 3;
inline constexpr absl::Duration kFirstDelay = absl::Milliseconds(150);

// The largest answer: a page is at most 200 records.
inline constexpr int kAnswerBytesMax = 64 << 20;

}  // namespace balcao::client
