#include "storage/vault/blind.h"

#include <openssl/crypto.h>

#include <cstddef>

namespace balcao::storage::vault {
namespace {

constexpr size_t kBlockBytes = 64;
constexpr size_t kDigestBytes = 32;
constexpr unsigned char kInnerPad = 0x36;
constexpr unsigned char kOuterPad = 0x5c;

}  // namespace

BlindKey::Digest BlindKey::Start(const Key& key, unsigned char pad) {
  unsigned char block[kBlockBytes];
  for (size_t i = 0; i < kBlockBytes; ++i) block[i] = pad ^ (i < kKeyBytes ? key.bytes[i] : 0);
  Digest digest(EVP_MD_CTX_new());
  const bool started = digest != nullptr &&
                       EVP_DigestInit_ex2(digest.get(), EVP_sha256(), nullptr) == 1 &&
                       EVP_DigestUpdate(digest.get(), block, kBlockBytes) == 1;
  OPENSSL_cleanse(block, kBlockBytes);
  return started ? std::move(digest) : nullptr;
}

absl::StatusOr<std::unique_ptr<BlindKey>> BlindKey::Make(const Key& key) {
  std::unique_ptr<BlindKey> blind(new BlindKey);
  blind->inner_ = Start(key, kInnerPad);
  blind->outer_ = Start(key, kOuterPad);
  if (blind->inner_ != nullptr && blind->outer_ != nullptr) return blind;
  return absl::InternalError("OpenSSL gives no SHA-256");
}

// Copying the two started digests is half the price of EVP_MAC, which fetches
// and allocates at each start. Nothing here can fail once they are started.
uint64_t BlindKey::Blind(std::string_view value) const {
  thread_local const Digest work(EVP_MD_CTX_new());
  unsigned char digest[kDigestBytes];
  EVP_MD_CTX_copy_ex(work.get(), inner_.get());
  EVP_DigestUpdate(work.get(), value.data(), value.size());
  EVP_DigestFinal_ex(work.get(), digest, nullptr);
  EVP_MD_CTX_copy_ex(work.get(), outer_.get());
  EVP_DigestUpdate(work.get(), digest, kDigestBytes);
  EVP_DigestFinal_ex(work.get(), digest, nullptr);
  uint64_t blinded = 0;
  for (int i = 0; i < 8; ++i) blinded = blinded << 8 | digest[i];
  OPENSSL_cleanse(digest, kDigestBytes);
  return blinded;
}

}  // namespace balcao::storage::vault
