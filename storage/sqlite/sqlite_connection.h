// One connection to an SQLite file with the settings of its role, and the
// statements it has prepared.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "storage/engine.h"
#include "storage/sqlite/sqlite_engine.h"
#include "storage/sqlite/sqlite_statement.h"

namespace balcao::storage::sqlite {

enum class Role { kWriter, kReader, kCheckpointer };

class SqliteConnection final : public Connection {
 public:
  // Opens the file and reads its schema once, so that a file which is no
  // database fails here: DATA_LOSS.
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(const SqliteOptions& options,
                                                                Role role);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  absl::StatusOr<Statement*> Prepare(std::string_view sql) override;
  absl::Status Execute(const std::string& sql) override;
  absl::Status Begin() override;
  absl::Status Commit() override;
  // OK as well when no transaction is open: SQLite ends one itself on some
  // errors.
  absl::Status Rollback() override;
  absl::Status BeginRead() override;

  // The write-ahead log on the disk. A thread of its own may call it while another
  // uses the connection: it touches nothing but the log's file.
  absl::Status SyncLog();

  // Ends what the last user left open, before somebody else gets the connection.
  void Tidy();
  sqlite3* handle() const { return db_; }

 private:
  explicit SqliteConnection(sqlite3* db) : db_(db) {}
  absl::Status Configure(const SqliteOptions& options, Role role);
  absl::Status EnterWal();
  absl::Status Run(std::string_view sql);

  sqlite3* db_;
  sqlite3_file* log_ = nullptr;  // of the writer
  bool gathers_log_ = false;
  absl::flat_hash_map<std::string, std::unique_ptr<SqliteStatement>> statements_;
};

}  // namespace balcao::storage::sqlite
