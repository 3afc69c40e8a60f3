#include "clients/country/plan_work.h"

#include <map>

#include "clients/country/calendar.h"
#include "clients/country/world.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

template <typename Message>
Message ReadFile(const std::string& path) {
  Message message;
  const auto text = ReadText(path);
  EXPECT_TRUE(text.ok()) << text.status();
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text.value_or(""), &message));
  return message;
}

class PlanWorkTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto indicators = ReadFile<v1::IndicatorsFile>("deploy/catalogue/indicators.textproto");
    for (const auto& indicator : indicators.indicators()) {
      *table_.add_figures() = indicator.figure();
    }
    *measures_.mutable_measures() =
        ReadFile<v1::PlanFile>("deploy/catalogue/plan.textproto").measures();
    const auto typists = ReadTypists("deploy/catalogue");
    ASSERT_TRUE(typists.ok()) << typists.status();
    typists_ = *typists;
    work_ = MakePlanWork(table_, measures_, typists_);
  }

  v1::PlanTable table_;
  v1::ListMeasuresResponse measures_;
  Typists typists_;
  PlanWork work_;
};

TEST_F(PlanWorkTest, EveryTypedFigureEndsAtItsValue) {
  EXPECT_EQ(typists_.count("figures/F033"), 0u);
  EXPECT_EQ(typists_.count("figures/F001"), 0u);
  std::map<std::string, int64_t> last;
  for (const PlannedReading& planned : work_.readings) {
    const std::string figure = planned.reading.name().substr(0, 12);
    EXPECT_GE(planned.reading.value(), last[figure]) << planned.reading.name();
    last[figure] = planned.reading.value();
    EXPECT_GE(planned.month, 0);
    EXPECT_LT(planned.month, kMonths);
    EXPECT_FALSE(planned.institute.empty());
  }
  for (const v1::PlanFigure& figure : table_.figures()) {
    if (typists_.count(figure.name()) == 0) continue;
    EXPECT_EQ(last[figure.name()], FinalValue(figure)) << figure.name();
  }
}

TEST_F(PlanWorkTest, LargeFiguresGrowByTheMonth) {
  const auto readings = [&](const std::string& figure) {
    return std::count_if(work_.readings.begin(), work_.readings.end(), [&](const auto& planned) {
      return planned.reading.name().rfind(figure, 0) == 0;
    });
  };
  EXPECT_EQ(readings("figures/F012"), 10);
  EXPECT_EQ(readings("figures/F014"), 1);
}

TEST_F(PlanWorkTest, ContinuousMeasuresAreNeverCompleted) {
  std::map<std::string, bool> continuous;
  for (const v1::Measure& measure : measures_.measures()) {
    continuous[measure.name()] = measure.continuous();
  }
  int completed = 0, begun = 0;
  for (const PlannedStage& planned : work_.stages) {
    EXPECT_FALSE(planned.evidence.empty());
    EXPECT_LT(planned.month, kMonths);
    begun += planned.stage == v1::MEASURE_STAGE_IN_PROGRESS ? 1 : 0;
    if (planned.stage != v1::MEASURE_STAGE_COMPLETED) continue;
    ++completed;
    EXPECT_FALSE(continuous[planned.measure]) << planned.measure;
  }
  EXPECT_GT(completed, 5);
  EXPECT_GT(begun, 3 * completed);
  EXPECT_LT(begun, measures_.measures_size());
}

TEST_F(PlanWorkTest, OnlyInstitutesOfAMeasureReportOnIt) {
  for (const PlannedStage& planned : work_.stages) {
    for (const v1::Measure& measure : measures_.measures()) {
      if (measure.name() != planned.measure) continue;
      EXPECT_THAT(measure.institutes(), testing::Contains(planned.institute));
    }
  }
}

}  // namespace
}  // namespace balcao::country
