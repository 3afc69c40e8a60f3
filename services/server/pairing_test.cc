// The vault is bound to data that are on the disk, and to no others. P1.
#include "services/server/pairing.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "storage/common/temp_folder.h"
#include "storage/held_disk.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/sqlite_engine.h"

namespace balcao::server {
namespace {

class PairingTest : public testing::Test {
 protected:
  void SetUp() override { Open(); }
  void TearDown() override { Close(); }

  void Open() {
    auto vault = storage::OpenVault(
        {.path = folder_ + "/vault.db", .master_key_path = folder_ + "/master.key"});
    ASSERT_TRUE(vault.ok()) << vault.status();
    vault_ = *std::move(vault);
    auto engine = storage::OpenSqlite(
        {.path = folder_ + "/data.db", .durability = storage::Durability::kAtSync});
    ASSERT_TRUE(engine.ok()) << engine.status();
    ASSERT_TRUE((*engine)->Migrate(storage::SqliteMigrations()).ok());
    disk_ = std::make_unique<storage::HeldDisk>(*std::move(engine));
  }
  void Close() {
    disk_.reset();
    vault_.reset();
  }

  absl::Status Pair() { return PairWithVault(*disk_, *vault_, folder_); }

  const TempFolder temp_;
  const std::string folder_ = temp_.path();
  std::unique_ptr<storage::Vault> vault_;
  std::unique_ptr<storage::HeldDisk> disk_;
};

TEST_F(PairingTest, EachRemembersTheOther) {
  ASSERT_TRUE(Pair().ok());
  EXPECT_TRUE(vault_->paired());
  Close();
  Open();
  EXPECT_TRUE(vault_->paired());
  EXPECT_TRUE(Pair().ok());
}

TEST_F(PairingTest, AVaultIsNotPairedWithDataThatTheDiskRefused) {
  disk_->broken = true;
  EXPECT_TRUE(absl::IsInternal(Pair()));
  EXPECT_FALSE(vault_->paired());
}

// The row may be there, written by a start whose sync failed.
TEST_F(PairingTest, TheNextTryWaitsForTheDiskToo) {
  disk_->broken = true;
  ASSERT_FALSE(Pair().ok());
  EXPECT_FALSE(Pair().ok());
  EXPECT_FALSE(vault_->paired());
  disk_->broken = false;
  EXPECT_TRUE(Pair().ok());
  EXPECT_TRUE(vault_->paired());
}

TEST_F(PairingTest, NewDataBesideAVaultThatHadOthersAreRefused) {
  ASSERT_TRUE(vault_->MarkPaired().ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Pair()));
}

}  // namespace
}  // namespace balcao::server
