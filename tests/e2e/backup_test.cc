// A backup is good when it was restored: made while the house is in use, put back
// elsewhere, and verified there.
#include "storage/backup/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>

#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Backups : public ::testing::Test {
 protected:
  v1::BackupResponse BackUp(const std::string& label) {
    Client& admin = house_.As(kAdministrator);
    v1::BackupRequest request;
    request.set_label(label);
    const auto backup = admin.Call(*admin.maintenance, &v1::Maintenance::Stub::Backup, request);
    EXPECT_TRUE(backup.ok()) << backup.status.error_message();
    return backup.response;
  }

  absl::StatusOr<int64_t> Restore(const std::string& backup, const std::string& destroyed = "") {
    return storage::Restore({.data_folder = backup,
                             .vault_folder = backup,
                             .master_key_path = house_.folder() + "/master.key",
                             .target = house_.folder() + "/restored",
                             .destroyed = destroyed});
  }

  std::string Vault() const { return house_.folder() + "/var/vault.db"; }

  // Erases the one person of the house, which is stopped.
  void DestroyKeyOfThePerson() {
    sqlite3* db = nullptr;
    sqlite3_stmt* key = nullptr;
    ASSERT_EQ(sqlite3_open((house_.folder() + "/var/data.db").c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_prepare_v2(db, "SELECT key FROM people", -1, &key, nullptr), SQLITE_OK);
    ASSERT_EQ(sqlite3_step(key), SQLITE_ROW);
    auto vault =
        storage::OpenVault({.path = Vault(), .master_key_path = house_.folder() + "/master.key"});
    ASSERT_TRUE(vault.ok()) << vault.status();
    EXPECT_TRUE((*vault)->Destroy(static_cast<storage::KeyId>(sqlite3_column_int64(key, 0))).ok());
    sqlite3_finalize(key);
    sqlite3_close(db);
  }

  // What the desk is told of a person by the restored house.
  Result<v1::Person> GetRestored(const std::string& person) {
    server::Options options;
    options.data_folder = house_.folder() + "/restored";
    options.master_key = house_.folder() + "/master.key";
    options.listen = "127.0.0.1:0";
    auto restored = server::StartServer(options, {});
    EXPECT_TRUE(restored.ok()) << restored.status();
    Client desk(grpc::CreateChannel("127.0.0.1:" + std::to_string((*restored)->port()),
                                    grpc::InsecureChannelCredentials()),
                house_.As(kLisbonDesk).token);
    v1::GetPersonRequest get;
    get.set_name(person);
    return desk.Call(*desk.people, &v1::People::Stub::GetPerson, get);
  }

  TestHouse house_;
};

TEST_F(Backups, ARestoredHouseHoldsWhatWasThereAndVerifies) {
  Client& desk = house_.As(kLisbonDesk);
  const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit,
                               NewVisitRequest("Quitéria", "Ramos", R"pb(area: "legal")pb"));
  ASSERT_TRUE(visit.ok());
  const v1::BackupResponse backup = BackUp("primeira");
  house_.Stop();

  const absl::StatusOr<int64_t> position = Restore(backup.folder());
  ASSERT_TRUE(position.ok()) << position.status();
  EXPECT_EQ(*position, backup.position());
  server::Options options;
  options.data_folder = house_.folder() + "/restored";
  options.master_key = house_.folder() + "/master.key";
  options.listen = "127.0.0.1:0";
  auto restored = server::StartServer(options, {});
  ASSERT_TRUE(restored.ok()) << restored.status();
  Client again(grpc::CreateChannel("127.0.0.1:" + std::to_string((*restored)->port()),
                                   grpc::InsecureChannelCredentials()),
               desk.token);
  v1::GetPersonRequest get;
  get.set_name(visit->person());
  EXPECT_EQ(again.Call(*again.people, &v1::People::Stub::GetPerson, get)->given_name(), "Quitéria");
  again.token = house_.As(kAdministrator).token;
  EXPECT_THAT(
      again.Call(*again.maintenance, &v1::Maintenance::Stub::Verify, v1::VerifyRequest())->faults(),
      IsEmpty());
}

TEST_F(Backups, AnAlteredOrShortenedBackupIsRefused) {
  const v1::BackupResponse backup = BackUp("segunda");
  const std::string sealed = backup.folder() + "/" + storage::kSealedDataFile;
  const auto size = std::filesystem::file_size(sealed);
  std::filesystem::resize_file(sealed, size - 1);
  EXPECT_TRUE(absl::IsDataLoss(Restore(backup.folder()).status()));
  std::filesystem::remove_all(house_.folder() + "/restored");
  std::filesystem::resize_file(sealed, size);
  std::fstream file(sealed, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(5000);
  file.put('x');
  file.close();
  EXPECT_TRUE(absl::IsDataLoss(Restore(backup.folder()).status()));
}

TEST_F(Backups, ABackupThatFailedLeavesNoFolderAndItsLabelFree) {
  Client& admin = house_.As(kAdministrator);
  v1::BackupRequest request;
  request.set_label("quarta");
  // The process may write no file beyond this size: a disk that is full.
  signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small = {16 * 1024, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto failed = admin.Call(*admin.maintenance, &v1::Maintenance::Stub::Backup, request);
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_FALSE(failed.ok());
  EXPECT_FALSE(std::filesystem::exists(house_.folder() + "/var/backups/quarta"));
  EXPECT_TRUE(std::filesystem::exists(BackUp("quarta").folder()));
}

TEST_F(Backups, ARestoreNeverWritesOverAHouse) {
  const v1::BackupResponse backup = BackUp("terceira");
  ASSERT_TRUE(Restore(backup.folder()).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Restore(backup.folder()).status()));
}

TEST_F(Backups, P6_AKeyDestroyedAfterTheBackupStaysDestroyed) {
  Client& desk = house_.As(kLisbonDesk);
  const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit,
                               NewVisitRequest("Quitéria", "Ramos", R"pb(area: "legal")pb"));
  const v1::BackupResponse backup = BackUp("antes");
  house_.Stop();
  DestroyKeyOfThePerson();

  ASSERT_TRUE(Restore(backup.folder()).ok());
  EXPECT_EQ(GetRestored(visit->person())->family_name(), "Ramos") << "the older vault has it";
  std::filesystem::remove_all(house_.folder() + "/restored");
  ASSERT_TRUE(Restore(backup.folder(), Vault()).ok());
  const std::string erased = GetRestored(visit->person()).response.DebugString();
  EXPECT_THAT(erased, Not(HasSubstr("Ramos")));
}

TEST_F(Backups, AListOfDestroyedKeysMustBeOfTheSameVaultAndThere) {
  const v1::BackupResponse backup = BackUp("quarta");
  const std::string other = house_.folder() + "/other.db";
  EXPECT_TRUE(absl::IsNotFound(Restore(backup.folder(), other).status()));
  EXPECT_FALSE(std::filesystem::exists(other));
  std::filesystem::remove_all(house_.folder() + "/restored");
  EXPECT_TRUE(absl::IsFailedPrecondition(Restore(backup.folder(), Vault()).status()))
      << "the house is in use";
  std::filesystem::remove_all(house_.folder() + "/restored");
  ASSERT_TRUE(
      storage::OpenVault({.path = other, .master_key_path = house_.folder() + "/other.key"}).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Restore(backup.folder(), other).status()));
}

}  // namespace
}  // namespace balcao::testing
