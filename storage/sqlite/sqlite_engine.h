// SQLite, the embedded default. WAL, secure_delete, foreign keys, a cap on the log
// and a thread that checkpoints passively every 50 ms (docs/performance.md has the
// figures behind both).
#pragma once

#include <memory>
#include <string>

#include "storage/engine.h"

namespace balcao::storage {

enum class Durability {
  kAtCommit,  // a commit is on disk when it returns
  kAtSync,    // when the next Sync() returns: the thread that writes need not wait
  kNever,     // for the power-loss rig, which must fail with it
};

struct SqliteOptions {
  std::string path;
  Durability durability = Durability::kAtCommit;
  bool checkpoint_thread = true;
  // Empty is the system's. Another one need not keep its files where the system
  // sees them, so it goes without the lock and the checks before SQLite opens.
  std::string vfs;
};

// FAILED_PRECONDITION: the file is not a database, a part of it is torn, or
// another engine has it open (`path`.lock is held for the engine's life); the
// message says which file and what to run.
absl::StatusOr<std::unique_ptr<Engine>> OpenSqlite(const SqliteOptions& options);

}  // namespace balcao::storage
