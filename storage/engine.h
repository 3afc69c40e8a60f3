// The door to a database engine. SQL is the same text for every engine: `$1`
// parameters, CTEs, ON CONFLICT, RETURNING; what must differ (pragmas, DDL,
// array binds) stays inside a driver. See docs/adr for the list of traps.
//
// A Connection belongs to one thread at a time. Statements are prepared once
// per connection and kept.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace balcao::storage {

// A statement that is bound, stepped, read and reset. Errors of the driver map
// to: FULL -> RESOURCE_EXHAUSTED, BUSY/LOCKED -> ABORTED, CONSTRAINT ->
// ALREADY_EXISTS, CORRUPT/NOTADB -> DATA_LOSS, everything else -> INTERNAL.
// A message names the result code and the SQL, never a bound value.
class Statement {
 public:
  virtual ~Statement() = default;

  // Binds `$n` (n from 1). Blobs and texts must live until Reset().
  virtual void BindInt(int n, int64_t value) = 0;
  virtual void BindText(int n, std::string_view value) = 0;
  virtual void BindBlob(int n, std::string_view value) = 0;
  virtual void BindNull(int n) = 0;

  // Advances: true when a row is there, false at the end.
  virtual absl::StatusOr<bool> Step() = 0;
  // Makes the statement ready to be bound and run again; forgets the binds.
  virtual void Reset() = 0;

  // Columns of the current row, from 0; views live until the next Step/Reset.
  virtual int64_t Int(int column) const = 0;
  virtual std::string_view Text(int column) const = 0;
  virtual std::string_view Blob(int column) const = 0;
  virtual bool IsNull(int column) const = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;

  // The kept statement for `sql`; owned by the connection. The same text gives
  // the same statement, so it must not be in use by a caller further up.
  virtual absl::StatusOr<Statement*> Prepare(std::string_view sql) = 0;
  // Runs one or more statements without parameters or results.
  virtual absl::Status Execute(const std::string& sql) = 0;

  // Write transactions take the write lock at once (BEGIN IMMEDIATE).
  virtual absl::Status Begin() = 0;
  virtual absl::Status Commit() = 0;
  virtual absl::Status Rollback() = 0;
  // A stable snapshot for several reads.
  virtual absl::Status BeginRead() = 0;
};

// Runs a statement to its end and resets it, whatever happens.
absl::Status RunToEnd(Statement& statement);

// A statement that is reset when it leaves scope.
class ScopedStatement {
 public:
  explicit ScopedStatement(Statement* statement) : statement_(statement) {}
  ~ScopedStatement() {
    if (statement_ != nullptr) statement_->Reset();
  }
  ScopedStatement(ScopedStatement&& other) noexcept : statement_(other.statement_) {
    other.statement_ = nullptr;
  }
  ScopedStatement(const ScopedStatement&) = delete;
  ScopedStatement& operator=(const ScopedStatement&) = delete;
  Statement* operator->() const { return statement_; }
  Statement& operator*() const { return *statement_; }

 private:
  Statement* statement_;
};

class Engine;

// A read connection, lent from the engine's pool until it leaves scope.
class Reader {
 public:
  Reader(Engine* engine, std::unique_ptr<Connection> connection);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) = delete;
  Connection* operator->() const { return connection_.get(); }
  Connection& operator*() const { return *connection_; }

 private:
  Engine* engine_;
  std::unique_ptr<Connection> connection_;
};

// One step of a schema: `sql` is the engine's own DDL. Applied once, in order;
// the SHA-256 of name and text is kept, and a changed step refuses to open.
struct Migration {
  int version;
  std::string_view name;
  std::string_view sql;
};

class Engine {
 public:
  virtual ~Engine() = default;

  // The one connection that writes. Used by the ledger's thread alone.
  virtual Connection& writer() = 0;
  // Lends a read connection; opens one when the pool is empty.
  virtual absl::StatusOr<Reader> Read() = 0;

  // Brings the schema up to the last migration. FAILED_PRECONDITION when the
  // file is newer than this program or a step's checksum differs.
  virtual absl::Status Migrate(std::span<const Migration> migrations) = 0;

  // Puts on disk what the writer committed before the call, where a commit alone
  // does not (`docs/adr`). Any thread, one at a time, while the writer goes on.
  // An error lasts: nobody knows what is on the disk until it is opened anew.
  virtual absl::Status Sync() = 0;

  // Copies the database, while it is in use, to `path`.
  virtual absl::Status BackupTo(const std::string& path) = 0;

 private:
  friend class Reader;
  virtual void Return(std::unique_ptr<Connection> connection) = 0;
};

}  // namespace balcao::storage
