// A prepared statement of SQLite, and the one place where its result codes
// become absl::Status.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine.h"

namespace balcao::storage::sqlite {

// The status for `code`, naming the code and the SQL. `detail` may add the text
// of SQLite, where that text cannot hold a bound value.
absl::Status SqliteError(int code, std::string_view sql, std::string_view detail = "");

// Parameters are `$1` .. `$n` and nothing else: `$1::bigint` is one odd name to
// SQLite and a typed parameter elsewhere, so it is refused when prepared. A
// parameter that is not there, or was left unbound, is INTERNAL at Step().
class SqliteStatement final : public Statement {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteStatement>> Prepare(sqlite3* db,
                                                                  std::string_view sql);
  ~SqliteStatement() override;
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void BindInt(int n, int64_t value) override;
  void BindText(int n, std::string_view value) override;
  void BindBlob(int n, std::string_view value) override;
  void BindNull(int n) override;
  absl::StatusOr<bool> Step() override;
  void Reset() override;

  int64_t Int(int column) const override;
  std::string_view Text(int column) const override;
  std::string_view Blob(int column) const override;
  bool IsNull(int column) const override;

 private:
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  absl::Status IndexParameters();
  // SQLite's index of `$n`, or 0 after noting the fault for Step().
  int IndexOf(int n);
  void NoteBind(int index, int code);
  absl::Status StepError(int code) const;
  std::string_view Sql() const { return sqlite3_sql(statement_); }

  sqlite3_stmt* statement_;
  std::vector<int> index_of_;  // by n; 0 is none
  std::vector<bool> bound_;    // by SQLite's index
  int missing_ = 0;            // parameters still to be bound
  bool done_ = false;
  absl::Status fault_;
};

}  // namespace balcao::storage::sqlite
