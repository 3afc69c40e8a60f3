// Data and vault belong together: the data file keeps the id of its vault, and
// the vault remembers that data took keys from it. One without the other is
// refused, since a new half would look like an empty house: a new vault opens
// nothing, and new data would be given keys that the old ones were sealed with.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "storage/engine.h"
#include "storage/vault/vault.h"

namespace balcao::server {

// The data file, or a log of it, has something in it.
bool DataAreThere(const std::string& folder);

// FAILED_PRECONDITION, and what to run: `vault` had data, which are not there.
absl::Status CheckDataAreThere(const storage::Vault& vault, const std::string& folder);

// Writes each down in the other the first time. FAILED_PRECONDITION, and what to
// run, when they do not belong together. A fault of the disk comes as it is, and
// the next start tries again.
absl::Status PairWithVault(storage::Engine& engine, storage::Vault& vault,
                           const std::string& folder);

}  // namespace balcao::server
