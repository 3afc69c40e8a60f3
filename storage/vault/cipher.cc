#include "storage/vault/cipher.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>

#include "storage/vault/limits.h"
#include "storage/vault/nonces.h"

namespace balcao::storage::vault {
namespace {

// Fetching walks OpenSSL's providers under a lock: once is enough.
EVP_CIPHER* Cipher() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

// A thread's context. The cipher is set once; a new key and nonce then cost
// neither an allocation nor a look-up.
class Context {
 public:
  Context() : context_(EVP_CIPHER_CTX_new()) {
    ready_ = context_ != nullptr && Cipher() != nullptr &&
             EVP_CipherInit_ex2(context_, Cipher(), nullptr, nullptr, 1, nullptr) == 1;
  }
  ~Context() { EVP_CIPHER_CTX_free(context_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  bool Start(const Key& key, const unsigned char* nonce, bool seal) {
    return ready_ && EVP_CipherInit_ex2(context_, nullptr, key.bytes.data(), nonce, seal ? 1 : 0,
                                        nullptr) == 1;
  }
  // No output: associated data.
  bool Feed(unsigned char* output, std::string_view input) {
    int written = 0;
    return input.empty() || EVP_CipherUpdate(context_, output, &written,
                                             reinterpret_cast<const unsigned char*>(input.data()),
                                             static_cast<int>(input.size())) == 1;
  }
  // False when the tag, set before, does not fit.
  bool Finish() {
    int written = 0;
    unsigned char none[EVP_MAX_BLOCK_LENGTH];
    return EVP_CipherFinal_ex(context_, none, &written) == 1;
  }
  bool ReadTag(unsigned char* tag) {
    return EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_GET_TAG, kTagBytes, tag) == 1;
  }
  bool SetTag(const unsigned char* tag) {
    return EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_SET_TAG, kTagBytes,
                               const_cast<unsigned char*>(tag)) == 1;
  }

 private:
  EVP_CIPHER_CTX* context_;
  bool ready_ = false;
};

Context& ThreadContext() {
  thread_local Context context;
  return context;
}

}  // namespace

absl::StatusOr<Key> Key::From(std::string_view material) {
  if (material.size() != kKeyBytes) return absl::DataLossError("a key has the wrong length");
  Key key;
  std::copy(material.begin(), material.end(), key.bytes.begin());
  return key;
}

absl::StatusOr<Key> MakeKey() {
  Key key;
  if (RAND_priv_bytes(key.bytes.data(), kKeyBytes) == 1) return key;
  return absl::InternalError("the system gives no randomness");
}

absl::StatusOr<std::string> SealWith(const Key& key, std::string_view plain,
                                     std::string_view associated_data) {
  if (plain.size() > kPlainBytesMax || associated_data.size() > kPlainBytesMax) {
    return absl::InvalidArgumentError("too long to be sealed in one piece");
  }
  std::string sealed(plain.size() + kSealBytes, '\0');
  auto* const nonce = reinterpret_cast<unsigned char*>(sealed.data());
  unsigned char* const body = nonce + kNonceBytes;
  Context& context = ThreadContext();
  if (TakeNonce(nonce) && context.Start(key, nonce, true) &&
      context.Feed(nullptr, associated_data) && context.Feed(body, plain) && context.Finish() &&
      context.ReadTag(body + plain.size())) {
    return sealed;
  }
  return absl::InternalError("OpenSSL cannot seal");
}

absl::StatusOr<std::string> UnsealWith(const Key& key, std::string_view sealed,
                                       std::string_view associated_data) {
  if (sealed.size() < kSealBytes || sealed.size() > kPlainBytesMax + kSealBytes) {
    return absl::DataLossError("sealed bytes have an impossible length");
  }
  const auto* const nonce = reinterpret_cast<const unsigned char*>(sealed.data());
  const std::string_view body = sealed.substr(kNonceBytes, sealed.size() - kSealBytes);
  const unsigned char* const tag = nonce + kNonceBytes + body.size();
  std::string plain(body.size(), '\0');
  Context& context = ThreadContext();
  if (context.Start(key, nonce, false) && context.Feed(nullptr, associated_data) &&
      context.Feed(reinterpret_cast<unsigned char*>(plain.data()), body) && context.SetTag(tag) &&
      context.Finish()) {
    return plain;
  }
  // GCM gives the plain text out before it knows whether it is true.
  Wipe(plain);
  return absl::DataLossError("sealed bytes were altered or belong elsewhere");
}

}  // namespace balcao::storage::vault
