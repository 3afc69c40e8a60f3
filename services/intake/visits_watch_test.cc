#include "services/intake/visits_watch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>

#include "balcao/store/v1/records.pb.h"

namespace balcao::services {
namespace {

struct Counting final : VisitsWatch::Watcher {
  void OnChange() override { ++changes; }
  void OnTick() override { ++ticks; }
  void OnClose() override { closed = true; }
  std::atomic<int> changes = 0, ticks = 0;
  std::atomic<bool> closed = false;
};

storage::ChangeSet VisitAt(const std::string& centre) {
  auto record = std::make_shared<store::v1::VisitRecord>();
  record->mutable_visit()->mutable_placement()->set_owner(centre);
  storage::ChangeSet changes;
  changes.records.emplace_back();
  changes.records.back().after = {.kind = storage::Kind::kVisit, .id = {}, .message = record};
  return changes;
}

bool Becomes(const std::function<bool()>& holds) {
  for (int i = 0; i < 500 && !holds(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return holds();
}

TEST(VisitsWatchTest, TellsWhoWatchesTheCentreThatChanged) {
  VisitsWatch watch;
  const auto lisbon = std::make_shared<Counting>(), porto = std::make_shared<Counting>();
  ASSERT_TRUE(watch.Add(lisbon, "centres/LIS"));
  ASSERT_TRUE(watch.Add(porto, "centres/POR"));
  watch.Apply(VisitAt("centres/LIS"));
  EXPECT_TRUE(Becomes([&] { return lisbon->changes == 1; }));
  EXPECT_EQ(porto->changes, 0);
}

TEST(VisitsWatchTest, TellsManyChangesAtOnceAndTheLastOneAlways) {
  VisitsWatch watch;
  const auto lisbon = std::make_shared<Counting>();
  ASSERT_TRUE(watch.Add(lisbon, "centres/LIS"));
  for (int i = 0; i < 1000; ++i) watch.Apply(VisitAt("centres/LIS"));
  EXPECT_TRUE(Becomes([&] { return lisbon->changes >= 1; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(250));
  const int before = lisbon->changes;
  EXPECT_LT(before, 100);
  watch.Apply(VisitAt("centres/LIS"));
  EXPECT_TRUE(Becomes([&] { return lisbon->changes == before + 1; }));
}

// Or a session that ended would be told of changes for as long as its centre is busy.
TEST(VisitsWatchTest, AsksAgainWhoWatchesHoweverMuchChanges) {
  VisitsWatch watch(std::chrono::milliseconds(50));
  const auto lisbon = std::make_shared<Counting>();
  ASSERT_TRUE(watch.Add(lisbon, "centres/LIS"));
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

TEST(VisitsWatchTest, WhoWasRemovedIsLetGoAndWhoStaysIsToldOfTheEnd) {
  auto watch = std::make_unique<VisitsWatch>();
  auto leaves = std::make_shared<Counting>();
  const auto stays = std::make_shared<Counting>();
  ASSERT_TRUE(watch->Add(leaves, "centres/LIS"));
  ASSERT_TRUE(watch->Add(stays, "centres/LIS"));
  watch->Remove(leaves.get());
  EXPECT_EQ(leaves.use_count(), 1);
  watch.reset();
  EXPECT_TRUE(stays->closed);
  EXPECT_FALSE(leaves->closed);
}

}  // namespace
}  // namespace balcao::services
