#include "services/common/change_watch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "balcao/store/v1/records.pb.h"
#include "storage/common/reason.h"

namespace balcao::services {
namespace {

struct Counting final : ChangeWatch::Watcher {
  void OnChange() override { ++changes; }
  void OnTick() override { ++ticks; }
  void OnClose() override { closed = true; }
  std::atomic<int> changes = 0, ticks = 0;
  std::atomic<bool> closed = false;
};

const storage::Id kAna = storage::Id::FromBytes(std::string(16, 'a'));
const storage::Id kBia = storage::Id::FromBytes(std::string(16, 'b'));

template <class Record>
storage::ChangeSet Changed(storage::Kind kind, std::shared_ptr<Record> record) {
  storage::ChangeSet changes;
  changes.records.emplace_back();
  changes.records.back().after = {.kind = kind, .id = {}, .message = std::move(record)};
  return changes;
}

storage::ChangeSet VisitAt(const std::string& centre) {
  auto record = std::make_shared<store::v1::VisitRecord>();
  record->mutable_visit()->mutable_placement()->set_owner(centre);
  return Changed(storage::Kind::kVisit, std::move(record));
}

storage::ChangeSet CaseNamed(const std::string& name) {
  auto record = std::make_shared<store::v1::CaseRecord>();
  record->mutable_case_()->set_name(name);
  record->mutable_case_()->mutable_placement()->set_owner("centres/LIS");
  return Changed(storage::Kind::kCase, std::move(record));
}

storage::ChangeSet NoteOn(const std::string& name) {
  auto record = std::make_shared<store::v1::NoteRecord>();
  record->set_case_(name);
  return Changed(storage::Kind::kNote, std::move(record));
}

bool Becomes(const std::function<bool()>& holds) {
  for (int i = 0; i < 500 && !holds(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return holds();
}

TEST(ChangeWatchTest, TellsWhoWatchesTheCentreThatChanged) {
  ChangeWatch watch;
  const auto lisbon = std::make_shared<Counting>(), porto = std::make_shared<Counting>();
  ASSERT_TRUE(watch.Add(lisbon, "centres/LIS", kAna).ok());
  ASSERT_TRUE(watch.Add(porto, "centres/POR", kAna).ok());
  watch.Apply(VisitAt("centres/LIS"));
  EXPECT_TRUE(Becomes([&] { return lisbon->changes == 1; }));
  EXPECT_EQ(porto->changes, 0);
}

TEST(ChangeWatchTest, TellsManyChangesAtOnceAndTheLastOneAlways) {
  ChangeWatch watch;
  const auto lisbon = std::make_shared<Counting>();
  ASSERT_TRUE(watch.Add(lisbon, "centres/LIS", kAna).ok());
  for (int i = 0; i < 1000; ++i) watch.Apply(VisitAt("centres/LIS"));
  EXPECT_TRUE(Becomes([&] { return lisbon->changes >= 1; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(250));
  const int before = lisbon->changes;
  EXPECT_LT(before, 100);
  watch.Apply(VisitAt("centres/LIS"));
  EXPECT_TRUE(Becomes([&] { return lisbon->changes == before + 1; }));
}

// Or a session that ended would be told of changes for as long as its centre is busy.
TEST(ChangeWatchTest, AsksAgainWhoWatchesHoweverMuchChanges) {
  ChangeWatch watch(std::chrono::milliseconds(50));
  const auto lisbon = std::make_shared<Counting>();
  ASSERT_TRUE(watch.Add(lisbon, "centres/LIS", kAna).ok());
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    while (!stop) {
      watch.Apply(VisitAt("centres/LIS"));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  EXPECT_TRUE(Becomes([&] { return lisbon->ticks >= 2; }));
  stop = true;
  busy.join();
}

TEST(ChangeWatchTest, WhoWasRemovedIsLetGoAndWhoStaysIsToldOfTheEnd) {
  auto watch = std::make_unique<ChangeWatch>();
  auto leaves = std::make_shared<Counting>();
  const auto stays = std::make_shared<Counting>();
  ASSERT_TRUE(watch->Add(leaves, "centres/LIS", kAna).ok());
  ASSERT_TRUE(watch->Add(stays, "centres/LIS", kAna).ok());
  watch->Remove(leaves.get());
  EXPECT_EQ(leaves.use_count(), 1);
  watch.reset();
  EXPECT_TRUE(stays->closed);
  EXPECT_FALSE(leaves->closed);
}

TEST(ChangeWatchTest, TellsOfACaseAndOfItsNotesAndOfNoOtherCase) {
  ChangeWatch watch;
  const auto one = std::make_shared<Counting>(), other = std::make_shared<Counting>();
  const auto centre = std::make_shared<Counting>();
  ASSERT_TRUE(watch.Add(one, "cases/1", kAna).ok());
  ASSERT_TRUE(watch.Add(other, "cases/2", kAna).ok());
  ASSERT_TRUE(watch.Add(centre, "centres/LIS", kAna).ok());
  watch.Apply(CaseNamed("cases/1"));
  EXPECT_TRUE(Becomes([&] { return one->changes == 1; }));
  watch.Apply(NoteOn("cases/1"));
  EXPECT_TRUE(Becomes([&] { return one->changes == 2; }));
  EXPECT_EQ(other->changes, 0);
  EXPECT_EQ(centre->changes, 0) << "a case is no visit of its centre";
}

TEST(ChangeWatchTest, AnAccountWatchesSoMuchAtOnceAndTakesNothingFromAnother) {
  ChangeWatch watch;
  std::vector<std::shared_ptr<Counting>> watchers;
  for (int i = 0; i < ChangeWatch::kOfAnAccountMax; ++i) {
    watchers.push_back(std::make_shared<Counting>());
    const std::string topic = i % 2 == 0 ? "centres/LIS" : "cases/1";
    ASSERT_TRUE(watch.Add(watchers.back(), topic, kAna).ok()) << i;
  }
  const auto more = std::make_shared<Counting>();
  const absl::Status refused = watch.Add(more, "cases/2", kAna);
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused), "TOO_MANY_STREAMS");
  EXPECT_TRUE(watch.Add(more, "cases/2", kBia).ok());
  watch.Remove(watchers.front().get());
  EXPECT_TRUE(watch.Add(std::make_shared<Counting>(), "cases/2", kAna).ok())
      << "what was let go of gives room";
}

TEST(ChangeWatchTest, WhoWasRefusedIsNotCounted) {
  ChangeWatch watch;
  std::vector<std::shared_ptr<Counting>> watchers;
  for (int i = 0; i < 3 * ChangeWatch::kOfAnAccountMax; ++i) {
    watchers.push_back(std::make_shared<Counting>());
    (void)watch.Add(watchers.back(), "cases/1", kAna);
  }
  for (const auto& watcher : watchers) watch.Remove(watcher.get());
  for (int i = 0; i < ChangeWatch::kOfAnAccountMax; ++i) {
    watchers.push_back(std::make_shared<Counting>());
    EXPECT_TRUE(watch.Add(watchers.back(), "cases/1", kAna).ok()) << i;
  }
}

TEST(ChangeWatchTest, NobodyBeginsToWatchWhileTheHouseCloses) {
  ChangeWatch watch;
  watch.Close();
  const absl::Status refused = watch.Add(std::make_shared<Counting>(), "cases/1", kAna);
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(refused), "CLOSING");
}

}  // namespace
}  // namespace balcao::services
