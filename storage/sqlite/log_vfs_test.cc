#include "storage/sqlite/log_vfs.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>

#include "storage/common/temp_folder.h"
#include "storage/engine.h"
#include "storage/sqlite/sqlite_engine.h"

namespace balcao::storage {
namespace {

constexpr Migration kFirst{
    1, "things", "CREATE TABLE thing(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;"};
constexpr size_t kPage = 8192;

std::atomic<int> writes;  // that the system was asked for
std::atomic<bool> full;

ssize_t CountedWrite(int file, const void* from, size_t amount, off_t offset) {
  ++writes;
  if (!full) return pwrite(file, from, amount, offset);
  errno = ENOSPC;
  return -1;
}

class LogVfsTest : public testing::Test {
 protected:
  LogVfsTest() {
    writes = 0;
    full = false;
    EXPECT_EQ(base_->xSetSystemCall(base_, "pwrite64",
                                    reinterpret_cast<sqlite3_syscall_ptr>(CountedWrite)),
              SQLITE_OK);
    Open();
    EXPECT_TRUE(engine_->Migrate({&kFirst, 1}).ok());
  }
  ~LogVfsTest() override {
    engine_.reset();
    base_->xSetSystemCall(base_, nullptr, nullptr);
  }

  void Open() {
    SqliteOptions options;
    options.path = temp_.path() + "/data.db";
    options.durability = Durability::kAtSync;
    options.checkpoint_thread = false;
    engine_.reset();
    engine_ = OpenSqlite(options).value();
  }

  Connection& writer() { return engine_->writer(); }

  // A row that fills `pages`.
  absl::Status Insert(int64_t id, size_t pages) {
    const std::string body(pages * kPage, 'b');
    Statement* const statement =
        writer().Prepare("INSERT INTO thing(id, body) VALUES ($1, $2)").value();
    statement->BindInt(1, id);
    statement->BindBlob(2, body);
    return RunToEnd(*statement);
  }

  absl::Status InsertAlone(int64_t id, size_t pages) {
    EXPECT_TRUE(writer().Begin().ok());
    EXPECT_TRUE(Insert(id, pages).ok());
    return writer().Commit();
  }

  static std::string Word(Connection& connection, std::string_view sql) {
    ScopedStatement row(connection.Prepare(sql).value());
    EXPECT_TRUE(row->Step().value());
    return std::string(row->Text(0));
  }
  static std::string Ids(Connection& connection) {
    return Word(connection, "SELECT coalesce(group_concat(id), '') FROM thing");
  }

  const TempFolder temp_;
  sqlite3_vfs* const base_ = sqlite3_vfs_find(nullptr);
  std::unique_ptr<Engine> engine_;
};

TEST_F(LogVfsTest, ATransactionReachesTheSystemInOnePiece) {
  writes = 0;
  ASSERT_TRUE(InsertAlone(1, 0).ok());
  EXPECT_EQ(writes, 1);
  ASSERT_TRUE(InsertAlone(2, 5).ok());
  EXPECT_EQ(writes, 2) << "six pages and their headers";
}

TEST_F(LogVfsTest, ALongTransactionComesInPiecesThatTheSystemTakesWhole) {
  // Around the 64 and 128 KiB at which SQLite's own VFS begins to take less.
  for (int64_t pages = 1; pages < 40; ++pages) {
    ASSERT_TRUE(InsertAlone(pages, static_cast<size_t>(pages)).ok()) << pages;
  }
  Open();
  EXPECT_EQ(Word(writer(), "SELECT CAST(sum(length(body)) AS TEXT) FROM thing"),
            std::to_string(39 * 40 / 2 * kPage));
  EXPECT_EQ(Word(writer(), "PRAGMA integrity_check"), "ok");
}

TEST_F(LogVfsTest, AReaderSeesATransactionAtItsEndAndNotBefore) {
  Reader reader = engine_->Read().value();
  ASSERT_TRUE(writer().Begin().ok());
  ASSERT_TRUE(Insert(1, 3).ok());
  EXPECT_EQ(Ids(*reader), "");
  ASSERT_TRUE(writer().Commit().ok());
  EXPECT_EQ(Ids(*reader), "1");
}

TEST_F(LogVfsTest, PagesThatLeaveTheCacheEarlyAreReadBack) {
  ASSERT_TRUE(writer().Execute("PRAGMA cache_size = 10").ok());
  ASSERT_TRUE(writer().Begin().ok());
  for (int64_t id = 1; id <= 9; ++id) ASSERT_TRUE(Insert(id, 20).ok());
  EXPECT_EQ(Ids(writer()), "1,2,3,4,5,6,7,8,9");
  ASSERT_TRUE(writer().Commit().ok());
  Open();
  EXPECT_EQ(Ids(writer()), "1,2,3,4,5,6,7,8,9");
  EXPECT_EQ(Word(writer(), "PRAGMA integrity_check"), "ok");
}

TEST_F(LogVfsTest, WhatWasTakenBackIsNeverSeen) {
  ASSERT_TRUE(writer().Execute("PRAGMA cache_size = 10").ok());
  ASSERT_TRUE(InsertAlone(1, 2).ok());
  ASSERT_TRUE(writer().Begin().ok());
  for (int64_t id = 2; id <= 9; ++id) ASSERT_TRUE(Insert(id, 20).ok());
  ASSERT_TRUE(writer().Rollback().ok());
  ASSERT_TRUE(InsertAlone(10, 2).ok());
  Open();
  EXPECT_EQ(Ids(writer()), "1,10");
  EXPECT_EQ(Word(writer(), "PRAGMA integrity_check"), "ok");
}

TEST_F(LogVfsTest, AFullDiskRefusesTheCommitAndWhatWasThereStays) {
  ASSERT_TRUE(InsertAlone(1, 2).ok());
  full = true;
  EXPECT_EQ(InsertAlone(2, 2).code(), absl::StatusCode::kResourceExhausted);
  ASSERT_TRUE(writer().Rollback().ok());
  EXPECT_EQ(Ids(writer()), "1");
  full = false;
  ASSERT_TRUE(InsertAlone(3, 2).ok());
  Open();
  EXPECT_EQ(Ids(writer()), "1,3");
}

TEST_F(LogVfsTest, ThereIsOneAboveEachVfsAndNoneAboveNone) {
  EXPECT_EQ(sqlite::GatheringLogVfs(""), sqlite::GatheringLogVfs(""));
  EXPECT_NE(sqlite::GatheringLogVfs("unix-excl"), sqlite::GatheringLogVfs(""));
  EXPECT_EQ(sqlite::GatheringLogVfs("no such vfs"), "");
}

}  // namespace
}  // namespace balcao::storage
