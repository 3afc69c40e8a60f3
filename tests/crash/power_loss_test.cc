// The power goes at every sync in turn, and between them. After each: every
// answered write is there once with the answer it had, every answered trace is
// there, the chain verifies, every row and fact equals its replay, and the vault
// has every key (P1, P2, P3, P4). With SQLite told not to sync, the same rig must
// find the loss: that proves the rig.
//
// BALCAO_POWER_CUTS says at how many points (100), BALCAO_SEED from which seed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "storage/sqlite/sqlite_engine.h"
#include "tests/crash/power_loss_vfs.h"
#include "tests/crash/small_house.h"

namespace balcao::testing {
namespace {

using ::testing::IsEmpty;

constexpr char kDataLog[] = "/disk/data.db-wal";

int64_t FromEnvironment(const char* name, int64_t by_default) {
  const char* value = std::getenv(name);
  return value == nullptr ? by_default : std::atoll(value);
}

// What was sent before the power went, and what was answered.
struct Sent {
  std::vector<std::pair<Write, std::string>> writes;  // an empty answer is none
  std::vector<std::string> traces;                    // answered
  int64_t answered = 0;
  int64_t only_in_log = 0;  // answered since the last checkpoint that ended
};

class PowerLoss : public ::testing::Test {
 protected:
  PowerLoss() {
    std::string pattern = std::filesystem::temp_directory_path() / "balcao-power-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) abort();
    folder_ = pattern;
    seed_ = static_cast<uint64_t>(FromEnvironment("BALCAO_SEED", std::random_device()()));
    cuts_ = FromEnvironment("BALCAO_POWER_CUTS", 100);
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed_));
  }
  ~PowerLoss() override { std::filesystem::remove_all(folder_); }

  HouseOptions Options(bool synchronous) const {
    return {.master_key_path = folder_ + "/master.key", .synchronous = synchronous};
  }

  void EmptyDisk() {
    NewDisk();
    for (const char* name : {"/master.key", "/master.key.new"}) {
      std::filesystem::remove(folder_ + name);
    }
  }

  Write AnyWrite(std::mt19937_64& random, const Sent& sent) {
    Write write{ids_.Next(sources_), ids_.Next(sources_), std::string(random() % 600, 'n')};
    const uint64_t what = random() % 8;
    write.is_visit = what >= 5;
    if (what >= 3 && !sent.writes.empty()) {
      write.person = sent.writes[random() % sent.writes.size()].first.person;
    }
    return write;
  }

  // One batch or more: people new and changed, visits and traces, sent at once.
  void SendSome(SmallHouse& house, std::mt19937_64& random, Sent& sent) {
    std::vector<std::pair<Write, std::future<absl::StatusOr<std::string>>>> writes;
    std::vector<std::pair<std::string, std::future<absl::Status>>> traces;
    for (uint64_t left = 1 + random() % 6; left > 0; --left) {
      Write write = AnyWrite(random, sent);
      if (random() % 5 == 0) {
        const std::string mark = write.request.ToString();
        traces.emplace_back(mark, house.Trace(write.person, mark));
      } else {
        auto answer = house.Send(write);
        writes.emplace_back(std::move(write), std::move(answer));
      }
    }
    for (auto& [write, future] : writes) {
      const absl::StatusOr<std::string> answer = future.get();
      sent.answered += answer.ok() ? 1 : 0;
      sent.only_in_log += answer.ok() ? 1 : 0;
      // A refusal by rule (a visit of nobody) has no effect to look for.
      if (absl::IsNotFound(answer.status())) continue;
      sent.writes.emplace_back(std::move(write), answer.value_or(""));
    }
    for (auto& [mark, future] : traces) {
      if (future.get().ok()) sent.traces.push_back(mark);
    }
  }

  // More cuts are spread over longer work.
  Sent WorkUntilDark(bool synchronous, const std::string& liar = "") {
    const int64_t rounds = 24 * std::max<int64_t>(1, cuts_ / 100);
    Sent sent;
    std::mt19937_64 random(seed_);
    auto house = SmallHouse::Open(Options(synchronous));
    LieAboutSyncs(liar);
    for (int64_t i = 0; i < rounds && house.ok() && HasPower(); ++i) {
      SendSome(**house, random, sent);
      if (i % 4 != 3) continue;
      if ((*house)->Checkpoint(i % 8 == 3 ? "PASSIVE" : "TRUNCATE").ok()) sent.only_in_log = 0;
    }
    // The house falls with the power; were it to close in order, it would sync.
    CutNow();
    return sent;
  }

  // What is wrong after the power came back; empty when every promise held.
  std::vector<std::string> WrongAfter(const Sent& sent, bool synchronous, uint64_t torn_seed) {
    PowerOn(torn_seed);
    auto house = SmallHouse::Open(Options(synchronous));
    if (!house.ok()) return {"the store does not open: " + house.status().ToString()};
    std::vector<std::string> wrong = (*house)->Faults();
    const std::vector<std::string> traces = (*house)->Traces();
    for (const std::string& mark : sent.traces) {
      if (std::count(traces.begin(), traces.end(), mark) != 1) {
        wrong.push_back("a trace that let a reply out is gone");
      }
    }
    RepeatAnswered(**house, sent, wrong);
    RepeatOthers(**house, sent, wrong);
    for (std::string& fault : (*house)->Faults()) wrong.push_back(std::move(fault));
    return wrong;
  }

  // An answered write gives its answer again and adds nothing.
  static void RepeatAnswered(SmallHouse& house, const Sent& sent, std::vector<std::string>& wrong) {
    const int64_t before = house.position();
    for (const auto& [write, answer] : sent.writes) {
      if (answer.empty()) continue;
      const absl::StatusOr<std::string> again = house.Make(write);
      if (!again.ok() || *again != answer) wrong.push_back("an answered write is gone");
    }
    if (house.position() != before) wrong.push_back("a repeat had an effect");
  }

  // Any other is made now, if it was not, and then has one effect.
  static void RepeatOthers(SmallHouse& house, const Sent& sent, std::vector<std::string>& wrong) {
    int64_t refused = 0;
    for (const auto& [write, answer] : sent.writes) {
      if (!answer.empty()) continue;
      const absl::StatusOr<std::string> first = house.Make(write);
      // The person may be one whose own write was not made yet.
      if (absl::IsNotFound(first.status())) {
        ++refused;
        continue;
      }
      if (!first.ok()) wrong.push_back(first.status().ToString());
      if (first.value_or("") != house.Make(write).value_or("")) wrong.push_back("answers differ");
    }
    const int64_t requests = house.Count("SELECT count(*) FROM requests");
    if (requests != static_cast<int64_t>(sent.writes.size()) - refused) {
      wrong.push_back("not every request has one effect");
    }
  }

  // The syncs and the writes of all the work, when nothing cuts it short.
  int64_t SyncsOfAll() {
    EmptyDisk();
    WorkUntilDark(true);
    return SyncsSoFar();
  }
  int64_t WritesOfAll() {
    EmptyDisk();
    WorkUntilDark(true);
    return WritesSoFar();
  }

  void CutEverywhere(uint64_t torn_seed) {
    const int64_t syncs = SyncsOfAll();
    const int64_t step = std::max<int64_t>(1, (syncs + 1) / cuts_);
    int64_t answered = 0, cuts = 0;
    for (int64_t cut = 1; cut <= syncs + 1 && !HasFailure(); cut += step, ++cuts) {
      EmptyDisk();
      CutAtSync(cut);
      const Sent sent = WorkUntilDark(true);
      answered += sent.answered;
      const uint64_t torn = torn_seed == 0 ? 0 : torn_seed + static_cast<uint64_t>(cut);
      EXPECT_THAT(WrongAfter(sent, true, torn), IsEmpty()) << "at sync " << cut;
    }
    std::printf("%lld cuts over %lld syncs, %lld answered writes looked for\n",
                static_cast<long long>(cuts), static_cast<long long>(syncs),
                static_cast<long long>(answered));
    EXPECT_GT(answered, 500) << "the cuts must fall among answered writes";
  }

  struct Losses {
    int tried = 0, found = 0;
  };
  // Cut 25 times, when something was answered and the work is not done.
  Losses CountLosses(bool synchronous, const std::string& liar, bool torn) {
    Losses losses;
    const int64_t writes = WritesOfAll();
    for (int64_t cut = writes / 3; cut < writes * 9 / 10;
         cut += std::max<int64_t>(1, writes / 44)) {
      EmptyDisk();
      CutAtWrite(cut);
      const Sent sent = WorkUntilDark(synchronous, liar);
      // What a checkpoint brought into the file does not hang on the log any more.
      const bool hangs_on_log = liar == kDataLog;
      if ((hangs_on_log ? sent.only_in_log : sent.answered) == 0) continue;
      const uint64_t seed = torn ? (seed_ | 1) + static_cast<uint64_t>(cut) : 0;
      ++losses.tried;
      losses.found += WrongAfter(sent, synchronous, seed).empty() ? 0 : 1;
    }
    std::printf("%d losses found of %d\n", losses.found, losses.tried);
    return losses;
  }

  std::string folder_;
  uint64_t seed_ = 0;
  int64_t cuts_ = 0;
  const storage::Sources sources_ = storage::SystemSources();
  storage::IdSeries ids_{0};
};

TEST_F(PowerLoss, P1_NothingAnsweredIsLostAtAnySync) { CutEverywhere(0); }

TEST_F(PowerLoss, P1_NothingAnsweredIsLostWhenUnsyncedSectorsAreTorn) { CutEverywhere(seed_ | 1); }

TEST_F(PowerLoss, P1_NothingAnsweredIsLostBetweenSyncs) {
  const int64_t writes = WritesOfAll(), step = std::max<int64_t>(1, writes / 36);
  for (int64_t cut = step; cut <= writes && !HasFailure(); cut += step) {
    EmptyDisk();
    CutAtWrite(cut);
    const Sent sent = WorkUntilDark(true);
    const uint64_t torn = cut % 2 == 0 ? 0 : seed_ + static_cast<uint64_t>(cut);
    EXPECT_THAT(WrongAfter(sent, true, torn), IsEmpty()) << "at write " << cut;
  }
}

TEST_F(PowerLoss, WithoutSyncsTheRigFindsTheLoss) {
  const Losses losses = CountLosses(false, "", false);
  EXPECT_GT(losses.tried, 5);
  EXPECT_EQ(losses.found, losses.tried);
  // A torn disk may happen to keep all of it.
  EXPECT_GT(CountLosses(false, "", true).found, losses.tried / 3);
}

// One forgotten sync is enough: that of the log of the data, or those of the keys.
TEST_F(PowerLoss, WithoutTheSyncsOfOneFileTheRigFindsTheLoss) {
  for (const char* liar : {kDataLog, "/disk/vault.db"}) {
    const Losses losses = CountLosses(true, liar, false);
    EXPECT_GT(losses.tried, 5) << liar;
    EXPECT_GT(losses.found, losses.tried / 2) << liar;
    if (liar == kDataLog) {
      EXPECT_EQ(losses.found, losses.tried);
    }
    EXPECT_GT(CountLosses(true, liar, true).found, 0) << liar;
  }
}

// How many rows of three are there after the power went, the first of them synced
// where the engine is asked for it.
int64_t RowsAfterDark(storage::Durability durability, bool sync) {
  constexpr storage::Migration kRows{1, "rows", "CREATE TABLE r(n INTEGER) STRICT;"};
  const storage::SqliteOptions options{.path = "/disk/rows.db",
                                       .durability = durability,
                                       .checkpoint_thread = false,
                                       .vfs = kPowerLossVfs};
  RegisterPowerLossVfs();
  NewDisk();
  {
    auto engine = storage::OpenSqlite(options).value();
    EXPECT_TRUE(engine->Migrate({&kRows, 1}).ok());
    EXPECT_TRUE(engine->writer().Execute("INSERT INTO r VALUES (1)").ok());
    EXPECT_TRUE(!sync || engine->Sync().ok());
    EXPECT_TRUE(engine->writer().Execute("INSERT INTO r VALUES (2), (3)").ok());
    CutNow();
  }
  PowerOn();
  auto engine = storage::OpenSqlite(options).value();
  if (!engine->Migrate({&kRows, 1}).ok()) return -1;
  storage::ScopedStatement count(engine->writer().Prepare("SELECT count(*) FROM r").value());
  return count->Step().value() ? count->Int(0) : -1;
}

TEST(PowerLossOfAnEngine, KeepsWhatWasSyncedAndWhereACommitSyncsAllOfIt) {
  EXPECT_EQ(RowsAfterDark(storage::Durability::kAtCommit, false), 3);
  EXPECT_EQ(RowsAfterDark(storage::Durability::kAtSync, true), 1);
  EXPECT_EQ(RowsAfterDark(storage::Durability::kAtSync, false), 0);
}

// A transaction of many pages that was not synced, cut at a write of the checkpoint that
// copies it into the file: what is there afterwards. A log that is not synced first may
// be lost after a part of it reached the file.
std::string ThereAfterCutCheckpoint(int64_t write, uint64_t torn_seed) {
  constexpr storage::Migration kRows{1, "rows", "CREATE TABLE r(n INTEGER, b BLOB) STRICT;"};
  const storage::SqliteOptions options{.path = "/disk/rows.db",
                                       .durability = storage::Durability::kAtSync,
                                       .checkpoint_thread = false,
                                       .vfs = kPowerLossVfs};
  NewDisk();
  {
    auto engine = storage::OpenSqlite(options).value();
    storage::Connection& writer = engine->writer();
    EXPECT_TRUE(engine->Migrate({&kRows, 1}).ok());
    for (int i = 0; i < 30; ++i) {
      EXPECT_TRUE(writer.Execute("INSERT INTO r VALUES (0, zeroblob(7000))").ok());
    }
    EXPECT_TRUE(writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)").ok());
    EXPECT_TRUE(writer.Execute("UPDATE r SET n = 1").ok());
    CutAtWrite(write);
    writer.Execute("PRAGMA wal_checkpoint(PASSIVE)").IgnoreError();
    CutNow();
  }
  PowerOn(torn_seed);
  auto engine = storage::OpenSqlite(options);
  if (!engine.ok()) return std::string(engine.status().message());
  const auto word = [&](const char* sql) -> std::string {
    storage::ScopedStatement row((*engine)->writer().Prepare(sql).value());
    const absl::StatusOr<bool> found = row->Step();
    return found.ok() ? std::string(row->Text(0)) : std::string(found.status().message());
  };
  return word("PRAGMA integrity_check") + ", " +
         word("SELECT count(*) || ' of ' || count(DISTINCT n) FROM r");
}

TEST(PowerLossOfAnEngine, ACheckpointCopiesNothingThatTheLogMayStillLose) {
  RegisterPowerLossVfs();
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    for (int64_t write = 1; write <= 30; write += 4) {
      ASSERT_EQ(ThereAfterCutCheckpoint(write, seed), "ok, 30 of 1") << write << ", seed " << seed;
    }
  }
}

}  // namespace
}  // namespace balcao::testing
