#include "clients/country/walks.h"

#include <algorithm>
#include <set>

#include "clients/country/world.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

v1::CaseType MakeType(const std::vector<std::string>& stages,
                      const std::vector<std::pair<std::string, std::string>>& moves) {
  v1::CaseType type;
  for (const std::string& stage : stages) type.add_stages(stage);
  for (const auto& [from, to] : moves) {
    v1::Transition* transition = type.add_transitions();
    transition->set_from(from);
    transition->set_to(to);
  }
  return type;
}

std::vector<int> Stages(const Way& way) {
  std::vector<int> stages;
  for (const Move& move : way) stages.push_back(move.stage);
  return stages;
}

TEST(StageGraphTest, ALineIsWalkedOnce) {
  const StageGraph graph(MakeType({"a", "b", "c", "closed"}, {{"a", "b"}, {"b", "c"}}));
  const auto ways = graph.CoverWays();
  ASSERT_EQ(ways.size(), 1u);
  EXPECT_THAT(Stages(ways[0]), testing::ElementsAre(1, 2));
}

TEST(StageGraphTest, AForkTakesTwoWalks) {
  const StageGraph graph(MakeType({"a", "b", "c", "closed"}, {{"a", "b"}, {"a", "c"}}));
  const auto ways = graph.CoverWays();
  ASSERT_EQ(ways.size(), 2u);
  EXPECT_THAT(Stages(ways[0]), testing::ElementsAre(1));
  EXPECT_THAT(Stages(ways[1]), testing::ElementsAre(2));
}

TEST(StageGraphTest, ALoopIsWalkedBack) {
  const StageGraph graph(MakeType({"a", "b", "c", "closed"}, {{"a", "b"}, {"b", "a"}, {"a", "c"}}));
  const auto ways = graph.CoverWays();
  ASSERT_EQ(ways.size(), 1u);
  EXPECT_THAT(Stages(ways[0]), testing::ElementsAre(1, 0, 2));
}

TEST(StageGraphTest, EveryTypeOfTheCatalogueIsCovered) {
  const auto world = ReadWorld("deploy/catalogue");
  ASSERT_TRUE(world.ok()) << world.status();
  for (const v1::CaseType& type : world->types) {
    const StageGraph graph(type);
    std::set<int> visited = {0};
    for (const Way& way : graph.CoverWays()) {
      for (const Move& move : way) visited.insert(move.stage);
    }
    EXPECT_EQ(static_cast<int>(visited.size()), graph.stages()) << type.name();
  }
}

TEST(StageGraphTest, RandomWaysUseAllowedMovesOnly) {
  const auto world = ReadWorld("deploy/catalogue");
  ASSERT_TRUE(world.ok()) << world.status();
  Random random(4);
  for (const v1::CaseType& type : world->types) {
    const StageGraph graph(type);
    for (int round = 0; round < 20; ++round) {
      std::string at = type.stages(0);
      for (const Move& move : graph.RandomWay(random, 12)) {
        const std::string to = type.stages(move.stage);
        EXPECT_TRUE(std::any_of(type.transitions().begin(), type.transitions().end(),
                                [&](const auto& transition) {
                                  return transition.from() == at && transition.to() == to;
                                }))
            << type.name() << " " << at << " " << to;
        at = to;
      }
    }
  }
}

TEST(DrawOutcomeTest, LeavesOutWhatIsExcluded) {
  v1::CaseType type;
  type.add_outcomes("returned");
  type.add_outcomes("withdrawn");
  Random random(2);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(DrawOutcome(type, 1, {"returned"}, random), "withdrawn");
  EXPECT_EQ(DrawOutcome(type, 1, {"returned", "withdrawn"}, random), "");
}

}  // namespace
}  // namespace balcao::country
