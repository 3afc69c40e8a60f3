#include "storage/sqlite/sqlite_engine.h"

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "storage/common/mutex.h"
#include "storage/common/status_macros.h"
#include "storage/sqlite/files.h"
#include "storage/sqlite/header_check.h"
#include "storage/sqlite/limits.h"
#include "storage/sqlite/migrate.h"
#include "storage/sqlite/sqlite_connection.h"

namespace balcao::storage {
namespace {

using sqlite::Role;
using sqlite::SqliteConnection;

// Moves pages from the log into the file behind the writer's back, so that the
// writer never stops to do it (a full log costs it tens of milliseconds).
class Checkpointer {
 public:
  explicit Checkpointer(std::unique_ptr<SqliteConnection> connection)
      : connection_(std::move(connection)), thread_([this] { Loop(); }) {}

  ~Checkpointer() {
    {
      MutexLock lock(&mutex_);
      stop_ = true;
      wake_.SignalOne();
    }
    thread_.join();
  }

 private:
  void Loop() {
    while (!StopWithinPeriod()) {
      // Busy, or a full disk: the next round tries again, and the writer is
      // who reports a disk that stays full.
      sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                nullptr);
    }
  }

  bool StopWithinPeriod() {
    MutexLock lock(&mutex_);
    if (!stop_) wake_.WaitFor(&mutex_, std::chrono::milliseconds(sqlite::kCheckpointPeriodMs));
    return stop_;
  }

  std::unique_ptr<SqliteConnection> connection_;
  Mutex mutex_;
  CondVar wake_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

class SqliteEngine final : public Engine {
 public:
  SqliteEngine(SqliteOptions options, std::unique_ptr<FileLock> lock,
               std::unique_ptr<SqliteConnection> writer, std::unique_ptr<Checkpointer> checkpointer)
      : options_(std::move(options)),
        lock_(std::move(lock)),
        writer_(std::move(writer)),
        checkpointer_(std::move(checkpointer)) {}

  Connection& writer() override { return *writer_; }
  absl::StatusOr<Reader> Read() override;
  absl::Status Migrate(std::span<const Migration> migrations) override;
  absl::Status Sync() override;
  absl::Status BackupTo(const std::string& path) override;

 private:
  void Return(std::unique_ptr<Connection> connection) override;
  absl::StatusOr<std::unique_ptr<SqliteConnection>> TakeReader();

  // Destroyed from below: the writer goes after everything that reads, so that
  // its close is the last one, which empties the log; the lock goes at the end.
  const SqliteOptions options_;
  std::unique_ptr<FileLock> lock_;
  std::unique_ptr<SqliteConnection> writer_;
  Mutex mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_ ABSL_GUARDED_BY(mutex_);
  absl::Status sync_failed_;  // of the one thread that syncs
  std::unique_ptr<Checkpointer> checkpointer_;
};

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteEngine::TakeReader() {
  {
    MutexLock lock(&mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<SqliteConnection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return SqliteConnection::Open(options_, Role::kReader);
}

absl::StatusOr<Reader> SqliteEngine::Read() {
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> connection, TakeReader());
  return Reader(this, std::move(connection));
}

void SqliteEngine::Return(std::unique_ptr<Connection> connection) {
  std::unique_ptr<SqliteConnection> ours(static_cast<SqliteConnection*>(connection.release()));
  ours->Tidy();
  MutexLock lock(&mutex_);
  if (idle_.size() < static_cast<size_t>(sqlite::kIdleReadersMax)) idle_.push_back(std::move(ours));
}

absl::Status SqliteEngine::Migrate(std::span<const Migration> migrations) {
  absl::Status status = sqlite::ApplyMigrations(*writer_, migrations);
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat(options_.path, ": ", status.message()));
}

absl::Status SqliteEngine::Sync() {
  if (options_.durability != Durability::kAtSync || !sync_failed_.ok()) return sync_failed_;
  // After a failure the system may have dropped the pages and call the next sync
  // a success.
  sync_failed_ = writer_->SyncLog();
  return sync_failed_;
}

// One step copies all of it: the step holds a read transaction, so the copy is
// one snapshot, and in WAL mode the writer goes on meanwhile.
absl::Status CopyInto(sqlite3* from, const std::string& path) {
  sqlite3* raw = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> to(raw, &sqlite3_close);
  const std::string what = absl::StrCat("backup to ", path);
  // Nobody reads the copy before it is whole and synced.
  if (code == SQLITE_OK) {
    code = sqlite3_exec(raw, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nullptr,
                        nullptr, nullptr);
  }
  if (code != SQLITE_OK) return sqlite::SqliteError(code, what);
  sqlite3_backup* const backup = sqlite3_backup_init(raw, "main", from, "main");
  if (backup == nullptr) return sqlite::SqliteError(sqlite3_extended_errcode(raw), what);
  sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  return finished == SQLITE_OK ? absl::OkStatus() : sqlite::SqliteError(finished, what);
}

// The copy gets its name last: under that name there is always a whole backup.
absl::Status SqliteEngine::BackupTo(const std::string& path) {
  if (SameFile(path, options_.path)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is the database itself"));
  }
  const std::string partial = absl::StrCat(path, ".partial");
  unlink(partial.c_str());
  RETURN_IF_ERROR(CreatePrivateFile(partial));
  absl::Status status;
  {
    absl::StatusOr<std::unique_ptr<SqliteConnection>> reader = TakeReader();
    status = reader.ok() ? CopyInto((*reader)->handle(), partial) : reader.status();
    if (reader.ok()) Return(*std::move(reader));
  }
  if (status.ok()) status = SyncFile(partial);
  if (status.ok()) status = RenameDurably(partial, path);
  if (!status.ok()) unlink(partial.c_str());
  return status;
}

// A file that SQLite refuses is a thing to repair before the start, not a fault
// of the program.
absl::Status OpenRefused(const std::string& path, const absl::Status& status) {
  if (absl::IsDataLoss(status)) {
    return sqlite::NotUsable(path, absl::StrCat("cannot be read (", status.message(), ")"));
  }
  return absl::Status(status.code(), absl::StrCat("cannot open ", path, ": ", status.message()));
}

absl::Status PrepareFile(const std::string& path) {
  RETURN_IF_ERROR(sqlite::CheckHeader(path));
  // SQLite would make it readable by others; its log takes the file's mode.
  return FileExists(path) ? absl::OkStatus() : CreatePrivateFile(path);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Engine>> OpenSqlite(const SqliteOptions& options) {
  std::unique_ptr<FileLock> lock;
  // Another VFS need not keep its files where the system would look.
  if (options.vfs.empty()) {
    ASSIGN_OR_RETURN(lock, FileLock::Take(options.path));
    RETURN_IF_ERROR(PrepareFile(options.path));
  }
  auto writer = SqliteConnection::Open(options, Role::kWriter);
  if (!writer.ok()) return OpenRefused(options.path, writer.status());
  std::unique_ptr<Checkpointer> checkpointer;
  if (options.checkpoint_thread) {
    auto connection = SqliteConnection::Open(options, Role::kCheckpointer);
    if (!connection.ok()) return OpenRefused(options.path, connection.status());
    checkpointer = std::make_unique<Checkpointer>(*std::move(connection));
  }
  return std::make_unique<SqliteEngine>(options, std::move(lock), *std::move(writer),
                                        std::move(checkpointer));
}

}  // namespace balcao::storage
