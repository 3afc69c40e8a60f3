#include "storage/ledger/chain.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <cstdlib>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"

namespace balcao::storage {

std::string ChainStart() { return std::string(SHA256_DIGEST_LENGTH, '\0'); }

namespace {

// The one-call SHA256() looks the algorithm up each time, which costs as much as
// hashing a short entry. A context is made once for a thread, and so is the lookup.
class Hasher {
 public:
  Hasher() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {}
  ~Hasher() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(algorithm_);
  }
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  std::string Hash(std::initializer_list<std::string_view> parts) {
    std::string hash(SHA256_DIGEST_LENGTH, '\0');
    bool done = EVP_DigestInit_ex2(context_, algorithm_, nullptr) == 1;
    for (const std::string_view part : parts) {
      done = done && EVP_DigestUpdate(context_, part.data(), part.size()) == 1;
    }
    done = done && EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(hash.data()),
                                      nullptr) == 1;
    // A chain over a hash that was not computed would be worth nothing.
    if (!done) std::abort();
    return hash;
  }

 private:
  EVP_MD* const algorithm_;
  EVP_MD_CTX* const context_;
};

std::string Hash(std::initializer_list<std::string_view> parts) {
  thread_local Hasher hasher;
  return hasher.Hash(parts);
}

}  // namespace

std::string Sha256(std::string_view bytes) { return Hash({bytes}); }

std::string ChainNext(std::string_view previous, std::string_view entry) {
  return Hash({previous, entry});
}

absl::StatusOr<ChainHead> LoadChainHead(Connection& connection) {
  ASSIGN_OR_RETURN(Statement * prepared,
                   connection.Prepare("SELECT position, hash FROM journal ORDER BY position DESC "
                                      "LIMIT 1"));
  ScopedStatement statement(prepared);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  if (!found) return ChainHead{0, ChainStart()};
  return ChainHead{statement->Int(0), std::string(statement->Blob(1))};
}

std::string FactsAssociatedData(int64_t position) { return absl::StrCat("facts|", position); }

}  // namespace balcao::storage
