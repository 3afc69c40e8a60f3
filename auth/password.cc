#include "auth/password.h"

#include <argon2.h>
#include <openssl/rand.h>

#include <array>

namespace balcao::auth {

absl::StatusOr<std::string> HashPassword(std::string_view password, const PasswordCost& cost) {
  constexpr uint32_t kLanes = 1;
  constexpr size_t kHashBytes = 32;
  std::array<unsigned char, 16> salt;
  if (RAND_bytes(salt.data(), salt.size()) != 1) return absl::InternalError("no randomness");
  std::string encoded(
      argon2_encodedlen(cost.passes, cost.memory_kib, kLanes, salt.size(), kHashBytes, Argon2_id),
      '\0');
  const int result =
      argon2id_hash_encoded(cost.passes, cost.memory_kib, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (result != ARGON2_OK) return absl::InternalError(argon2_error_message(result));
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool VerifyPassword(std::string_view password, const std::string& encoded) {
  return argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace balcao::auth
