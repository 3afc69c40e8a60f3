// A backup is good when it was restored: made while the house is in use, put back
// elsewhere, and verified there.
#include "storage/backup/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::IsEmpty;

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

  absl::StatusOr<int64_t> Restore(const std::string& backup) {
    return storage::Restore({.data_folder = backup,
                             .vault_folder = backup,
                             .master_key_path = house_.folder() + "/master.key",
                             .target = house_.folder() + "/restored"});
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

TEST_F(Backups, ARestoreNeverWritesOverAHouse) {
  const v1::BackupResponse backup = BackUp("terceira");
  ASSERT_TRUE(Restore(backup.folder()).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Restore(backup.folder()).status()));
}

}  // namespace
}  // namespace balcao::testing
