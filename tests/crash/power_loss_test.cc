// The power goes at every sync in turn. After each: every answered write is there
// once, the chain verifies and every row equals its replay (P1, P2). With SQLite
// told not to sync, the same rig must find writes lost: that proves the rig.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/common/mutex.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/transaction.h"
#include "storage/ledger/verify.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/sqlite_engine.h"
#include "tests/crash/power_loss_vfs.h"

namespace balcao::testing {
namespace {

using storage::ChangeSet;
using storage::Id;
using ::testing::IsEmpty;

void NoFacts(storage::Kind, const google::protobuf::Message*, const google::protobuf::Message&,
             store::v1::FactDelta&) {}

// A ledger over the disk that loses power; the vault stands on a real one.
class House {
 public:
  House(storage::Vault* vault, bool synchronous)
      : codec_(vault), sources_(storage::SystemSources()) {
    auto engine = storage::OpenSqlite(
        {.path = "/disk/data.db", .synchronous = synchronous, .vfs = kPowerLossVfs});
    if (!engine.ok()) return;
    engine_ = *std::move(engine);
    if (!engine_->Migrate(storage::SqliteMigrations()).ok()) return;
    auto ledger = storage::StartLedger(engine_.get(), &codec_, sources_, NoFacts, {}, {});
    if (ledger.ok()) ledger_ = *std::move(ledger);
  }

  bool open() const { return ledger_ != nullptr; }

  // Writes one note under a request id; the id of the record, or empty.
  Id WriteNote(const Id& request) {
    Id written;
    bool done = false;
    Mutex mutex;
    CondVar answered;
    storage::Command command;
    command.envelope = {Id::FromBytes("the same account"), "test/Write", request, "hash"};
    command.decide = [](storage::Transaction& transaction) {
      store::v1::NoteRecord record;
      record.set_case_("cases/00000000-0000-7000-8000-000000000001");
      record.mutable_note()->set_text("uma nota");
      return transaction.Put(transaction.NewId(), std::move(record));
    };
    command.done = [&](absl::StatusOr<ChangeSet> changes) {
      MutexLock lock(&mutex);
      if (changes.ok()) written = changes->records.at(0).after.id;
      done = true;
      answered.SignalAll();
    };
    ledger_->Submit(std::move(command));
    MutexLock lock(&mutex);
    while (!done) answered.Wait(&mutex);
    return written;
  }

  std::vector<std::string> Faults() {
    auto reader = engine_->Read();
    if (!reader.ok()) return {reader.status().ToString()};
    auto report = storage::VerifyStore(**reader, codec_, NoFacts,
                                       [](int64_t, const store::v1::FactDelta&) {});
    if (!report.ok()) return {report.status().ToString()};
    return report->faults;
  }

  Id NewId() const { return sources_.NewId(); }

 private:
  storage::Codec codec_;
  storage::Sources sources_;
  std::unique_ptr<storage::Engine> engine_;
  std::unique_ptr<storage::Ledger> ledger_;
};

class PowerLoss : public ::testing::Test {
 protected:
  PowerLoss() {
    RegisterPowerLossVfs();
    std::string pattern = std::filesystem::temp_directory_path() / "balcao-power-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) abort();
    folder_ = pattern;
    vault_ = *storage::OpenVault(
        {.path = folder_ + "/vault.db", .master_key_path = folder_ + "/master.key"});
  }
  ~PowerLoss() override {
    vault_.reset();
    std::filesystem::remove_all(folder_);
  }

  struct Answered {
    Id request;
    Id record;
  };

  // Writes until the power is gone or enough is written.
  std::vector<Answered> WriteUntilDark(bool synchronous) {
    constexpr int kWrites = 40;
    std::vector<Answered> answered;
    House house(vault_.get(), synchronous);
    for (int i = 0; i < kWrites && house.open() && HasPower(); ++i) {
      const Id request = house.NewId();
      const Id record = house.WriteNote(request);
      if (!record.empty()) answered.push_back({request, record});
    }
    return answered;
  }

  // What is wrong after the power came back; empty when every promise held.
  std::vector<std::string> WrongAfter(const std::vector<Answered>& answered, bool synchronous) {
    PowerOn();
    House house(vault_.get(), synchronous);
    if (!house.open()) return {"the store does not open"};
    std::vector<std::string> wrong = house.Faults();
    for (const Answered& one : answered) {
      if (house.WriteNote(one.request) != one.record) wrong.push_back("an answered write is gone");
    }
    return wrong;
  }

  std::string folder_;
  std::unique_ptr<storage::Vault> vault_;
};

TEST_F(PowerLoss, P1_NothingAnsweredIsLostAtAnySync) {
  const char* most = std::getenv("BALCAO_POWER_CUTS");
  const int cuts = most == nullptr ? 60 : std::atoi(most);
  size_t answered_in_all = 0;
  for (int cut = 1; cut <= cuts; ++cut) {
    NewDisk();
    CutAtSync(cut);
    const std::vector<Answered> answered = WriteUntilDark(true);
    answered_in_all += answered.size();
    EXPECT_THAT(WrongAfter(answered, true), IsEmpty()) << "at sync " << cut;
  }
  EXPECT_GT(answered_in_all, 100u) << "the cuts must fall among answered writes";
}

TEST_F(PowerLoss, P1_NothingAnsweredIsLostBetweenSyncs) {
  for (int cut = 50; cut <= 1000; cut += 37) {
    NewDisk();
    CutAtWrite(cut);
    const std::vector<Answered> answered = WriteUntilDark(true);
    EXPECT_THAT(WrongAfter(answered, true), IsEmpty()) << "at write " << cut;
  }
}

TEST_F(PowerLoss, WithoutSyncsTheRigFindsTheLoss) {
  int lost = 0;
  for (int cut = 400; cut <= 1000; cut += 100) {
    NewDisk();
    CutAtWrite(cut);
    const std::vector<Answered> answered = WriteUntilDark(false);
    if (!answered.empty() && !WrongAfter(answered, false).empty()) ++lost;
  }
  EXPECT_GT(lost, 0);
}

}  // namespace
}  // namespace balcao::testing
