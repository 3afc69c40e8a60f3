// Copies of the store, made while it is in use: the data sealed under a key of
// the vault, the vault beside it in a file of its own. Neither opens without the
// other, nor either without the master key, which is never copied. Keep the two
// apart, and the vault's copies for fewer days (docs/operations.md).
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "storage/engine.h"
#include "storage/vault/vault.h"

namespace balcao::storage {

inline constexpr char kSealedDataFile[] = "data.sealed";
inline constexpr char kVaultFile[] = "vault.db";
inline constexpr char kDataFile[] = "data.db";

struct BackupSizes {
  int64_t data_bytes = 0;
  int64_t vault_bytes = 0;
  int64_t position = 0;  // the last journal entry in it
};

// Writes both files into an empty folder.
absl::StatusOr<BackupSizes> BackUp(Engine& engine, Vault& vault, const std::string& folder);

struct RestoreOptions {
  std::string data_folder;   // holds data.sealed
  std::string vault_folder;  // holds vault.db
  std::string master_key_path;
  std::string target;  // an empty or new folder
  // The vault of the house that is replaced, or a younger copy of it: keys that it
  // destroyed are destroyed in the restored vault. Empty for none.
  std::string destroyed;
};

// Puts a backup back. FAILED_PRECONDITION when the target is not empty, the key
// does not open the vault, or `destroyed` is another vault or in use; DATA_LOSS when the data were
// altered or cut short.
absl::StatusOr<int64_t> Restore(const RestoreOptions& options);

}  // namespace balcao::storage
