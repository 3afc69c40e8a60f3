// HMAC-SHA-256 under one key, cut to 8 bytes: equality without the value.
#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/vault/cipher.h"

namespace balcao::storage::vault {

class BlindKey {
 public:
  static absl::StatusOr<std::unique_ptr<BlindKey>> Make(const Key& key);

  // The first 8 bytes, read as a big-endian number. Thread-safe.
  uint64_t Blind(std::string_view value) const;

 private:
  struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

  BlindKey() = default;
  static Digest Start(const Key& key, unsigned char pad);

  // SHA-256 after the padded key (RFC 2104): what every value starts from.
  Digest inner_;
  Digest outer_;
};

}  // namespace balcao::storage::vault
