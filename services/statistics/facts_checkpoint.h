// A sealed copy of the fact table beside the store, so that a start reads one
// file and the journal's tail instead of the whole journal. Never a source of
// truth: without it, or with one that does not fit, the table is rebuilt.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/statistics/facts/fact_table.h"
#include "storage/vault/vault.h"

namespace balcao::services {

// `catalogue_hash` binds the copy to the dictionaries that coded it. Written to a
// file beside and renamed, so that a half-written one is never read.
absl::Status WriteFactsCheckpoint(const std::string& path, const std::string& catalogue_hash,
                                  const facts::FactTable& table, storage::Vault& vault);

// NOT_FOUND when there is none, DATA_LOSS when it is of another catalogue, altered
// or cut short.
absl::StatusOr<std::unique_ptr<facts::FactTable>> ReadFactsCheckpoint(
    const std::string& path, const std::string& catalogue_hash, storage::Vault& vault);

}  // namespace balcao::services
