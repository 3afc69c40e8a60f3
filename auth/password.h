// Passwords, by Argon2id (RFC 9106): kept in Argon2's own encoding, salt and
// parameters within.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace balcao::auth {

// The least that OWASP's password storage sheet gives for Argon2id.
struct PasswordCost {
  uint32_t memory_kib = 19'456;
  uint32_t passes = 2;
};

inline constexpr size_t kPasswordLengthMin = 12;
inline constexpr size_t kPasswordLengthMax = 256;

// Slow by design: never on a thread that serves calls.
absl::StatusOr<std::string> HashPassword(std::string_view password, const PasswordCost& cost);
bool VerifyPassword(std::string_view password, const std::string& encoded);

}  // namespace balcao::auth
