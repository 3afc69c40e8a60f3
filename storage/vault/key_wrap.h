// Keys sealed by another key, each bound to its place, so that a row copied over
// another is noticed.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/vault/cipher.h"
#include "storage/vault/vault.h"

namespace balcao::storage::vault {

absl::StatusOr<std::string> WrapKey(const Key& master, KeyId id, const Key& key);
// DATA_LOSS when the bytes were altered or belong to another id.
absl::StatusOr<Key> UnwrapKey(const Key& master, KeyId id, std::string_view wrapped);

absl::StatusOr<std::string> WrapPurposeKey(const Key& master, Purpose purpose, const Key& key);
absl::StatusOr<Key> UnwrapPurposeKey(const Key& master, Purpose purpose, std::string_view wrapped);

// A value that only this master key opens, for the vault with this id.
absl::StatusOr<std::string> MakeCheck(const Key& master, const std::string& vault_id);
bool CheckOpens(const Key& master, const std::string& vault_id, std::string_view check);

}  // namespace balcao::storage::vault
