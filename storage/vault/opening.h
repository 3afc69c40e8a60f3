// Opens or founds a vault: brings file, master key and purpose keys together, or
// refuses and says what to do.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "storage/vault/cipher.h"
#include "storage/vault/vault.h"
#include "storage/vault/vault_store.h"

namespace balcao::storage::vault {

struct Opened {
  std::unique_ptr<VaultStore> store;
  std::string id;
  Key master;
  std::map<Purpose, Key> purposes;  // every one of them
  bool paired = false;
};

// FAILED_PRECONDITION as OpenVault() says.
absl::StatusOr<Opened> OpenOrFound(const VaultOptions& options);

}  // namespace balcao::storage::vault
