// What a server does at its start over a folder in which something is missing or
// damaged: it says what and what to run, and leaves the folder as it found it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <string>

#include "storage/vault/vault.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A house that served, and was stopped.
class StartOver : public ::testing::Test {
 protected:
  StartOver() {
    Client& desk = house_.As(kLisbonDesk);
    EXPECT_TRUE(desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit,
                          NewVisitRequest("Quitéria", "Ramos", R"pb(area: "legal")pb"))
                    .ok());
    house_.Stop();
  }

  std::string File(const std::string& name) const { return house_.folder() + "/var/" + name; }
  std::string MasterKey() const { return house_.folder() + "/master.key"; }

  absl::Status Start() const {
    server::Options options;
    options.data_folder = house_.folder() + "/var";
    options.master_key = MasterKey();
    options.listen = "127.0.0.1:0";
    return server::StartServer(options, {}).status();
  }

  // Every file with its size.
  std::map<std::string, uintmax_t> Files() const {
    std::map<std::string, uintmax_t> files;
    for (const auto& entry : fs::recursive_directory_iterator(house_.folder())) {
      if (entry.is_regular_file()) files[entry.path().string()] = entry.file_size();
    }
    return files;
  }

  // Refused with these words, and nothing made, altered or taken away.
  void ExpectRefused(const std::string& why, const std::string& remedy = "restore") const {
    const std::map<std::string, uintmax_t> before = Files();
    const absl::Status status = Start();
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(why));
    EXPECT_THAT(std::string(status.message()), HasSubstr(remedy));
    EXPECT_EQ(Files(), before);
  }

  static void Run(const std::string& path, const std::string& sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  }

  TestHouse house_;
};

TEST_F(StartOver, AVaultWhoseDataAreGoneIsRefused) {
  const std::string away = house_.folder() + "/data.db";
  fs::rename(File("data.db"), away);
  ExpectRefused(File("data.db"), "balcaod restore");
  fs::rename(away, File("data.db"));
  EXPECT_TRUE(Start().ok());
}

TEST_F(StartOver, AVaultWhoseDataAreEmptyIsRefused) {
  fs::resize_file(File("data.db"), 0);
  ExpectRefused(File("data.db"), "balcaod restore");
}

// A start whose power went between the two goes on.
TEST_F(StartOver, AVaultThatNeverHadDataStartsAnEmptyHouse) {
  fs::remove_all(house_.folder() + "/var");
  fs::remove(MasterKey());
  fs::create_directory(house_.folder() + "/var");
  ASSERT_TRUE(storage::OpenVault({.path = File("vault.db"), .master_key_path = MasterKey()}).ok());
  EXPECT_TRUE(Start().ok());
}

TEST_F(StartOver, DataWithoutVaultAndKeyAreRefused) {
  fs::remove(File("vault.db"));
  fs::remove(File("vault.db.lock"));
  ExpectRefused(File("vault.db"), "balcaod restore");
  fs::remove(MasterKey());
  ExpectRefused(File("vault.db"), "balcaod restore");
}

TEST_F(StartOver, DataBesideAnEmptyVaultAreRefused) {
  fs::resize_file(File("vault.db"), 0);
  fs::remove(MasterKey());
  ExpectRefused(File("vault.db"), "balcaod restore");
}

TEST_F(StartOver, AVaultWithoutItsMasterKeyIsRefused) {
  fs::remove(MasterKey());
  ExpectRefused(MasterKey(), "put the master key back");
}

TEST_F(StartOver, ATornFileIsRefused) {
  for (const char* name : {"data.db", "vault.db"}) {
    const std::string path = File(name);
    const std::string whole = house_.folder() + "/whole";
    fs::copy_file(path, whole, fs::copy_options::overwrite_existing);
    fs::resize_file(path, fs::file_size(path) - 4096);
    ExpectRefused(path);
    fs::resize_file(path, 700);
    ExpectRefused(path);
    fs::copy_file(whole, path, fs::copy_options::overwrite_existing);
  }
  EXPECT_TRUE(Start().ok());
}

TEST_F(StartOver, AFileOfANewerProgramIsRefused) {
  for (const char* name : {"data.db", "vault.db"}) {
    Run(File(name), "INSERT INTO schema_migration VALUES (9999, 'later', x'00', 0)");
    ExpectRefused("newer than this program");
    Run(File(name), "DELETE FROM schema_migration WHERE version = 9999");
  }
  EXPECT_TRUE(Start().ok());
}

}  // namespace
}  // namespace balcao::testing
