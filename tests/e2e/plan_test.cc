// Figures of the plan as they are asked for: their values and how they went.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int64_t kDecember2019 = 1'576'000'000;  // the 10th
constexpr int64_t kJanuary2020 = 1'579'000'000;   // the 14th

class PlanFigures : public ::testing::Test {
 protected:
  void Log(int calls, int64_t at) {
    Client& line = house_.As(kOperator);
    for (int i = 0; i < calls; ++i) {
      v1::LogCallRequest request;
      *request.mutable_call() = FromText<v1::Call>(R"pb(
        direction: DIRECTION_INBOUND
        kind: KIND_DATA
        channel: "phone"
        language: "pt"
        topic: "social"
        outcome: "answered")pb");
      request.mutable_call()->mutable_occurred_time()->set_seconds(at);
      request.set_request_id(NewRequestId());
      ASSERT_TRUE(line.Call(*line.helpline, &v1::Helpline::Stub::LogCall, request).ok());
    }
  }

  void Close(const std::string& month, v1::Period::Closing closing) {
    Client& supervisor = house_.As(kSupervisor);
    v1::ClosePeriodRequest close;
    close.set_name("periods/" + month);
    close.set_closing(closing);
    close.set_request_id(NewRequestId());
    ASSERT_TRUE(
        supervisor.Call(*supervisor.statistics, &v1::Statistics::Stub::ClosePeriod, close).ok());
  }

  Result<v1::Reading> Type(const std::string& reading, int64_t value) {
    Client& focal = house_.As(kFocalPoint);
    v1::RecordReadingRequest request;
    request.mutable_reading()->set_name(reading);
    request.mutable_reading()->set_value(value);
    request.mutable_reading()->set_source("monthly report");
    request.set_request_id(NewRequestId());
    return focal.Call(*focal.plan, &v1::Plan::Stub::RecordReading, request);
  }

  v1::PlanFigure Figure(const std::string& name) {
    Client& supervisor = house_.As(kSupervisor);
    const auto table =
        supervisor.Call(*supervisor.plan, &v1::Plan::Stub::GetPlanTable, v1::GetPlanTableRequest());
    for (const v1::PlanFigure& figure : table->figures()) {
      if (figure.name() == name) return figure;
    }
    ADD_FAILURE() << "no " << name;
    return {};
  }

  static std::vector<std::string> TrendOf(const v1::PlanFigure& figure) {
    std::vector<std::string> months;
    for (const v1::FigureMonth& month : figure.trend()) {
      months.push_back(month.month() + " " + std::to_string(month.value()) +
                       (month.provisional() ? " provisional" : ""));
    }
    return months;
  }

  TestHouse house_;
};

TEST_F(PlanFigures, OfCaseworkGoByClosedMonthsRoundedThoughTheirTotalIsExact) {
  Log(13, kDecember2019);
  Log(7, kJanuary2020);
  EXPECT_THAT(TrendOf(Figure("figures/F033")), IsEmpty());
  Close("2019-12", v1::Period::CLOSING_FINAL);
  EXPECT_THAT(TrendOf(Figure("figures/F033")), ElementsAre("2019-12 15"));
  Close("2020-01", v1::Period::CLOSING_PROVISIONAL);
  Close("2020-02", v1::Period::CLOSING_FINAL);
  const v1::PlanFigure figure = Figure("figures/F033");
  EXPECT_EQ(figure.value(), 20);
  EXPECT_THAT(TrendOf(figure), ElementsAre("2019-12 15", "2020-01 5 provisional", "2020-02 0"));
  EXPECT_THAT(figure.measures(), ElementsAre("measures/PN-15.01"));
}

TEST_F(PlanFigures, ThatAreTypedGoByWhatWasTyped) {
  ASSERT_TRUE(Type("figures/F044/readings/2020-02", 300).ok());
  ASSERT_TRUE(Type("figures/F044/readings/2019-12", 120).ok());
  ASSERT_TRUE(Type("figures/F044/readings/2020-02", 310).ok());
  const v1::PlanFigure figure = Figure("figures/F044");
  EXPECT_EQ(figure.value(), 310);
  EXPECT_THAT(TrendOf(figure), ElementsAre("2019-12 120", "2020-02 310"));
  EXPECT_EQ(figure.institute(), "ACM");
}

TEST_F(PlanFigures, AreTypedForMonthsInWhichTheyRun) {
  for (const char* month : {"2019-07", "2020-11"}) {
    const auto refused = Type(std::string("figures/F044/readings/") + month, 1);
    EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(refused.faults.at("reading.name"), "NOT_IN_PERIOD") << month;
  }
  EXPECT_THAT(Figure("figures/F044").trend(), IsEmpty());
}

}  // namespace
}  // namespace balcao::testing
