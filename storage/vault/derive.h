// Keys that follow from the master key and are kept nowhere: for what lives shorter
// than the vault.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "storage/vault/cipher.h"
#include "storage/vault/vault.h"

namespace balcao::storage::vault {

// HKDF with SHA-256 (RFC 5869): the vault's id is the salt, the purpose the info.
absl::StatusOr<Key> DeriveKey(const Key& master, const std::string& vault_id, Purpose purpose);

}  // namespace balcao::storage::vault
