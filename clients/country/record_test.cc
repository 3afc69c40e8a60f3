#include "clients/country/record.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

class RecordTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto world = ReadWorld("deploy/catalogue");
    ASSERT_TRUE(world.ok()) << world.status();
    world_ = new World(*std::move(world));
    auto plan = MakePlan(*world_, {});
    ASSERT_TRUE(plan.ok()) << plan.status();
    plan_ = new CountryPlan(*std::move(plan));
  }

  static World* world_;
  static CountryPlan* plan_;
};

World* RecordTest::world_ = nullptr;
CountryPlan* RecordTest::plan_ = nullptr;

TEST_F(RecordTest, TheWholeStoryGivesTheFiguresOfTheReport) {
  Record record(*world_, *plan_);
  record.Acknowledge(0, kMonths - 1);
  EXPECT_EQ(record.FigureValue("F021"), 265);
  EXPECT_GE(record.FigureValue("F024"), 800);
  EXPECT_LE(record.FigureValue("F024"), 900);
  EXPECT_EQ(record.FigureValue("F031"), 69000);
  EXPECT_EQ(record.FigureValue("F033"), 60711);
  EXPECT_EQ(record.FigureValue("F034"), 2364);
  EXPECT_EQ(record.FigureValue("F035"), 5000);
  EXPECT_EQ(record.FigureValue("F046"), 524);
  EXPECT_EQ(record.FigureValue("F001"), std::nullopt);
}

TEST_F(RecordTest, NothingIsCountedBeforeItWasAnswered) {
  const Record record(*world_, *plan_);
  EXPECT_EQ(record.FigureValue("F033"), 0);
  EXPECT_EQ(record.Count(Kind::kVisit, 3, 0), 0);
}

TEST_F(RecordTest, CountsByMonthAndCentreAddUp) {
  Record record(*world_, *plan_);
  record.Acknowledge(0, kMonths - 1);
  int64_t visits = 0, calls = 0, opened = 0;
  for (int month = 0; month < kMonths; ++month) {
    for (size_t centre = 0; centre <= world_->centres.size(); ++centre) {
      visits += record.Count(Kind::kVisit, month, centre);
      opened += record.Count(Kind::kCaseOpened, month, centre);
      calls +=
          record.Count(Kind::kCall, month, centre) + record.Count(Kind::kQuietCall, month, centre);
    }
  }
  EXPECT_EQ(visits, static_cast<int64_t>(plan_->visits.size()));
  EXPECT_EQ(calls, static_cast<int64_t>(plan_->calls.size()));
  EXPECT_EQ(opened, static_cast<int64_t>(plan_->cases.size()));
}

TEST_F(RecordTest, WritesJson) {
  Record record(*world_, *plan_);
  record.Acknowledge(0, 0);
  const std::string json = record.ToJson(0, 0);
  EXPECT_THAT(json, testing::HasSubstr("\"first_month\": \"2019-01\""));
  EXPECT_THAT(json, testing::HasSubstr("\"F033\": 0"));
  EXPECT_THAT(json, testing::HasSubstr("\"CNAIM-LIS\": "));
  EXPECT_THAT(json, testing::HasSubstr("\"call_without_demand\""));
}

}  // namespace
}  // namespace balcao::country
