// What the tests of the vault share: a vault in a directory of its own, and a
// look at its file with nothing of ours in between.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/common/temp_folder.h"
#include "storage/vault/vault.h"

namespace balcao::storage {

inline constexpr std::string_view kPlain = "Maria da Conceicao, passport AB123456";
inline constexpr std::string_view kPlace = "people|0198|3|name";

inline std::string Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

inline int Occurrences(const std::string& in, const std::string& what) {
  int count = 0;
  for (size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++count;
  return count;
}

class VaultTest : public testing::Test {
 protected:
  void SetUp() override {
    options_.path = directory_ + "/vault.db";
    options_.master_key_path = directory_ + "/master.key";
    options_.block_size = 64;
  }

  absl::StatusOr<std::unique_ptr<Vault>> TryOpen() { return OpenVault(options_); }

  std::unique_ptr<Vault> Open() {
    auto vault = TryOpen();
    EXPECT_TRUE(vault.ok()) << vault.status();
    return vault.ok() ? *std::move(vault) : nullptr;
  }

  // A refusal that names `what`.
  void ExpectRefused(const std::string& what) {
    const absl::Status status = TryOpen().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(std::string(status.message()), testing::HasSubstr(what));
  }

  // Every byte of the vault's files but the master key.
  std::string AllBytes() const { return Bytes(options_.path) + Bytes(options_.path + "-wal"); }

  // The wrapped keys as the file has them, read with nothing of ours.
  std::map<KeyId, std::string> WrappedKeys() const {
    std::map<KeyId, std::string> keys;
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
    sqlite3_stmt* rows = nullptr;
    sqlite3_prepare_v2(db, "SELECT id, wrapped FROM subject_key", -1, &rows, nullptr);
    while (sqlite3_step(rows) == SQLITE_ROW) {
      keys[sqlite3_column_int64(rows, 0)] =
          std::string(static_cast<const char*>(sqlite3_column_blob(rows, 1)),
                      static_cast<size_t>(sqlite3_column_bytes(rows, 1)));
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
    return keys;
  }

  // The number that a query gives; -1 without a row.
  int64_t Number(const std::string& sql) const {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(db, sql.c_str(), -1, &row, nullptr);
    const int64_t number = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : -1;
    sqlite3_finalize(row);
    sqlite3_close(db);
    return number;
  }

  // Changes the vault behind its back.
  void Execute(const std::string& sql) const {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  }

  const TempFolder temp_;
  const std::string directory_ = temp_.path();
  VaultOptions options_;
};

}  // namespace balcao::storage
