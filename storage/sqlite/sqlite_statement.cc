#include "storage/sqlite/sqlite_statement.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"
#include "storage/sqlite/limits.h"

namespace balcao::storage::sqlite {
namespace {

absl::StatusCode CodeOf(int code) {
  // The index of the log had to grow on a full disk.
  if (code == SQLITE_IOERR_SHMSIZE) return absl::StatusCode::kResourceExhausted;
  switch (code & 0xff) {
    case SQLITE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::StatusCode::kAborted;
    case SQLITE_CONSTRAINT:
      return absl::StatusCode::kAlreadyExists;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::StatusCode::kDataLoss;
    default:
      return absl::StatusCode::kInternal;
  }
}

}  // namespace

absl::Status SqliteError(int code, std::string_view sql, std::string_view detail) {
  const bool cut = sql.size() > static_cast<size_t>(kSqlInErrorBytesMax);
  return absl::Status(CodeOf(code),
                      absl::StrCat("SQLite ", code, " (", sqlite3_errstr(code), ")",
                                   detail.empty() ? "" : ": ", AbslView(detail), " in: ",
                                   AbslView(sql.substr(0, kSqlInErrorBytesMax)), cut ? "..." : ""));
}

absl::StatusOr<std::unique_ptr<SqliteStatement>> SqliteStatement::Prepare(sqlite3* db,
                                                                          std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, &tail);
  // Nothing is bound yet, so the text of SQLite speaks of the SQL alone.
  if (code != SQLITE_OK) return SqliteError(code, sql, sqlite3_errmsg(db));
  if (raw == nullptr) return absl::InternalError("an SQL statement is empty");
  std::unique_ptr<SqliteStatement> statement(new SqliteStatement(raw));
  const std::string_view rest = sql.substr(static_cast<size_t>(tail - sql.data()));
  if (rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return absl::InternalError(absl::StrCat("more than one statement in: ", AbslView(sql)));
  }
  RETURN_IF_ERROR(statement->IndexParameters());
  return statement;
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

// SQLite numbers `$n` by first appearance, not by n; the name is what counts.
absl::Status SqliteStatement::IndexParameters() {
  const int count = sqlite3_bind_parameter_count(statement_);
  for (int index = 1; index <= count; ++index) {
    const char* name = sqlite3_bind_parameter_name(statement_, index);
    int n = 0;
    if (name == nullptr || name[0] != '$' || !absl::SimpleAtoi(name + 1, &n) || n < 1 ||
        n > kParametersMax) {
      return absl::InternalError(absl::StrCat("parameters must be $1, $2, ...; found ",
                                              name == nullptr ? "?" : name,
                                              " in: ", sqlite3_sql(statement_)));
    }
    if (index_of_.size() <= static_cast<size_t>(n)) index_of_.resize(n + 1, 0);
    index_of_[n] = index;
  }
  bound_.assign(count + 1, false);
  missing_ = count;
  return absl::OkStatus();
}

int SqliteStatement::IndexOf(int n) {
  const bool known = n > 0 && static_cast<size_t>(n) < index_of_.size() && index_of_[n] != 0;
  if (known) return index_of_[n];
  fault_ = absl::InternalError(absl::StrCat("no parameter $", n, " in: ", sqlite3_sql(statement_)));
  return 0;
}

void SqliteStatement::NoteBind(int index, int code) {
  if (code != SQLITE_OK) {
    if (fault_.ok()) fault_ = SqliteError(code, Sql());
  } else if (!bound_[index]) {
    bound_[index] = true;
    --missing_;
  }
}

void SqliteStatement::BindInt(int n, int64_t value) {
  if (const int index = IndexOf(n)) NoteBind(index, sqlite3_bind_int64(statement_, index, value));
}

// A null pointer would bind NULL: an empty view may hold one.
void SqliteStatement::BindText(int n, std::string_view value) {
  const char* data = value.empty() ? "" : value.data();
  if (const int index = IndexOf(n)) {
    NoteBind(index, sqlite3_bind_text64(statement_, index, data, value.size(), SQLITE_STATIC,
                                        SQLITE_UTF8));
  }
}

void SqliteStatement::BindBlob(int n, std::string_view value) {
  const char* data = value.empty() ? "" : value.data();
  if (const int index = IndexOf(n)) {
    NoteBind(index, sqlite3_bind_blob64(statement_, index, data, value.size(), SQLITE_STATIC));
  }
}

void SqliteStatement::BindNull(int n) {
  if (const int index = IndexOf(n)) NoteBind(index, sqlite3_bind_null(statement_, index));
}

absl::StatusOr<bool> SqliteStatement::Step() {
  if (!fault_.ok()) return fault_;
  if (missing_ > 0) {
    return absl::InternalError(
        absl::StrCat(missing_, " parameters not bound in: ", sqlite3_sql(statement_)));
  }
  // One more sqlite3_step() would run the statement a second time.
  if (done_) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  done_ = code == SQLITE_DONE;
  if (done_) return false;
  return StepError(code);
}

// The text of a constraint names tables and columns only; that of other errors
// may repeat a value.
absl::Status SqliteStatement::StepError(int code) const {
  const bool constraint = (code & 0xff) == SQLITE_CONSTRAINT;
  return SqliteError(code, Sql(), constraint ? sqlite3_errmsg(sqlite3_db_handle(statement_)) : "");
}

void SqliteStatement::Reset() {
  sqlite3_reset(statement_);  // repeats the error that Step() has told
  done_ = false;
  fault_ = absl::OkStatus();
  const int count = static_cast<int>(bound_.size()) - 1;
  if (count <= 0 || missing_ == count) return;
  sqlite3_clear_bindings(statement_);
  std::fill(bound_.begin(), bound_.end(), false);
  missing_ = count;
}

int64_t SqliteStatement::Int(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view SqliteStatement::Text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view SqliteStatement::Blob(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

bool SqliteStatement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace balcao::storage::sqlite
