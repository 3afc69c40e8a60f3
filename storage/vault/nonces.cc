#include "storage/vault/nonces.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "storage/vault/cipher.h"
#include "storage/vault/limits.h"

namespace balcao::storage::vault {
namespace {

std::atomic<unsigned> forks{0};

// One call of RAND_bytes() costs two microseconds whether it gives 12 bytes or
// some hundred, four times what sealing costs; so a thread draws many at once.
class NoncePool {
 public:
  NoncePool() {
    static const int once = pthread_atfork(nullptr, nullptr, [] { ++forks; });
    static_cast<void>(once);
  }
  ~NoncePool() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  bool Take(unsigned char* nonce) {
    // A child has a copy of what its parent will use: GCM falls to that.
    if (used_ == bytes_.size() || forks_ != forks.load(std::memory_order_relaxed)) {
      if (!Refill()) return false;
    }
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(used_), kNonceBytes, nonce);
    used_ += kNonceBytes;
    return true;
  }

 private:
  bool Refill() {
    used_ = bytes_.size();
    if (RAND_bytes(bytes_.data(), static_cast<int>(bytes_.size())) != 1) return false;
    forks_ = forks.load(std::memory_order_relaxed);
    used_ = 0;
    return true;
  }

  std::array<unsigned char, kNonceBytes * kNoncesDrawn> bytes_;
  size_t used_ = kNonceBytes * kNoncesDrawn;
  unsigned forks_ = 0;
};

}  // namespace

bool TakeNonce(unsigned char* nonce) {
  thread_local NoncePool pool;
  return pool.Take(nonce);
}

}  // namespace balcao::storage::vault
