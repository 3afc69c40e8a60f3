// What can be told about a database file before SQLite opens it.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace balcao::storage::sqlite {

// FAILED_PRECONDITION, naming the file and what to run, when `path` is not a
// database, is shorter than it says, or is gone while its log is still there.
// An absent or empty file is fine: a new database. Takes no more than a read of
// 100 bytes; `balcao verify` reads every page.
absl::Status CheckHeader(const std::string& path);

// The same refusal for a fault that only SQLite can see.
absl::Status NotUsable(const std::string& path, std::string_view why);

}  // namespace balcao::storage::sqlite
