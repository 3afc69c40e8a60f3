#include "storage/sqlite/sqlite_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/common/temp_folder.h"

namespace balcao::storage {
namespace {

using ::testing::HasSubstr;

constexpr Migration kFirst{1, "things",
                           "CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, "
                           "body BLOB, CHECK (id <> 13)) STRICT;"};
constexpr Migration kSecond{2, "colour", "ALTER TABLE thing ADD COLUMN colour TEXT;"};

class SqliteEngineTest : public testing::Test {
 protected:
  std::string Path(const std::string& name = "data.db") const { return directory_ + "/" + name; }

  absl::StatusOr<std::unique_ptr<Engine>> TryOpen(const std::string& name = "data.db") {
    SqliteOptions options;
    options.path = Path(name);
    return OpenSqlite(options);
  }

  // Open, with the table `thing`.
  std::unique_ptr<Engine> Open(const std::string& name = "data.db") {
    auto engine = TryOpen(name);
    EXPECT_TRUE(engine.ok()) << engine.status();
    if (!engine.ok()) return nullptr;
    const absl::Status migrated = (*engine)->Migrate({&kFirst, 1});
    EXPECT_TRUE(migrated.ok()) << migrated;
    return *std::move(engine);
  }

  static absl::Status Insert(Connection& connection, int64_t id, std::string_view name) {
    auto statement = connection.Prepare("INSERT INTO thing(id, name) VALUES($1, $2)");
    if (!statement.ok()) return statement.status();
    (*statement)->BindInt(1, id);
    (*statement)->BindText(2, name);
    return RunToEnd(**statement);
  }

  static int64_t Number(Connection& connection, std::string_view sql) {
    auto statement = connection.Prepare(sql);
    EXPECT_TRUE(statement.ok()) << statement.status();
    ScopedStatement row(*statement);
    EXPECT_TRUE(row->Step().value());
    return row->Int(0);
  }

  static std::string Word(Connection& connection, std::string_view sql) {
    auto statement = connection.Prepare(sql);
    EXPECT_TRUE(statement.ok()) << statement.status();
    ScopedStatement row(*statement);
    EXPECT_TRUE(row->Step().value());
    return std::string(row->Text(0));
  }

  static int64_t Count(Connection& connection) {
    return Number(connection, "SELECT count(*) FROM thing");
  }

  const TempFolder temp_;
  const std::string directory_ = temp_.path();
};

// Statements.

TEST_F(SqliteEngineTest, BindsByNameWhenTheSecondParameterComesFirst) {
  auto engine = Open();
  Statement* const statement =
      engine->writer().Prepare("SELECT $2 || '-' || $1 || '-' || $2").value();
  ScopedStatement row(statement);
  row->BindText(1, "one");
  row->BindText(2, "two");
  ASSERT_TRUE(row->Step().value());
  EXPECT_EQ(row->Text(0), "two-one-two");
}

TEST_F(SqliteEngineTest, RefusesWhatAnotherEngineWouldReadAsACast) {
  auto engine = Open();
  for (const char* sql :
       {"SELECT $1::bigint", "SELECT ?", "SELECT ?1", "SELECT :name", "SELECT $x"}) {
    EXPECT_EQ(engine->writer().Prepare(sql).status().code(), absl::StatusCode::kInternal) << sql;
  }
}

TEST_F(SqliteEngineTest, RefusesAParameterThatIsUnknownOrUnbound) {
  auto engine = Open();
  Statement* const statement = engine->writer().Prepare("SELECT $1 + $2").value();
  statement->BindInt(1, 1);
  EXPECT_EQ(statement->Step().status().code(), absl::StatusCode::kInternal);
  statement->BindInt(3, 1);
  EXPECT_THAT(std::string(statement->Step().status().message()), HasSubstr("$3"));
  statement->Reset();
  statement->BindInt(1, 1);
  statement->BindInt(2, 2);
  ASSERT_TRUE(statement->Step().value());
  EXPECT_EQ(statement->Int(0), 3);
  statement->Reset();
  EXPECT_FALSE(statement->Step().ok()) << "Reset() keeps no binds";
  statement->Reset();
}

TEST_F(SqliteEngineTest, RefusesTwoStatementsInOneText) {
  auto engine = Open();
  EXPECT_FALSE(engine->writer().Prepare("SELECT 1; SELECT 2").ok());
  EXPECT_TRUE(engine->writer().Prepare("SELECT 1; \n").ok());
}

TEST_F(SqliteEngineTest, TellsEmptyFromNullAndKeepsZeroBytes) {
  auto engine = Open();
  Statement* const statement =
      engine->writer().Prepare("SELECT $1, $2, $3, $4, typeof($1), typeof($2)").value();
  ScopedStatement row(statement);
  const std::string zeros("a\0b\0", 4);
  row->BindBlob(1, {});
  row->BindText(2, {});
  row->BindNull(3);
  row->BindBlob(4, zeros);
  ASSERT_TRUE(row->Step().value());
  EXPECT_FALSE(row->IsNull(0));
  EXPECT_FALSE(row->IsNull(1));
  EXPECT_TRUE(row->IsNull(2));
  EXPECT_EQ(row->Blob(3), zeros);
  EXPECT_EQ(row->Text(4), "blob");
  EXPECT_EQ(row->Text(5), "text");
}

TEST_F(SqliteEngineTest, TheSameTextGivesTheSameStatement) {
  auto engine = Open();
  Statement* const first = engine->writer().Prepare("SELECT count(*) FROM thing").value();
  EXPECT_EQ(engine->writer().Prepare("SELECT count(*) FROM thing").value(), first);
}

TEST_F(SqliteEngineTest, AStatementAtItsEndDoesNotRunAgain) {
  auto engine = Open();
  Statement* const statement =
      engine->writer().Prepare("INSERT INTO thing(id, name) VALUES(7, 'x')").value();
  ScopedStatement insert(statement);
  EXPECT_FALSE(insert->Step().value());
  EXPECT_FALSE(insert->Step().value());
  EXPECT_EQ(Count(engine->writer()), 1);
}

// Errors.

TEST_F(SqliteEngineTest, ConstraintsAreAlreadyExistsAndNameNoValue) {
  auto engine = Open();
  ASSERT_TRUE(Insert(engine->writer(), 1, "Maria Secreta").ok());
  const absl::Status status = Insert(engine->writer(), 2, "Maria Secreta");
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(status.message()), HasSubstr("thing.name"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("INSERT INTO thing"));
  EXPECT_THAT(std::string(status.message()), testing::Not(HasSubstr("Secreta")));
  EXPECT_EQ(Insert(engine->writer(), 13, "check").code(), absl::StatusCode::kAlreadyExists);
}

TEST_F(SqliteEngineTest, AStatementIsUsableAfterItFailed) {
  auto engine = Open();
  ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
  ASSERT_FALSE(Insert(engine->writer(), 1, "b").ok());
  EXPECT_TRUE(Insert(engine->writer(), 2, "b").ok());
}

TEST_F(SqliteEngineTest, AWrongTextIsInternal) {
  auto engine = Open();
  const absl::Status status = engine->writer().Prepare("SELECT nothing FROM nowhere").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nowhere"));
}

TEST_F(SqliteEngineTest, ALimitOnPagesIsResourceExhausted) {
  auto engine = Open();
  const int64_t pages = Number(engine->writer(), "PRAGMA page_count");
  ASSERT_TRUE(engine->writer().Execute(absl::StrCat("PRAGMA max_page_count = ", pages)).ok());
  const std::string large(100'000, 'x');
  EXPECT_EQ(Insert(engine->writer(), 1, large).code(), absl::StatusCode::kResourceExhausted);
}

// Transactions and readers.

TEST_F(SqliteEngineTest, RollbackLeavesNothing) {
  auto engine = Open();
  ASSERT_TRUE(engine->writer().Begin().ok());
  ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
  ASSERT_TRUE(engine->writer().Rollback().ok());
  EXPECT_EQ(Count(engine->writer()), 0);
  EXPECT_TRUE(engine->writer().Rollback().ok()) << "with nothing open";
}

TEST_F(SqliteEngineTest, AReaderKeepsItsSnapshotFromBeginRead) {
  auto engine = Open();
  ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
  auto reader = engine->Read();
  ASSERT_TRUE(reader.ok());
  ASSERT_TRUE((*reader)->BeginRead().ok());
  ASSERT_TRUE(Insert(engine->writer(), 2, "b").ok());
  EXPECT_EQ(Count(**reader), 1) << "the snapshot is taken before the first query";
  ASSERT_TRUE((*reader)->Commit().ok());
  EXPECT_EQ(Count(**reader), 2);
}

TEST_F(SqliteEngineTest, AReaderSeesNothingThatIsNotCommitted) {
  auto engine = Open();
  auto reader = engine->Read();
  ASSERT_TRUE(reader.ok());
  ASSERT_TRUE(engine->writer().Begin().ok());
  ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
  EXPECT_EQ(Count(**reader), 0);
  ASSERT_TRUE(engine->writer().Commit().ok());
  EXPECT_EQ(Count(**reader), 1);
}

TEST_F(SqliteEngineTest, AReaderCannotWrite) {
  auto engine = Open();
  auto reader = engine->Read();
  ASSERT_TRUE(reader.ok());
  EXPECT_FALSE(Insert(**reader, 1, "a").ok());
}

TEST_F(SqliteEngineTest, AReturnedConnectionIsLentAgainWithoutItsSnapshot) {
  auto engine = Open();
  Connection* connection = nullptr;
  {
    Reader reader = engine->Read().value();
    connection = &*reader;
    ASSERT_TRUE(reader->BeginRead().ok());
    ASSERT_EQ(Count(*reader), 0);
    auto open = reader->Prepare("SELECT id FROM thing");
    ASSERT_TRUE(open.ok() && (*open)->Step().ok());  // never reset by its user
  }
  ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
  Reader again = engine->Read().value();
  EXPECT_EQ(&*again, connection);
  EXPECT_EQ(Count(*again), 1);
  Reader moved = std::move(again);
  EXPECT_EQ(Count(*moved), 1);
}

TEST_F(SqliteEngineTest, ReadersOnManyThreadsSeeWholeTransactions) {
  auto engine = Open();
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (!stop) {
        Reader reader = engine->Read().value();
        if (Count(*reader) % 2 != 0) ++torn;
      }
    });
  }
  for (int64_t i = 0; i < 200; ++i) {
    ASSERT_TRUE(engine->writer().Begin().ok());
    ASSERT_TRUE(Insert(engine->writer(), 1000 + 2 * i, absl::StrCat("a", i)).ok());
    ASSERT_TRUE(Insert(engine->writer(), 1001 + 2 * i, absl::StrCat("b", i)).ok());
    ASSERT_TRUE(engine->writer().Commit().ok());
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(torn, 0);
}

// The file.

TEST_F(SqliteEngineTest, TheSettingsThatPromisesRestOnAreOn) {
  auto engine = Open();
  Connection& writer = engine->writer();
  EXPECT_EQ(Word(writer, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(Number(writer, "PRAGMA synchronous"), 2);  // FULL
  EXPECT_EQ(Number(writer, "PRAGMA checkpoint_fullfsync"), 1);
  EXPECT_EQ(Number(writer, "PRAGMA secure_delete"), 1);
  EXPECT_EQ(Number(writer, "PRAGMA foreign_keys"), 1);
  EXPECT_EQ(Number(writer, "PRAGMA temp_store"), 2);  // MEMORY
  EXPECT_EQ(Number(writer, "PRAGMA page_size"), 8192);
  EXPECT_EQ(Number(writer, "PRAGMA wal_autocheckpoint"), 16'000);
}

// The last is for the rig that must fail.
TEST_F(SqliteEngineTest, ACommitWaitsForTheDiskOrLeavesItToTheNextSyncOrToNobody) {
  int files = 0;
  for (const auto& [durability, synchronous] :
       {std::pair(Durability::kAtCommit, 2), std::pair(Durability::kAtSync, 2),
        std::pair(Durability::kNever, 0)}) {
    SqliteOptions options;
    options.path = Path(absl::StrCat("data", ++files, ".db"));
    options.durability = durability;
    auto engine = OpenSqlite(options).value();
    EXPECT_EQ(Number(engine->writer(), "PRAGMA synchronous"), synchronous);
    ASSERT_TRUE(engine->Migrate({&kFirst, 1}).ok());
    ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
    EXPECT_TRUE(engine->Sync().ok());
    EXPECT_TRUE(engine->Sync().ok()) << "with nothing new";
  }
}

TEST_F(SqliteEngineTest, OnlyTheOwnerMayReadTheFiles) {
  auto engine = Open();
  for (const char* name : {"data.db", "data.db-wal", "data.db-shm", "data.db.lock"}) {
    struct stat info;
    ASSERT_EQ(stat(Path(name).c_str(), &info), 0) << name;
    EXPECT_EQ(info.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(SqliteEngineTest, WhatWasCommittedIsThereAfterReopening) {
  ASSERT_TRUE(Insert(Open()->writer(), 1, "a").ok());
  EXPECT_FALSE(std::filesystem::exists(Path("data.db-wal"))) << "a clean close empties the log";
  EXPECT_EQ(Count(Open()->writer()), 1);
}

TEST_F(SqliteEngineTest, WhatWasCommittedOutlivesAProcessThatNeverCloses) {
  auto engine = Open();
  ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
  ASSERT_TRUE(engine->writer().Begin().ok());
  ASSERT_TRUE(Insert(engine->writer(), 2, "b").ok());  // not committed
  std::filesystem::copy(Path("data.db"), Path("after.db"));
  std::filesystem::copy(Path("data.db-wal"), Path("after.db-wal"));
  EXPECT_EQ(Count(Open("after.db")->writer()), 1);
}

TEST_F(SqliteEngineTest, TheCheckpointThreadMovesTheLogIntoTheFile) {
  auto engine = Open();
  ASSERT_TRUE(Insert(engine->writer(), 1, std::string(200'000, 'x')).ok());
  for (int i = 0; i < 100 && std::filesystem::file_size(Path()) < 200'000; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_GE(std::filesystem::file_size(Path()), 200'000u);
}

TEST_F(SqliteEngineTest, RefusesTwoEnginesOnOneFile) {
  auto engine = Open();
  const absl::Status second = TryOpen().status();
  EXPECT_EQ(second.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(second.message()), HasSubstr("in use by another server"));
  engine.reset();
  EXPECT_TRUE(TryOpen().ok());
}

TEST_F(SqliteEngineTest, RefusesAFileThatIsNoDatabase) {
  for (const std::string& content : {std::string(5000, 'x'), std::string("short")}) {
    std::ofstream(Path(), std::ios::binary) << content;
    const absl::Status status = TryOpen().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr(Path()));
    EXPECT_THAT(std::string(status.message()), HasSubstr("balcao restore"));
  }
}

TEST_F(SqliteEngineTest, RefusesAFileThatWasCutShort) {
  ASSERT_TRUE(Insert(Open()->writer(), 1, std::string(50'000, 'x')).ok());
  std::filesystem::resize_file(Path(), std::filesystem::file_size(Path()) - 8192);
  const absl::Status status = TryOpen().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("torn"));
}

TEST_F(SqliteEngineTest, RefusesASchemaPageThatWasOverwritten) {
  ASSERT_TRUE(Insert(Open()->writer(), 1, "a").ok());
  std::fstream file(Path(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100);
  file << std::string(3000, '\xee');
  file.close();
  EXPECT_EQ(TryOpen().status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(SqliteEngineTest, RefusesALogWhoseDatabaseIsGone) {
  std::ofstream(Path("data.db-wal"), std::ios::binary) << std::string(8192, 'w');
  const absl::Status status = TryOpen().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(std::filesystem::exists(Path("data.db-wal"))) << "it holds what was committed";
}

TEST_F(SqliteEngineTest, AnEmptyFileIsANewDatabase) {
  std::ofstream(Path(), std::ios::binary).close();
  EXPECT_NE(Open(), nullptr);
}

TEST_F(SqliteEngineTest, ADirectoryThatIsNotThereIsNamed) {
  const absl::Status status = TryOpen("no/such/data.db").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("no/such/data.db"));
}

// Migrations.

TEST_F(SqliteEngineTest, AppliesEachStepOnce) {
  auto engine = Open();
  const Migration both[] = {kFirst, kSecond};
  ASSERT_TRUE(engine->Migrate(both).ok());
  ASSERT_TRUE(engine->Migrate(both).ok());
  EXPECT_EQ(Number(engine->writer(), "SELECT count(*) FROM schema_migration"), 2);
  EXPECT_GT(Number(engine->writer(), "SELECT min(applied_time) FROM schema_migration"),
            1'600'000'000'000'000);
}

TEST_F(SqliteEngineTest, RefusesAStepWhoseTextChanged) {
  auto engine = Open();
  const Migration changed{1, "things", "CREATE TABLE thing(id INTEGER PRIMARY KEY) STRICT;"};
  const absl::Status status = engine->Migrate({&changed, 1});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("checksum"));
}

TEST_F(SqliteEngineTest, RefusesAFileNewerThanTheProgram) {
  auto engine = Open();
  const Migration both[] = {kFirst, kSecond};
  ASSERT_TRUE(engine->Migrate(both).ok());
  const absl::Status status = engine->Migrate({&kFirst, 1});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("newer than this program"));
}

TEST_F(SqliteEngineTest, RefusesAStepThatWasInsertedBelowOneApplied) {
  auto engine = Open();
  const Migration third{3, "later", "CREATE TABLE later(id INTEGER PRIMARY KEY) STRICT;"};
  const Migration without[] = {kFirst, third};
  ASSERT_TRUE(engine->Migrate(without).ok());
  const Migration with[] = {kFirst, kSecond, third};
  EXPECT_EQ(engine->Migrate(with).code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(SqliteEngineTest, AStepThatFailsLeavesTheStepsBeforeItAndNothingOfItself) {
  auto engine = TryOpen().value();
  const Migration steps[] = {kFirst,
                             {2, "broken", "CREATE TABLE half(id INTEGER) STRICT; SELECT nope;"}};
  const absl::Status status = engine->Migrate(steps);
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), HasSubstr("broken"));
  EXPECT_EQ(Number(engine->writer(), "SELECT count(*) FROM schema_migration"), 1);
  EXPECT_EQ(Number(engine->writer(), "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
}

TEST_F(SqliteEngineTest, RefusesStepsThatDoNotRise) {
  auto engine = TryOpen().value();
  const Migration steps[] = {kSecond, kFirst};
  EXPECT_EQ(engine->Migrate(steps).code(), absl::StatusCode::kInvalidArgument);
}

// Backup.

TEST_F(SqliteEngineTest, ABackupTakenWhileWritingIsOneWholeSnapshot) {
  auto engine = Open();
  for (int64_t i = 0; i < 500; ++i) {
    ASSERT_TRUE(Insert(engine->writer(), 1000 + i, absl::StrCat(i, std::string(2000, 'x'))).ok());
  }
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writing([&] {
    for (int64_t i = 0; !stop; ++i) {
      EXPECT_TRUE(engine->writer().Begin().ok());
      EXPECT_TRUE(Insert(engine->writer(), 100'000 + 2 * i, absl::StrCat("a", i)).ok());
      EXPECT_TRUE(Insert(engine->writer(), 100'001 + 2 * i, absl::StrCat("b", i)).ok());
      EXPECT_TRUE(engine->writer().Commit().ok());
      ++written;
    }
  });
  while (written == 0) std::this_thread::yield();
  const absl::Status status = engine->BackupTo(Path("copy.db"));
  stop = true;
  writing.join();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_FALSE(std::filesystem::exists(Path("copy.db.partial")));
  auto copy = Open("copy.db");
  EXPECT_EQ(Word(copy->writer(), "PRAGMA integrity_check"), "ok");
  EXPECT_GE(Count(copy->writer()), 502);
  EXPECT_EQ(Count(copy->writer()) % 2, 0);
}

TEST_F(SqliteEngineTest, ABackupReplacesAnOlderOneButNeverTheDatabase) {
  auto engine = Open();
  ASSERT_TRUE(engine->BackupTo(Path("copy.db")).ok());
  ASSERT_TRUE(Insert(engine->writer(), 1, "a").ok());
  ASSERT_TRUE(engine->BackupTo(Path("copy.db")).ok());
  EXPECT_EQ(Count(Open("copy.db")->writer()), 1);
  EXPECT_EQ(engine->BackupTo(Path()).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Count(engine->writer()), 1);
}

}  // namespace
}  // namespace balcao::storage
