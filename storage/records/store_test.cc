// What a scan of a kind asks of the vault.
#include "storage/records/store.h"

#include "storage/ledger/ledger_fixture.h"

namespace balcao::storage {
namespace {

// A vault that counts how often a scan has keys read.
class CountingVault final : public Vault {
 public:
  explicit CountingVault(Vault* vault) : vault_(*vault) {}

  absl::StatusOr<KeyId> Preload(KeyId first) override {
    ++preloads;
    return vault_.Preload(first);
  }
  absl::StatusOr<KeyId> Take() override { return vault_.Take(); }
  absl::StatusOr<std::string> Seal(KeyId key, std::string_view plain,
                                   std::string_view data) override {
    return vault_.Seal(key, plain, data);
  }
  absl::StatusOr<std::string> Unseal(KeyId key, std::string_view sealed,
                                     std::string_view data) override {
    return vault_.Unseal(key, sealed, data);
  }
  absl::StatusOr<std::string> SealFor(Purpose purpose, std::string_view plain,
                                      std::string_view data) override {
    return vault_.SealFor(purpose, plain, data);
  }
  absl::StatusOr<std::string> UnsealFor(Purpose purpose, std::string_view sealed,
                                        std::string_view data) override {
    return vault_.UnsealFor(purpose, sealed, data);
  }
  uint64_t Blind(Purpose purpose, std::string_view value) override {
    return vault_.Blind(purpose, value);
  }
  absl::Status Destroy(KeyId key) override { return vault_.Destroy(key); }
  absl::Status DestroyAgain(const DestroyedKeys& destroyed) override {
    return vault_.DestroyAgain(destroyed);
  }
  absl::Status Sweep(const std::function<bool(KeyId)>& is_used, KeyId above) override {
    return vault_.Sweep(is_used, above);
  }
  std::string id() const override { return vault_.id(); }
  bool paired() const override { return vault_.paired(); }
  absl::Status MarkPaired() override { return vault_.MarkPaired(); }
  absl::Status BackupTo(const std::string& path) override { return vault_.BackupTo(path); }

  int preloads = 0;

 private:
  Vault& vault_;
};

using StoreTest = LedgerTest;

TEST_F(StoreTest, AScanReadsNoKeyTwiceForThosePeopleWhoseKeyWasDestroyed) {
  constexpr int kPeople = 40;
  for (int i = 0; i < kPeople; ++i) {
    const Id id = NewId();
    ASSERT_TRUE(Write(Note(id, "a")).ok());
    if (i % 4 == 0) continue;
    ASSERT_TRUE(vault_->Destroy(Read(Kind::kPerson, id)->key).ok());
  }
  Restart();
  CountingVault vault(vault_.get());
  const Codec codec(&vault);
  Reader reader = *engine_->Read();
  int people = 0, erased = 0;
  ASSERT_TRUE(ScanRecords(*reader, codec, Kind::kPerson, [&](const RecordState& state) {
                ++people;
                erased += state.erased ? 1 : 0;
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(people, kPeople);
  EXPECT_EQ(erased, 30);
  EXPECT_EQ(vault.preloads, 1);
}

}  // namespace
}  // namespace balcao::storage
