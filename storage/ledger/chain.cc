#include "storage/ledger/chain.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"

namespace balcao::storage {

std::string ChainStart() { return std::string(SHA256_DIGEST_LENGTH, '\0'); }

std::string Sha256(std::string_view bytes) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

std::string ChainNext(std::string_view previous, std::string_view entry) {
  return Sha256(absl::StrCat(AbslView(previous), AbslView(entry)));
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
