// Checks the store against its journal: the chain by its hashes, the rows by a
// replay of every change, the facts by deriving them again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/ledger/ledger.h"

namespace balcao::storage {

struct VerifyReport {
  int64_t entries = 0;
  int64_t records = 0;
  int64_t facts = 0;
  std::string head;                 // hash of the last entry, 32 bytes
  std::vector<std::string> faults;  // with journal positions; at most a hundred
};

// Reads one snapshot of the store; writes go on meanwhile. `on_facts` hears of
// every fact delta in order, to compare a view with.
absl::StatusOr<VerifyReport> VerifyStore(
    Connection& connection, const Codec& codec, const DeriveFacts& derive,
    const std::function<void(int64_t position, const store::v1::FactDelta&)>& on_facts);

}  // namespace balcao::storage
