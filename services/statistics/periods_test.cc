#include "services/statistics/periods.h"

#include "services/common/rules_fixture.h"
#include "services/statistics/facts_view.h"

namespace balcao::services {
namespace {

v1::ClosePeriodRequest Request(const std::string& name, v1::Period::Closing closing) {
  v1::ClosePeriodRequest request;
  request.set_name(name);
  request.set_closing(closing);
  return request;
}

struct Row {
  const char* name;
  v1::Period::Closing closing;
  const char* reason;
};

TEST(CheckClosing, AMonthIsClosedWhenItIsOver) {
  const absl::CivilDay today(2019, 9, 1);
  const Row rows[] = {
      {"periods/2019-08", v1::Period::CLOSING_FINAL, ""},
      {"periods/2019-08", v1::Period::CLOSING_PROVISIONAL, ""},
      {"periods/2019-01", v1::Period::CLOSING_FINAL, ""},
      {"periods/2019-09", v1::Period::CLOSING_FINAL, "MONTH_NOT_OVER"},
      {"periods/2020-01", v1::Period::CLOSING_PROVISIONAL, "MONTH_NOT_OVER"},
      {"periods/2019-08", v1::Period::CLOSING_UNSPECIFIED, "INVALID_FIELDS"},
      {"periods/2019-13", v1::Period::CLOSING_FINAL, "INVALID_FIELDS"},
      {"periods/2019-8", v1::Period::CLOSING_FINAL, "INVALID_FIELDS"},
      {"2019-08", v1::Period::CLOSING_FINAL, "INVALID_FIELDS"},
      {"", v1::Period::CLOSING_FINAL, "INVALID_FIELDS"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(ReasonOf(CheckClosing(Request(row.name, row.closing), today)), row.reason)
        << row.name;
  }
  EXPECT_EQ(ReasonOf(CheckClosing(Request("periods/2019-08", v1::Period::CLOSING_FINAL),
                                  absl::CivilDay(2019, 8, 31))),
            "MONTH_NOT_OVER");
  EXPECT_TRUE(CheckClosing(Request("periods/2019-12", v1::Period::CLOSING_FINAL),
                           absl::CivilDay(2020, 1, 1))
                  .ok());
}

struct ClosingRow {
  v1::Period::Closing before;
  v1::Period::Closing asked;
  const char* reason;
};

TEST(Closed, ProvisionallyThenForGoodAndNeverAgain) {
  using P = v1::Period;
  const ClosingRow rows[] = {
      {P::CLOSING_UNSPECIFIED, P::CLOSING_PROVISIONAL, ""},
      {P::CLOSING_UNSPECIFIED, P::CLOSING_FINAL, ""},
      {P::CLOSING_PROVISIONAL, P::CLOSING_FINAL, ""},
      {P::CLOSING_PROVISIONAL, P::CLOSING_PROVISIONAL, "PERIOD_CLOSED"},
      {P::CLOSING_FINAL, P::CLOSING_PROVISIONAL, "PERIOD_CLOSED"},
      {P::CLOSING_FINAL, P::CLOSING_FINAL, "PERIOD_CLOSED"},
  };
  for (const ClosingRow& row : rows) {
    store::v1::PeriodRecord record;
    record.mutable_period()->set_closing(row.before);
    const auto closed = Closed(record, Request("periods/2019-08", row.asked), 9, "accounts/1", 5);
    EXPECT_EQ(ReasonOf(closed.status()), row.reason) << row.before << " to " << row.asked;
  }
}

TEST(Closed, KeepsThePositionOfBothClosings) {
  const auto first = Closed({}, Request("periods/2019-08", v1::Period::CLOSING_PROVISIONAL), 7,
                            "accounts/1", 1'000'000);
  const auto last = Closed(*first, Request("periods/2019-08", v1::Period::CLOSING_FINAL), 9,
                           "accounts/2", 2'000'000);
  EXPECT_EQ(last->period().ShortDebugString(), FromText<v1::Period>(R"pb(
                                                 name: "periods/2019-08"
                                                 closing: CLOSING_FINAL
                                                 provisional_position: 7
                                                 final_position: 9
                                                 close_time { seconds: 2 }
                                                 closed_by: "accounts/2")pb")
                                                   .ShortDebugString());
}

TEST(Months, AreReadAndWritten) {
  for (const char* text : {"2019-01", "2019-12", "2020-02"}) {
    EXPECT_EQ(MonthText(MonthFromText(text)), text);
  }
  for (const char* text : {"", "2019-00", "2019-13", "2019-1", "2019-012", "1899-12", "9999-01",
                           "2019/01", "2019-0x", "2019- 1", " 019-01", "2019-+1"}) {
    EXPECT_EQ(MonthFromText(text), -1) << text;
  }
}

}  // namespace
}  // namespace balcao::services
