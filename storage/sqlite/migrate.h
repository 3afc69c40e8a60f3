// Brings a schema up to date, one transaction a step, and remembers what was
// applied in `schema_migration`.
#pragma once

#include <span>

#include "absl/status/status.h"
#include "storage/engine.h"

namespace balcao::storage::sqlite {

// FAILED_PRECONDITION when the file knows a step that `migrations` does not, or
// one with another checksum. INVALID_ARGUMENT when versions do not rise.
absl::Status ApplyMigrations(Connection& writer, std::span<const Migration> migrations);

}  // namespace balcao::storage::sqlite
