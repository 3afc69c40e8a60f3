#include "storage/vault/vault_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/common/mutex.h"
#include "storage/common/status_macros.h"
#include "storage/sqlite/sqlite_engine.h"
#include "storage/vault/limits.h"

namespace balcao::storage::vault {
namespace {

constexpr Migration kMigrations[] = {{1, "vault", R"sql(
CREATE TABLE vault_meta(name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE purpose_key(purpose INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
CREATE TABLE subject_key(
  id INTEGER PRIMARY KEY, wrapped BLOB NOT NULL, destroyed_time INTEGER NULL) STRICT;
CREATE TABLE destroyed_key(id INTEGER PRIMARY KEY, time INTEGER NOT NULL) STRICT;
)sql"}};

constexpr char kPaired[] = "paired";
constexpr char kMeta[] = "SELECT value FROM vault_meta WHERE name = $1";
constexpr char kInsertMeta[] = "INSERT INTO vault_meta(name, value) VALUES($1, $2)";
constexpr char kPurposes[] = "SELECT purpose, wrapped FROM purpose_key ORDER BY purpose";
constexpr char kInsertPurpose[] = "INSERT INTO purpose_key(purpose, wrapped) VALUES($1, $2)";
constexpr char kWrapped[] = "SELECT wrapped, destroyed_time FROM subject_key WHERE id = $1";
constexpr char kWrappedFrom[] =
    "SELECT id, wrapped FROM subject_key WHERE id >= $1 AND destroyed_time IS NULL ORDER BY id "
    "LIMIT $2";
constexpr char kInsertKey[] = "INSERT INTO subject_key(id, wrapped) VALUES($1, $2)";
constexpr char kLastId[] = "SELECT max(id) FROM subject_key";
constexpr char kLiveIds[] =
    "SELECT id FROM subject_key WHERE id > $1 AND destroyed_time IS NULL ORDER BY id";
constexpr char kLength[] = "SELECT length(wrapped), destroyed_time FROM subject_key WHERE id = $1";
constexpr char kDestroy[] =
    "UPDATE subject_key SET wrapped = $2, destroyed_time = $3 WHERE id = $1";
constexpr char kBury[] = "INSERT INTO subject_key(id, wrapped, destroyed_time) VALUES($1, $2, $3)";
constexpr char kDestroyed[] = "SELECT id, time FROM destroyed_key ORDER BY id";
constexpr char kRecordDestroyed[] = "INSERT INTO destroyed_key(id, time) VALUES($1, $2)";

// A time takes eight bytes, of which the record's header gives one back when
// the zeros are this much shorter than the key. The record then keeps its size,
// and SQLite writes over it where it stands. Were it to grow, its page could
// split and its neighbours move; SQLite 3.40 leaves no copy of them behind, but
// nothing promises that.
constexpr int64_t kZerosSpared = 7;

absl::StatusOr<std::optional<std::string>> Meta(Connection& connection, std::string_view name) {
  ASSIGN_OR_RETURN(Statement* const prepared, connection.Prepare(kMeta));
  ScopedStatement row(prepared);
  row->BindText(1, name);
  ASSIGN_OR_RETURN(const bool found, row->Step());
  if (!found) return std::optional<std::string>();
  return std::optional<std::string>(row->Blob(0));
}

absl::Status InsertMeta(Connection& connection, std::string_view name, std::string_view value) {
  ASSIGN_OR_RETURN(Statement* const prepared, connection.Prepare(kInsertMeta));
  prepared->BindText(1, name);
  prepared->BindBlob(2, value);
  return RunToEnd(*prepared);
}

absl::Status InsertRow(Connection& connection, const char* sql, int64_t id,
                       std::string_view wrapped) {
  ASSIGN_OR_RETURN(Statement* const prepared, connection.Prepare(sql));
  prepared->BindInt(1, id);
  prepared->BindBlob(2, wrapped);
  return RunToEnd(*prepared);
}

// How many zeros to write over the key; nothing when it is destroyed already.
absl::StatusOr<std::optional<int64_t>> ZerosFor(Connection& connection, KeyId id) {
  ASSIGN_OR_RETURN(Statement* const prepared, connection.Prepare(kLength));
  ScopedStatement row(prepared);
  row->BindInt(1, static_cast<int64_t>(id));
  ASSIGN_OR_RETURN(const bool found, row->Step());
  if (!found) return absl::NotFoundError(absl::StrCat("the vault has no key ", id));
  if (!row->IsNull(1)) return std::optional<int64_t>();
  return std::optional<int64_t>(row->Int(0) - kZerosSpared);
}

absl::Status RunDestroy(Connection& connection, const char* sql, const DestroyedKey& key,
                        int64_t zeros) {
  const std::string nothing(static_cast<size_t>(zeros), '\0');
  ASSIGN_OR_RETURN(Statement* const write, connection.Prepare(sql));
  write->BindInt(1, static_cast<int64_t>(key.id));
  write->BindBlob(2, nothing);
  write->BindInt(3, key.time_us);
  RETURN_IF_ERROR(RunToEnd(*write));
  ASSIGN_OR_RETURN(Statement* const record, connection.Prepare(kRecordDestroyed));
  record->BindInt(1, static_cast<int64_t>(key.id));
  record->BindInt(2, key.time_us);
  return RunToEnd(*record);
}

absl::Status DestroyOne(Connection& connection, const DestroyedKey& key) {
  ASSIGN_OR_RETURN(const std::optional<int64_t> zeros, ZerosFor(connection, key.id));
  if (!zeros.has_value()) return absl::OkStatus();
  return RunDestroy(connection, kDestroy, key, *zeros);
}

}  // namespace

absl::StatusOr<std::unique_ptr<VaultStore>> VaultStore::Open(const std::string& path,
                                                             const std::string& vfs) {
  SqliteOptions options;
  options.path = path;
  options.vfs = vfs;
  options.checkpoint_thread = false;  // few writes; see ShortenLog()
  ASSIGN_OR_RETURN(std::unique_ptr<Engine> engine, OpenSqlite(options));
  RETURN_IF_ERROR(engine->Migrate(kMigrations));
  std::unique_ptr<VaultStore> store(new VaultStore(std::move(engine)));
  // A crash may have come between a destruction and the end of its log.
  RETURN_IF_ERROR(store->TruncateLog());
  return store;
}

absl::StatusOr<std::optional<Founding>> VaultStore::Load() {
  ASSIGN_OR_RETURN(Reader reader, engine_->Read());
  ASSIGN_OR_RETURN(const std::optional<std::string> id, Meta(*reader, "id"));
  ASSIGN_OR_RETURN(const std::optional<std::string> check, Meta(*reader, "check"));
  if (!id.has_value() || !check.has_value()) return std::optional<Founding>();
  ASSIGN_OR_RETURN(const std::optional<std::string> paired, Meta(*reader, kPaired));
  Founding founding{*id, *check, {}, paired.has_value()};
  ASSIGN_OR_RETURN(Statement* const prepared, reader->Prepare(kPurposes));
  ScopedStatement rows(prepared);
  while (true) {
    ASSIGN_OR_RETURN(const bool row, rows->Step());
    if (!row) return std::optional<Founding>(std::move(founding));
    founding.purpose_keys.emplace_back(static_cast<Purpose>(rows->Int(0)), rows->Blob(1));
  }
}

absl::Status VaultStore::Found(const Founding& founding) {
  return Write([&](Connection& connection) {
    RETURN_IF_ERROR(InsertMeta(connection, "id", founding.id));
    RETURN_IF_ERROR(InsertMeta(connection, "check", founding.check));
    for (const auto& [purpose, wrapped] : founding.purpose_keys) {
      RETURN_IF_ERROR(InsertRow(connection, kInsertPurpose, static_cast<int>(purpose), wrapped));
    }
    return absl::OkStatus();
  });
}

absl::Status VaultStore::MarkPaired() {
  return Write([](Connection& connection) { return InsertMeta(connection, kPaired, ""); });
}

absl::StatusOr<std::string> VaultStore::Wrapped(KeyId id) {
  ASSIGN_OR_RETURN(Reader reader, engine_->Read());
  ASSIGN_OR_RETURN(Statement* const prepared, reader->Prepare(kWrapped));
  ScopedStatement row(prepared);
  row->BindInt(1, static_cast<int64_t>(id));
  ASSIGN_OR_RETURN(const bool found, row->Step());
  if (!found) return absl::NotFoundError(absl::StrCat("the vault has no key ", id));
  if (!row->IsNull(1)) return absl::NotFoundError(absl::StrCat("key ", id, " was destroyed"));
  return std::string(row->Blob(0));
}

absl::Status VaultStore::Insert(KeyId first, const std::vector<std::string>& wrapped) {
  return Write([&](Connection& connection) {
    int64_t id = static_cast<int64_t>(first);
    for (const std::string& key : wrapped) {
      RETURN_IF_ERROR(InsertRow(connection, kInsertKey, id++, key));
    }
    return absl::OkStatus();
  });
}

void VaultStore::ShortenLog() {
  MutexLock lock(&writer_mutex_);
  engine_->writer().Execute("PRAGMA wal_checkpoint(PASSIVE)").IgnoreError();
}

absl::StatusOr<KeyId> VaultStore::LastId() {
  ASSIGN_OR_RETURN(Reader reader, engine_->Read());
  ASSIGN_OR_RETURN(Statement* const prepared, reader->Prepare(kLastId));
  ScopedStatement row(prepared);
  RETURN_IF_ERROR(row->Step().status());
  return static_cast<KeyId>(row->Int(0));
}

absl::Status VaultStore::ForEachWrapped(
    KeyId first, int limit,
    absl::FunctionRef<absl::Status(KeyId id, std::string_view wrapped)> visit) {
  ASSIGN_OR_RETURN(Reader reader, engine_->Read());
  ASSIGN_OR_RETURN(Statement* const prepared, reader->Prepare(kWrappedFrom));
  ScopedStatement rows(prepared);
  rows->BindInt(1, static_cast<int64_t>(first));
  rows->BindInt(2, limit);
  while (true) {
    ASSIGN_OR_RETURN(const bool row, rows->Step());
    if (!row) return absl::OkStatus();
    RETURN_IF_ERROR(visit(static_cast<KeyId>(rows->Int(0)), rows->Blob(1)));
  }
}

absl::StatusOr<std::vector<KeyId>> VaultStore::LiveIds(KeyId above) {
  ASSIGN_OR_RETURN(Reader reader, engine_->Read());
  ASSIGN_OR_RETURN(Statement* const prepared, reader->Prepare(kLiveIds));
  ScopedStatement rows(prepared);
  rows->BindInt(1, static_cast<int64_t>(above));
  std::vector<KeyId> ids;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, rows->Step());
    if (!row) return ids;
    ids.push_back(static_cast<KeyId>(rows->Int(0)));
  }
}

absl::Status VaultStore::Destroy(KeyId id, int64_t time_us) {
  return Write([&](Connection& connection) { return DestroyOne(connection, {id, time_us}); });
}

absl::StatusOr<std::vector<DestroyedKey>> VaultStore::Destroyed() {
  ASSIGN_OR_RETURN(Reader reader, engine_->Read());
  ASSIGN_OR_RETURN(Statement* const prepared, reader->Prepare(kDestroyed));
  ScopedStatement rows(prepared);
  std::vector<DestroyedKey> keys;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, rows->Step());
    if (!row) return keys;
    keys.push_back({static_cast<KeyId>(rows->Int(0)), rows->Int(1)});
  }
}

absl::Status VaultStore::DestroyAgain(const std::vector<DestroyedKey>& keys) {
  return Write([&](Connection& connection) {
    for (const DestroyedKey& key : keys) {
      absl::Status status = DestroyOne(connection, key);
      // Its id must not come to be that of somebody else.
      if (absl::IsNotFound(status)) status = RunDestroy(connection, kBury, key, 0);
      RETURN_IF_ERROR(status);
    }
    return absl::OkStatus();
  });
}

// The pragma tells "busy" in a row, not as an error.
absl::Status VaultStore::TruncateLog() {
  MutexLock log(&log_mutex_);
  MutexLock lock(&writer_mutex_);
  for (int i = 0; i < kTruncateTriesMax; ++i) {
    ASSIGN_OR_RETURN(Statement* const prepared,
                     engine_->writer().Prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
    ScopedStatement row(prepared);
    ASSIGN_OR_RETURN(const bool told, row->Step());
    if (told && row->Int(0) == 0) return absl::OkStatus();
  }
  return absl::AbortedError("the vault's log is being read and could not be truncated; try again");
}

absl::Status VaultStore::BackupTo(const std::string& path) {
  MutexLock log(&log_mutex_);
  return engine_->BackupTo(path);
}

absl::Status VaultStore::Write(const std::function<absl::Status(Connection&)>& body) {
  MutexLock lock(&writer_mutex_);
  Connection& writer = engine_->writer();
  RETURN_IF_ERROR(writer.Begin());
  absl::Status status = body(writer);
  if (status.ok()) status = writer.Commit();
  if (!status.ok()) writer.Rollback().IgnoreError();
  return status;
}

}  // namespace balcao::storage::vault
