#include "storage/records/store.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "storage/common/status_macros.h"

namespace balcao::storage {
namespace {

struct KindSql {
  std::string load;
  std::string key;
  std::string insert;
  std::string update;
  std::string scan;
};

constexpr int kFixedColumns = 6;  // row, id, version, key, position, body

// The row is found by its number; the id says whether it is the one that was meant.
constexpr char kThis[] = " WHERE row = $1 AND id = $2";

KindSql MakeSql(const KindInfo& info) {
  std::vector<std::string> names = {"row", "id", "version", "key", "position", "body"};
  for (const ColumnInfo& column : info.columns) names.push_back(column.name);
  std::vector<std::string> marks, sets;
  for (size_t i = 0; i < names.size(); ++i) {
    marks.push_back(absl::StrCat("$", i + 1));
    if (i > 1) sets.push_back(absl::StrCat(names[i], " = ", marks.back()));
  }
  return {
      absl::StrCat("SELECT version, key, position, body FROM ", info.table, kThis),
      absl::StrCat("SELECT key FROM ", info.table, kThis),
      absl::StrCat("INSERT INTO ", info.table, "(", absl::StrJoin(names, ", "), ") VALUES (",
                   absl::StrJoin(marks, ", "), ")"),
      absl::StrCat("UPDATE ", info.table, " SET ", absl::StrJoin(sets, ", "), kThis),
      absl::StrCat("SELECT row, id, version, key, position, body FROM ", info.table,
                   " ORDER BY row"),
  };
}

const KindSql& SqlOf(Kind kind) {
  static const auto& all = *new std::vector<KindSql>([] {
    std::vector<KindSql> sql;
    for (const KindInfo* info : AllKinds()) sql.push_back(MakeSql(*info));
    return sql;
  }());
  return all[static_cast<size_t>(kind) - 1];
}

void BindId(Statement& statement, const Id& id) {
  statement.BindInt(1, id.row());
  statement.BindBlob(2, id.bytes());
}

void Bind(Statement& statement, int n, const ColumnInfo& column, const ColumnValue& value) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    statement.BindInt(n, *number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    column.is_blob ? statement.BindBlob(n, *text) : statement.BindText(n, *text);
  } else {
    statement.BindNull(n);
  }
}

const ColumnInfo* FindColumn(const KindInfo& info, std::string_view name) {
  for (const ColumnInfo& column : info.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

std::string ListSql(const KindInfo& info, const ListQuery& query) {
  std::string sql = absl::StrCat("SELECT row, id, version, key, position, body FROM ", info.table,
                                 " WHERE row ", query.oldest_first ? ">" : "<", " $1");
  int n = 2;
  for (const auto& [column, value] : query.equals)
    absl::StrAppend(&sql, " AND ", column, " = $", n++);
  if (!query.states.empty()) {
    std::vector<std::string> marks;
    for (size_t i = 0; i < query.states.size(); ++i) marks.push_back(absl::StrCat("$", n++));
    absl::StrAppend(&sql, " AND state IN (", absl::StrJoin(marks, ", "), ")");
  }
  absl::StrAppend(&sql, " ORDER BY row ", query.oldest_first ? "ASC" : "DESC", " LIMIT $", n);
  return sql;
}

absl::StatusOr<RecordState> DecodeRow(const Statement& row, const Codec& codec, Kind kind) {
  return codec.Decode(kind, Id::FromBytes(row.Blob(1)), row.Int(2), static_cast<KeyId>(row.Int(3)),
                      row.Int(4), row.Blob(5));
}

}  // namespace

absl::StatusOr<RecordState> LoadRecord(Connection& connection, const Codec& codec, Kind kind,
                                       const Id& id) {
  ASSIGN_OR_RETURN(Statement * prepared, connection.Prepare(SqlOf(kind).load));
  ScopedStatement statement(prepared);
  BindId(*statement, id);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  if (!found) return absl::NotFoundError("no such record");
  return codec.Decode(kind, id, statement->Int(0), static_cast<KeyId>(statement->Int(1)),
                      statement->Int(2), statement->Blob(3));
}

absl::StatusOr<KeyId> LoadKey(Connection& connection, Kind kind, const Id& id) {
  ASSIGN_OR_RETURN(Statement * prepared, connection.Prepare(SqlOf(kind).key));
  ScopedStatement statement(prepared);
  BindId(*statement, id);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  if (!found) return absl::NotFoundError("no such record");
  return static_cast<KeyId>(statement->Int(0));
}

absl::Status SaveRecord(Connection& connection, const StoredRecord& record, bool is_new) {
  const KindInfo& info = InfoOf(record.kind);
  const KindSql& sql = SqlOf(record.kind);
  ASSIGN_OR_RETURN(Statement * statement, connection.Prepare(is_new ? sql.insert : sql.update));
  BindId(*statement, record.id);
  statement->BindInt(3, record.version);
  statement->BindInt(4, static_cast<int64_t>(record.key));
  statement->BindInt(5, record.position);
  statement->BindBlob(6, record.body);
  for (size_t i = 0; i < record.columns.size(); ++i) {
    Bind(*statement, static_cast<int>(i) + kFixedColumns + 1, info.columns[i], record.columns[i]);
  }
  return RunToEnd(*statement);
}

absl::StatusOr<ListPage> ListRecords(Connection& connection, const Codec& codec,
                                     const ListQuery& query) {
  const KindInfo& info = InfoOf(query.kind);
  ASSIGN_OR_RETURN(Statement * prepared, connection.Prepare(ListSql(info, query)));
  ScopedStatement statement(prepared);
  const bool from_start = query.before_row == 0;
  statement->BindInt(1, from_start && !query.oldest_first ? INT64_MAX : query.before_row);
  int n = 2;
  for (const auto& [name, value] : query.equals) {
    const ColumnInfo* column = FindColumn(info, name);
    if (column == nullptr) return absl::InternalError(absl::StrCat("no column ", name));
    Bind(*statement, n++, *column, value);
  }
  for (const int64_t state : query.states) statement->BindInt(n++, state);
  statement->BindInt(n, query.page_size + 1);

  ListPage page;
  int64_t last_row = 0;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, statement->Step());
    if (!found) break;
    if (static_cast<int>(page.records.size()) == query.page_size) {
      page.next_row = last_row;
      break;
    }
    last_row = statement->Int(0);
    ASSIGN_OR_RETURN(RecordState record, DecodeRow(*statement, codec, query.kind));
    page.records.push_back(std::move(record));
  }
  return page;
}

absl::Status ScanRecords(Connection& connection, const Codec& codec, Kind kind,
                         const std::function<absl::Status(const RecordState&)>& visit) {
  ASSIGN_OR_RETURN(Statement * prepared, connection.Prepare(SqlOf(kind).scan));
  ScopedStatement statement(prepared);
  // A destroyed key is in no memory: to ask for each would read its neighbours anew.
  KeyId ahead = 1;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, statement->Step());
    if (!found) return absl::OkStatus();
    const auto key = static_cast<KeyId>(statement->Int(3));
    if (key >= ahead) {
      ASSIGN_OR_RETURN(ahead, codec.vault().Preload(key));
    }
    ASSIGN_OR_RETURN(const RecordState record, DecodeRow(*statement, codec, kind));
    RETURN_IF_ERROR(visit(record));
  }
}

}  // namespace balcao::storage
