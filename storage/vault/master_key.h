// The file with the master key: 32 random bytes that only its owner may read.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/vault/cipher.h"

namespace balcao::storage::vault {

// FAILED_PRECONDITION, saying what to do, when the file is not there, has
// another length, or others than its owner have a right to it.
absl::StatusOr<Key> ReadMasterKey(const std::string& path);

// Makes a key and puts it on disk at `path`, over what is there.
absl::StatusOr<Key> WriteMasterKey(const std::string& path);

}  // namespace balcao::storage::vault
