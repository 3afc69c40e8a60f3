#include "clients/country/random.h"

#include <algorithm>
#include <numeric>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

TEST(RandomTest, TheSameSeedGivesTheSameStream) {
  Random a(7), b(7), c(8);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.Next(), b.Next());
  EXPECT_NE(Random(7).Next(), c.Next());
}

TEST(RandomTest, ValuesAreFixedForEver) {
  // A change here changes every synthetic country that was ever made.
  Random random(1);
  const uint64_t first = random.Next();
  EXPECT_EQ(first, 0xb3f2af6d0fc710c5u);
}

TEST(RandomTest, AForkDependsOnLabelAndNumberAlone) {
  Random drawn(7);
  drawn.Next();
  EXPECT_EQ(Random(7).Fork("calls", 3).Next(), drawn.Fork("calls", 3).Next());
  EXPECT_NE(Random(7).Fork("calls", 3).Next(), Random(7).Fork("calls", 4).Next());
  EXPECT_NE(Random(7).Fork("calls", 3).Next(), Random(7).Fork("visits", 3).Next());
}

TEST(RandomTest, BelowStaysBelowAndReachesAll) {
  Random random(3);
  std::vector<int> seen(7, 0);
  for (int i = 0; i < 7000; ++i) ++seen[random.Below(7)];
  EXPECT_THAT(seen, testing::Each(testing::AllOf(testing::Gt(850), testing::Lt(1150))));
  EXPECT_EQ(random.Below(0), 0u);
}

TEST(RandomTest, NormalHasMeanZeroAndDeviationOne) {
  Random random(5);
  double sum = 0, squares = 0;
  constexpr int kDraws = 20000;
  for (int i = 0; i < kDraws; ++i) {
    const double draw = random.Normal();
    sum += draw;
    squares += draw * draw;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.03);
  EXPECT_NEAR(squares / kDraws, 1, 0.05);
}

TEST(WeightedTest, DrawsInProportion) {
  const Weighted law({1, 0, 3});
  Random random(9);
  std::vector<int> seen(3, 0);
  for (int i = 0; i < 4000; ++i) ++seen[law.Draw(random)];
  EXPECT_EQ(seen[1], 0);
  EXPECT_NEAR(seen[0], 1000, 120);
  EXPECT_TRUE(Weighted({0, 0}).empty());
}

TEST(ApportionTest, SharesAddUp) {
  Random random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> weights(1 + random.Below(30));
    for (double& weight : weights) weight = random.Unit() + 0.01;
    const int64_t total = random.Between(0, 100000);
    const std::vector<int64_t> shares = Apportion(total, weights);
    EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), int64_t{0}), total);
  }
}

TEST(ApportionTest, NoWeightGetsNothing) {
  EXPECT_THAT(Apportion(10, {0, 1, 1}), testing::ElementsAre(0, 5, 5));
  EXPECT_THAT(Apportion(10, {0, 0}), testing::ElementsAre(0, 0));
}

}  // namespace
}  // namespace balcao::country
