#include "storage/vault/vault.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <limits>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/common/mutex.h"
#include "storage/vault/vault_fixture.h"

namespace balcao::storage {
namespace {

// Sealing.

TEST_F(VaultTest, PreloadedKeysUnsealAndADestroyedOneStaysDestroyed) {
  std::unique_ptr<Vault> vault = Open();
  std::vector<KeyId> keys;
  std::vector<std::string> sealed;
  for (int i = 0; i < 20; ++i) {
    keys.push_back(*vault->Take());
    sealed.push_back(*vault->Seal(keys.back(), "plain", "here"));
  }
  ASSERT_TRUE(vault->Destroy(keys[7]).ok());
  vault.reset();

  vault = Open();
  ASSERT_TRUE(vault->Preload(keys[0]).ok());
  ASSERT_TRUE(vault->Preload(keys[7]).ok());
  for (size_t i = 0; i < keys.size(); ++i) {
    const absl::StatusOr<std::string> plain = vault->Unseal(keys[i], sealed[i], "here");
    if (i == 7) {
      EXPECT_TRUE(absl::IsNotFound(plain.status()));
    } else {
      EXPECT_EQ(*plain, "plain");
    }
  }
}

TEST_F(VaultTest, PreloadSaysWhichKeyItHasNotRead) {
  options_.block_size = 3000;
  std::unique_ptr<Vault> vault = Open();
  const KeyId first = *vault->Take();
  for (KeyId key = first; key < first + 20; ++key) ASSERT_TRUE(vault->Destroy(key).ok());
  vault.reset();

  vault = Open();
  const KeyId next = *vault->Preload(first);
  EXPECT_EQ(next, first + 20 + 1024) << "the destroyed ones need no second look";
  EXPECT_EQ(*vault->Preload(first + 20), first + 21) << "it was there";
  EXPECT_EQ(*vault->Preload(next), next + 1024);
  EXPECT_EQ(*vault->Preload(first + 2900), std::numeric_limits<KeyId>::max()) << "no more are";
}

TEST_F(VaultTest, WhatIsSealedUnsealsAlsoAfterReopening) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  EXPECT_EQ(sealed.size(), kPlain.size() + 28);
  EXPECT_EQ(vault->Unseal(key, sealed, kPlace).value(), kPlain);
  vault.reset();
  EXPECT_EQ(Open()->Unseal(key, sealed, kPlace).value(), kPlain);
}

TEST_F(VaultTest, SealsTheEmptyTextWithoutAssociatedData) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, {}, {}).value();
  EXPECT_EQ(vault->Unseal(key, sealed, {}).value(), "");
  EXPECT_EQ(vault->Unseal(key, sealed, "x").status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(VaultTest, TheSameTextSealsDifferentlyEachTime) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i) {
    nonces.insert(vault->Seal(key, kPlain, kPlace).value().substr(0, 12));
  }
  EXPECT_EQ(nonces.size(), 1000u);
}

TEST_F(VaultTest, WrongAssociatedDataIsDataLoss) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  EXPECT_EQ(vault->Unseal(key, sealed, "people|0199|3|name").status().code(),
            absl::StatusCode::kDataLoss);
}

TEST_F(VaultTest, AnotherKeyIsDataLoss) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const KeyId other = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  EXPECT_EQ(vault->Unseal(other, sealed, kPlace).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(VaultTest, EveryAlteredByteAndEveryCutIsDataLoss) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string altered = sealed;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    EXPECT_EQ(vault->Unseal(key, altered, kPlace).status().code(), absl::StatusCode::kDataLoss);
    EXPECT_EQ(vault->Unseal(key, sealed.substr(0, i), kPlace).status().code(),
              absl::StatusCode::kDataLoss);
  }
}

TEST_F(VaultTest, AnUnknownKeyIsNotFound) {
  auto vault = Open();
  EXPECT_EQ(vault->Seal(0, kPlain, kPlace).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(vault->Seal(999'999, kPlain, kPlace).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(VaultTest, ASmallCacheForgetsNothing) {
  options_.cache_size = 1;
  auto vault = Open();
  std::vector<std::pair<KeyId, std::string>> sealed;
  for (int i = 0; i < 500; ++i) {
    const KeyId key = vault->Take().value();
    sealed.emplace_back(key, vault->Seal(key, absl::StrCat("value ", i), kPlace).value());
  }
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(vault->Unseal(sealed[i].first, sealed[i].second, kPlace).value(),
              absl::StrCat("value ", i));
  }
}

TEST_F(VaultTest, PurposesHaveKeysOfTheirOwnThatLast) {
  auto vault = Open();
  const std::string sealed = vault->SealFor(Purpose::kStatistics, kPlain, kPlace).value();
  EXPECT_EQ(vault->UnsealFor(Purpose::kBackup, sealed, kPlace).status().code(),
            absl::StatusCode::kDataLoss);
  vault.reset();
  vault = Open();
  EXPECT_EQ(vault->UnsealFor(Purpose::kStatistics, sealed, kPlace).value(), kPlain);
}

// Blinding.

TEST_F(VaultTest, BlindingIsStableAndDependsOnPurposeAndVault) {
  auto vault = Open();
  const uint64_t blinded = vault->Blind(Purpose::kBlindIndex, "+351912345678");
  EXPECT_NE(blinded, vault->Blind(Purpose::kBlindIndex, "+351912345679"));
  EXPECT_NE(vault->Blind(Purpose::kBlindIndex, ""), 0u);
  vault.reset();
  EXPECT_EQ(blinded, Open()->Blind(Purpose::kBlindIndex, "+351912345678"));
  std::filesystem::remove(options_.path);
  std::filesystem::remove(options_.master_key_path);
  EXPECT_NE(blinded, Open()->Blind(Purpose::kBlindIndex, "+351912345678"));
}

TEST_F(VaultTest, EachPurposeBlindsDifferently) {
  auto vault = Open();
  std::set<uint64_t> blinded;
  for (const Purpose purpose : {Purpose::kBlindIndex, Purpose::kBlindColumn, Purpose::kStatistics,
                                Purpose::kBackup, Purpose::kRequest, Purpose::kToken}) {
    blinded.insert(vault->Blind(purpose, "+351912345678"));
  }
  EXPECT_EQ(blinded.size(), 6u);
}

// A vault that was made before there was this purpose has it too.
TEST_F(VaultTest, TheKeyOfTokensLastsAndIsKeptNowhere) {
  auto vault = Open();
  const uint64_t blinded = vault->Blind(Purpose::kToken, "page");
  vault.reset();
  EXPECT_EQ(Number("SELECT count(*) FROM purpose_key"), 5);
  EXPECT_EQ(Open()->Blind(Purpose::kToken, "page"), blinded);
  std::filesystem::remove(options_.path);
  std::filesystem::remove(options_.master_key_path);
  EXPECT_NE(Open()->Blind(Purpose::kToken, "page"), blinded);
}

// What the files hold.

TEST_F(VaultTest, NoPlaintextAndNoKeyStandsInTheFiles) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  ASSERT_TRUE(vault->Seal(key, kPlain, kPlace).ok());
  ASSERT_TRUE(vault->SealFor(Purpose::kBackup, kPlain, kPlace).ok());
  vault->Blind(Purpose::kBlindIndex, kPlain);
  const std::string bytes = AllBytes();
  EXPECT_EQ(Occurrences(bytes, "Conceicao"), 0);
  EXPECT_EQ(Occurrences(bytes, "AB123456"), 0);
  EXPECT_EQ(Occurrences(bytes, Bytes(options_.master_key_path)), 0);
}

TEST_F(VaultTest, FilesAreForTheOwnerAlone) {
  auto vault = Open();
  for (const std::string& path : {options_.path, options_.master_key_path}) {
    struct stat info;
    ASSERT_EQ(stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u) << path;
  }
  EXPECT_EQ(std::filesystem::file_size(options_.master_key_path), 32u);
}

TEST_F(VaultTest, AWrappedKeyCopiedToAnotherRowIsDataLoss) {
  auto vault = Open();
  const KeyId first = vault->Take().value();
  const KeyId second = vault->Take().value();
  vault.reset();
  Execute(absl::StrCat("UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE ",
                       "id = ", first, ") WHERE id = ", second));
  vault = Open();
  EXPECT_TRUE(vault->Seal(first, kPlain, kPlace).ok());
  EXPECT_EQ(vault->Seal(second, kPlain, kPlace).status().code(), absl::StatusCode::kDataLoss);
}

// Destruction.

TEST_F(VaultTest, ADestroyedKeyIsNotFoundAlsoAfterReopening) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  ASSERT_TRUE(vault->Destroy(key).ok());
  EXPECT_EQ(vault->Unseal(key, sealed, kPlace).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(vault->Seal(key, kPlain, kPlace).status().code(), absl::StatusCode::kNotFound);
  vault.reset();
  vault = Open();
  EXPECT_EQ(vault->Unseal(key, sealed, kPlace).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(VaultTest, DestroyingTwiceIsFineAndAnUnknownKeyIsNotFound) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  EXPECT_TRUE(vault->Destroy(key).ok());
  EXPECT_TRUE(vault->Destroy(key).ok());
  EXPECT_EQ(vault->Destroy(999'999).code(), absl::StatusCode::kNotFound);
}

TEST_F(VaultTest, AnOlderCopyDestroysAgainWhatWasDestroyedSince) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  ASSERT_TRUE(vault->BackupTo(directory_ + "/older.db").ok());
  const KeyId last = WrappedKeys().rbegin()->first;
  for (KeyId id = key; id < last + 2; ++id) ASSERT_TRUE(vault->Take().ok());
  ASSERT_TRUE(vault->Destroy(key).ok());
  ASSERT_TRUE(vault->Destroy(last + 1).ok());
  vault.reset();
  const DestroyedKeys destroyed = ReadDestroyed(options_.path).value();
  EXPECT_EQ(destroyed.keys.size(), 2u);

  options_.path = directory_ + "/older.db";
  vault = Open();
  ASSERT_EQ(vault->Unseal(key, sealed, kPlace).value(), kPlain);
  EXPECT_EQ(vault->DestroyAgain({"another", {}}).code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(vault->DestroyAgain(destroyed).ok());
  ASSERT_TRUE(vault->DestroyAgain(destroyed).ok());
  EXPECT_EQ(vault->Unseal(key, sealed, kPlace).status().code(), absl::StatusCode::kNotFound);
  for (int i = 0; i < 200; ++i) EXPECT_NE(vault->Take().value(), last + 1);
  vault.reset();
  EXPECT_EQ(ReadDestroyed(options_.path).value().keys.size(), 2u) << "the list goes on";
}

TEST_F(VaultTest, AKeyDestroyedBeforeItWasTakenIsNeverHandedOut) {
  auto vault = Open();
  const KeyId first = vault->Take().value();
  ASSERT_TRUE(vault->Destroy(first + 1).ok());
  EXPECT_EQ(vault->Take().value(), first + 2);
}

// Destroys keys at random until pages are full of destroyed ones. SQLite must
// not leave a copy of a key, destroyed or still alive, in unused parts of pages.
TEST_F(VaultTest, TheWrappedBytesOfDestroyedKeysAreNowhereInTheFiles) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  options_.block_size = 240;
  auto vault = Open();
  ASSERT_TRUE(vault->Take().ok());
  std::map<KeyId, std::string> alive = WrappedKeys();
  std::vector<KeyId> ids;
  for (const auto& [id, wrapped] : alive) ids.push_back(id);
  ASSERT_GE(ids.size(), 240u);
  std::mt19937 random(seed);
  std::shuffle(ids.begin(), ids.end(), random);
  std::vector<std::string> destroyed;
  for (size_t i = 0; i < 120; ++i) {
    ASSERT_TRUE(vault->Destroy(ids[i]).ok());
    destroyed.push_back(alive[ids[i]]);
    alive.erase(ids[i]);
  }
  EXPECT_EQ(Bytes(options_.path + "-wal").size(), 0u);
  const std::string bytes = AllBytes();
  // A part would be enough to give a key away.
  const auto part = [](const std::string& wrapped) { return wrapped.substr(20, 12); };
  for (const std::string& wrapped : destroyed) EXPECT_EQ(Occurrences(bytes, part(wrapped)), 0);
  for (const auto& [id, wrapped] : alive) EXPECT_EQ(Occurrences(bytes, part(wrapped)), 1) << id;
}

TEST_F(VaultTest, TheDestructionIsRecorded) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  ASSERT_TRUE(vault->Destroy(key).ok());
  vault.reset();
  EXPECT_EQ(Number("SELECT s.destroyed_time = d.time AND d.time > 1600000000000000 "
                   "FROM subject_key s JOIN destroyed_key d ON d.id = s.id"),
            1);
}

// Backup.

TEST_F(VaultTest, ABackupOpensWithTheSameMasterKey) {
  auto vault = Open();
  const KeyId key = vault->Take().value();
  const std::string sealed = vault->Seal(key, kPlain, kPlace).value();
  const std::string copy = directory_ + "/copy.db";
  ASSERT_TRUE(vault->BackupTo(copy).ok());
  EXPECT_EQ(Occurrences(Bytes(copy), Bytes(options_.master_key_path)), 0);
  options_.path = copy;
  EXPECT_EQ(Open()->Unseal(key, sealed, kPlace).value(), kPlain);
}

// Concurrency.

TEST_F(VaultTest, EightThreadsTakeSealAndUnseal) {
  options_.cache_size = 256;  // evictions and reads from disk among the hits
  auto vault = Open();
  Mutex mutex;
  std::set<KeyId> all;
  std::atomic<int> faults = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      std::vector<std::pair<KeyId, std::string>> mine;
      for (int i = 0; i < 300; ++i) {
        const KeyId key = vault->Take().value();
        mine.emplace_back(key, vault->Seal(key, absl::StrCat(t, "/", i), kPlace).value());
        const auto& [old_key, sealed] = mine[mine.size() / 2];
        const auto plain = vault->Unseal(old_key, sealed, kPlace);
        if (!plain.ok() || *plain != absl::StrCat(t, "/", mine.size() / 2)) ++faults;
      }
      MutexLock lock(&mutex);
      for (const auto& [key, sealed] : mine) {
        if (!all.insert(key).second) ++faults;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(faults, 0);
  EXPECT_EQ(all.size(), 2400u);
}

TEST_F(VaultTest, AKeyDestroyedWhileOthersUseItStaysDestroyed) {
  options_.cache_size = 1;  // every use may bring a key back from disk
  auto vault = Open();
  std::atomic<KeyId> current = vault->Take().value();
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      while (!stop) vault->Seal(current, kPlain, kPlace).status().IgnoreError();
    });
  }
  for (int i = 0; i < 50; ++i) {
    const KeyId doomed = current;
    ASSERT_TRUE(vault->Destroy(doomed).ok());
    EXPECT_EQ(vault->Seal(doomed, kPlain, kPlace).status().code(), absl::StatusCode::kNotFound);
    current = vault->Take().value();
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace balcao::storage
