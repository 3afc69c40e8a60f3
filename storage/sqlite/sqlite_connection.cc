#include "storage/sqlite/sqlite_connection.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"
#include "storage/sqlite/limits.h"
#include "storage/sqlite/log_vfs.h"

namespace balcao::storage::sqlite {
namespace {

// The first read of a transaction takes the snapshot; BEGIN alone does not.
constexpr std::string_view kTouch = "SELECT count(*) FROM sqlite_schema";

// The counters of memory stand behind one mutex that every allocation of every
// connection takes. Too late, and so without effect, when something else in the
// process has started SQLite before.
void ConfigureProcess() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
}

// The writer's log is gathered (log_vfs.h) when the sync of a commit is deferred.
bool GathersLog(const SqliteOptions& options, Role role) {
  return role == Role::kWriter && options.durability == Durability::kAtSync;
}

// Temporary tables and sorts stay in memory: they would be plaintext on disk.
std::string CommonPragmas(const SqliteOptions& options) {
  return absl::StrCat("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;",
                      "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;",
                      "PRAGMA checkpoint_fullfsync = ON; PRAGMA synchronous = ",
                      options.durability == Durability::kNever ? "OFF" : "FULL", ";");
}

std::string RolePragmas(Role role) {
  switch (role) {
    case Role::kWriter:
      return absl::StrCat("PRAGMA cache_size = -", kWriterCacheKib,
                          "; PRAGMA wal_autocheckpoint = ", kLogPagesMax, ";");
    case Role::kReader:
      return absl::StrCat("PRAGMA cache_size = -", kReaderCacheKib, "; PRAGMA query_only = ON;");
    case Role::kCheckpointer:
      return "";
  }
  return "";
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const SqliteOptions& options, Role role) {
  ConfigureProcess();
  sqlite3* db = nullptr;
  // A connection belongs to one thread at a time: no mutex of its own.
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  const std::string vfs = GathersLog(options, role) ? GatheringLogVfs(options.vfs) : options.vfs;
  const int code =
      sqlite3_open_v2(options.path.c_str(), &db, flags, vfs.empty() ? nullptr : vfs.c_str());
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(db));
  if (code != SQLITE_OK) return SqliteError(code, absl::StrCat("open ", options.path));
  RETURN_IF_ERROR(connection->Configure(options, role));
  return connection;
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
  sqlite3_close(db_);
}

absl::Status SqliteConnection::Configure(const SqliteOptions& options, Role role) {
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, kBusyTimeoutMs);
  RETURN_IF_ERROR(Execute(CommonPragmas(options)));
  if (role == Role::kWriter) RETURN_IF_ERROR(EnterWal());
  RETURN_IF_ERROR(Execute(RolePragmas(role)));
  RETURN_IF_ERROR(Run(kTouch));
  if (role != Role::kWriter) return absl::OkStatus();
  sqlite3_file_control(db_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log_);
  gathers_log_ = GathersLog(options, role);
  // The first sync of a new log also writes its entry in the folder, which is not
  // for two threads.
  return options.durability == Durability::kNever ? absl::OkStatus() : SyncLog();
}

absl::Status SqliteConnection::SyncLog() {
  if (log_ == nullptr || log_->pMethods == nullptr) return absl::OkStatus();
  const int code =
      gathers_log_ ? SyncDeferred(log_) : log_->pMethods->xSync(log_, SQLITE_SYNC_NORMAL);
  return code == SQLITE_OK ? absl::OkStatus() : SqliteError(code, "sync of the write-ahead log");
}

absl::Status SqliteConnection::EnterWal() {
  RETURN_IF_ERROR(Execute(absl::StrCat("PRAGMA page_size = ", kPageBytes)));
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteStatement> mode,
                   SqliteStatement::Prepare(db_, "PRAGMA journal_mode = WAL"));
  ASSIGN_OR_RETURN(const bool row, mode->Step());
  if (row && mode->Text(0) == "wal") return absl::OkStatus();
  return absl::FailedPreconditionError("this file system cannot hold a write-ahead log");
}

absl::StatusOr<Statement*> SqliteConnection::Prepare(std::string_view sql) {
  if (const auto kept = statements_.find(AbslView(sql)); kept != statements_.end()) {
    kept->second->Reset();
    return kept->second.get();
  }
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteStatement> made, SqliteStatement::Prepare(db_, sql));
  Statement* const statement = made.get();
  statements_.emplace(std::string(sql), std::move(made));
  return statement;
}

absl::Status SqliteConnection::Execute(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return absl::OkStatus();
  return SqliteError(code, sql, sqlite3_errmsg(db_));
}

absl::Status SqliteConnection::Run(std::string_view sql) {
  ASSIGN_OR_RETURN(Statement* const statement, Prepare(sql));
  return RunToEnd(*statement);
}

absl::Status SqliteConnection::Begin() { return Run("BEGIN IMMEDIATE"); }

absl::Status SqliteConnection::Commit() { return Run("COMMIT"); }

absl::Status SqliteConnection::Rollback() {
  if (sqlite3_get_autocommit(db_) != 0) return absl::OkStatus();
  return Run("ROLLBACK");
}

absl::Status SqliteConnection::BeginRead() {
  RETURN_IF_ERROR(Run("BEGIN"));
  absl::Status touched = Run(kTouch);
  if (!touched.ok()) Rollback().IgnoreError();
  return touched;
}

void SqliteConnection::Tidy() {
  if (sqlite3_txn_state(db_, nullptr) != SQLITE_TXN_NONE || sqlite3_get_autocommit(db_) == 0) {
    for (auto& [sql, statement] : statements_) statement->Reset();
    Rollback().IgnoreError();
  }
  if (statements_.size() > static_cast<size_t>(kKeptStatementsMax)) statements_.clear();
}

}  // namespace balcao::storage::sqlite
