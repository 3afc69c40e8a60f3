// Opening, founding and handing out: what must hold between one run and the next.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/vault/vault_fixture.h"

namespace balcao::storage {
namespace {

using VaultOpeningTest = VaultTest;

// Handing out.

TEST_F(VaultOpeningTest, IdsRiseAndNoneIsZero) {
  auto vault = Open();
  KeyId last = 0;
  for (int i = 0; i < 1000; ++i) {
    const KeyId key = vault->Take().value();
    EXPECT_GT(key, last);
    last = key;
  }
}

TEST_F(VaultOpeningTest, NoKeyIsHandedOutTwiceAcrossReopening) {
  std::set<KeyId> seen;
  for (int round = 0; round < 5; ++round) {
    auto vault = Open();
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(seen.insert(vault->Take().value()).second);
  }
}

TEST_F(VaultOpeningTest, ATakenKeyIsOnDiskBeforeItIsHandedOut) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  // A loss of power: the files as they are now, without a close.
  const std::string other = directory_ + "/after";
  std::filesystem::create_directory(other);
  for (const char* name : {"vault.db", "vault.db-wal", "master.key"}) {
    std::filesystem::copy(directory_ + "/" + name, other + "/" + name);
  }
  options_.path = other + "/vault.db";
  options_.master_key_path = other + "/master.key";
  EXPECT_EQ(Open()->Unseal(key, sealed, kPlace).value(), kPlain);
}

TEST_F(VaultOpeningTest, SweepBringsOrphansBackAndContinuesAboveTheRest) {
  auto vault = Open();
  std::vector<KeyId> taken;
  for (int i = 0; i < 10; ++i) taken.push_back(vault->Take().value());
  vault.reset();
  vault = Open();
  const std::set<KeyId> used = {taken[0], taken[1], taken[4], taken[9]};
  ASSERT_TRUE(vault->Sweep([&](KeyId key) { return used.contains(key); }, 0).ok());
  std::vector<KeyId> again;
  for (int i = 0; i < 200; ++i) again.push_back(vault->Take().value());
  EXPECT_TRUE(std::is_sorted(again.begin(), again.end()));
  EXPECT_EQ(std::set<KeyId>(again.begin(), again.end()).size(), again.size());
  for (const KeyId key : used) EXPECT_EQ(std::count(again.begin(), again.end(), key), 0);
  EXPECT_EQ(again[0], taken[2]);
  EXPECT_EQ(again[1], taken[3]);
  EXPECT_EQ(again[2], taken[5]);
  EXPECT_TRUE(vault->Seal(again[0], kPlain, kPlace).ok());
}

TEST_F(VaultOpeningTest, SweepLeavesKeysAtOrBelowItsMarkAndDestroyedOnesAlone) {
  auto vault = Open();
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(vault->Take().ok());
  ASSERT_TRUE(vault->Destroy(6).ok());
  vault.reset();
  vault = Open();
  ASSERT_TRUE(vault->Sweep([](KeyId) { return false; }, 5).ok());
  EXPECT_EQ(vault->Take().value(), 7u);
}

TEST_F(VaultOpeningTest, SweepAfterRestoringAnOlderVaultSkipsIdsThatTheDataHasSeen) {
  auto vault = Open();
  ASSERT_TRUE(vault->Sweep([](KeyId) { return true; }, 5000).ok());
  EXPECT_EQ(vault->Take().value(), 5001u);
}

TEST_F(VaultOpeningTest, SweepIsRefusedAfterTheFirstTake) {
  auto vault = Open();
  ASSERT_TRUE(vault->Take().ok());
  EXPECT_EQ(vault->Sweep([](KeyId) { return false; }, 0).code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(VaultOpeningTest, OpeningAloneMakesNoKeys) {
  for (int i = 0; i < 3; ++i) EXPECT_NE(Open(), nullptr);
  EXPECT_TRUE(WrappedKeys().empty());
}

// Opening.

TEST_F(VaultOpeningTest, TheIdLastsAndIsRandom) {
  const std::string id = Open()->id();
  EXPECT_EQ(id.size(), 32u);
  EXPECT_EQ(Open()->id(), id);
  std::filesystem::remove(options_.path);
  std::filesystem::remove(options_.master_key_path);
  EXPECT_NE(Open()->id(), id);
}

TEST_F(VaultOpeningTest, RefusesAMissingMasterKey) {
  Open();
  std::filesystem::remove(options_.master_key_path);
  ExpectRefused(absl::StrCat("missing key file ", options_.master_key_path));
  EXPECT_FALSE(std::filesystem::exists(options_.master_key_path));
}

TEST_F(VaultOpeningTest, MakesNoVaultWhereOneMustExist) {
  options_.must_exist = true;
  ExpectRefused("balcaod restore");
  EXPECT_TRUE(std::filesystem::is_empty(directory_));
  options_.must_exist = false;
  Open();
  options_.must_exist = true;
  EXPECT_NE(Open(), nullptr);
}

TEST_F(VaultOpeningTest, RemembersThatItWasPaired) {
  auto vault = Open();
  EXPECT_FALSE(vault->paired());
  ASSERT_TRUE(vault->MarkPaired().ok());
  ASSERT_TRUE(vault->MarkPaired().ok());
  EXPECT_TRUE(vault->paired());
  vault.reset();
  EXPECT_TRUE(Open()->paired());
}

TEST_F(VaultOpeningTest, RefusesAMasterKeyWithoutItsVault) {
  Open();
  std::filesystem::remove(options_.path);
  ExpectRefused("no vault");
  EXPECT_FALSE(std::filesystem::exists(options_.path));
}

TEST_F(VaultOpeningTest, RefusesAMasterKeyThatOpensNothing) {
  Open();
  std::ofstream(options_.master_key_path, std::ios::binary) << std::string(32, 'k');
  ExpectRefused("does not open the vault");
}

TEST_F(VaultOpeningTest, RefusesAMasterKeyOfTheWrongLength) {
  Open();
  std::ofstream(options_.master_key_path, std::ios::binary) << "short";
  ExpectRefused("32 bytes");
}

TEST_F(VaultOpeningTest, RefusesAMasterKeyThatOthersMayRead) {
  Open();
  for (const mode_t mode : {0640, 0604, 0660, 0644}) {
    ASSERT_EQ(chmod(options_.master_key_path.c_str(), mode), 0);
    ExpectRefused("chmod 600");
  }
  ASSERT_EQ(chmod(options_.master_key_path.c_str(), 0400), 0);
  EXPECT_NE(Open(), nullptr);
}

TEST_F(VaultOpeningTest, RefusesTwoServersOnOneVault) {
  auto vault = Open();
  ExpectRefused("in use by another server");
}

TEST_F(VaultOpeningTest, FinishesAFoundingThatLostPowerBeforeTheKeyHadItsName) {
  const std::string id = Open()->id();
  std::filesystem::rename(options_.master_key_path, options_.master_key_path + ".new");
  EXPECT_EQ(Open()->id(), id);
  EXPECT_TRUE(std::filesystem::exists(options_.master_key_path));
  EXPECT_FALSE(std::filesystem::exists(options_.master_key_path + ".new"));
}

TEST_F(VaultOpeningTest, StartsOverWhenTheFoundingLostPowerBeforeTheVaultWasOnDisk) {
  std::ofstream(options_.path, std::ios::binary).close();
  std::ofstream(options_.master_key_path + ".new", std::ios::binary) << "half a k";
  auto vault = Open();
  ASSERT_NE(vault, nullptr);
  EXPECT_TRUE(vault->Take().ok());
}

}  // namespace
}  // namespace balcao::storage
