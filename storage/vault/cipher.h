// AES-256-GCM over OpenSSL. Thread-safe: each thread keeps its own context.
#pragma once

#include <openssl/crypto.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace balcao::storage::vault {

inline constexpr size_t kKeyBytes = 32;
inline constexpr size_t kNonceBytes = 12;
inline constexpr size_t kTagBytes = 16;
inline constexpr size_t kSealBytes = kNonceBytes + kTagBytes;  // what sealing adds

// Key material; wiped when it leaves scope.
struct Key {
  std::array<unsigned char, kKeyBytes> bytes{};

  Key() = default;
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key() { OPENSSL_cleanse(bytes.data(), bytes.size()); }

  // DATA_LOSS unless `material` has the length of a key.
  static absl::StatusOr<Key> From(std::string_view material);
  std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
};

// A key from the generator that OpenSSL keeps for secrets.
absl::StatusOr<Key> MakeKey();

// nonce (12, random) | ciphertext | tag (16). A key may seal 2^32 times before
// random nonces come too close (NIST SP 800-38D, section 8.3).
absl::StatusOr<std::string> SealWith(const Key& key, std::string_view plain,
                                     std::string_view associated_data);
// DATA_LOSS when a byte was altered, or key or associated data are others.
absl::StatusOr<std::string> UnsealWith(const Key& key, std::string_view sealed,
                                       std::string_view associated_data);

// Wipes a string that held a secret.
inline void Wipe(std::string& secret) { OPENSSL_cleanse(secret.data(), secret.size()); }

}  // namespace balcao::storage::vault
