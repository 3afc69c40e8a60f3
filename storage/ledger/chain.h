// The journal's hash chain: hash(n) = SHA-256(hash(n-1) | entry(n)).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/engine.h"

namespace balcao::storage {

// What stands before the first entry: 32 zero bytes.
std::string ChainStart();
std::string ChainNext(std::string_view previous, std::string_view entry);
std::string Sha256(std::string_view bytes);

struct ChainHead {
  int64_t position = 0;
  std::string hash;
};
absl::StatusOr<ChainHead> LoadChainHead(Connection& connection);

// The associated data of a sealed fact delta.
std::string FactsAssociatedData(int64_t position);

}  // namespace balcao::storage
