// Version 7 UUIDs (RFC 9562): the time in milliseconds, then 74 random bits.
// Every write carries one as its `request_id`.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace balcao::client {

// Builds the UUID of a time and random bytes; of the random bytes, six bits are
// overwritten with the version and variant.
std::string FormatUuid7(int64_t unix_ms, const std::array<uint8_t, 10>& random);

// A fresh one, from the system's clock and random source.
std::string NewUuid7();

}  // namespace balcao::client
