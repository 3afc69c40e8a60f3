#include "services/plan/rules.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using ::testing::SizeIs;

constexpr int64_t kNow = 1'600'000'000'000'000;

absl::StatusOr<v1::Measure> At(const v1::Measure& measure, v1::MeasureStage stage,
                               const absl::CivilDay& today = absl::CivilDay(2020, 10, 1),
                               const std::string& evidence = "report of October") {
  v1::SetMeasureStageRequest request;
  request.set_stage(stage);
  request.set_evidence(evidence);
  return AtStage(measure, request, RealCatalogue(), today, kNow);
}

TEST(Stage, MovesFreelyBetweenTheThreeWithEvidence) {
  for (const v1::MeasureStage from : {v1::MEASURE_STAGE_NOT_STARTED, v1::MEASURE_STAGE_IN_PROGRESS,
                                      v1::MEASURE_STAGE_COMPLETED}) {
    for (const v1::MeasureStage to : {v1::MEASURE_STAGE_NOT_STARTED, v1::MEASURE_STAGE_IN_PROGRESS,
                                      v1::MEASURE_STAGE_COMPLETED}) {
      v1::Measure measure;
      measure.set_stage(from);
      const auto moved = At(measure, to);
      ASSERT_TRUE(moved.ok()) << moved.status();
      EXPECT_EQ(moved->stage(), to);
      EXPECT_EQ(moved->evidence(), "report of October");
      EXPECT_EQ(moved->stage_time().seconds(), kNow / 1'000'000);
    }
  }
}

TEST(Stage, NeedsAStageAndEvidence) {
  const v1::Measure measure;
  EXPECT_EQ(FaultsOf(At(measure, v1::MEASURE_STAGE_UNSPECIFIED).status())["stage"], "REQUIRED");
  EXPECT_EQ(FaultsOf(At(measure, static_cast<v1::MeasureStage>(9)).status())["stage"], "REQUIRED");
  const absl::CivilDay today(2020, 10, 1);
  EXPECT_EQ(FaultsOf(At(measure, v1::MEASURE_STAGE_COMPLETED, today, "").status())["evidence"],
            "REQUIRED");
  EXPECT_EQ(FaultsOf(At(measure, v1::MEASURE_STAGE_COMPLETED, today, std::string(2001, 'a'))
                         .status())["evidence"],
            "TOO_LONG");
}

TEST(Stage, AContinuousMeasureIsNotCompletedBeforeThePlanEnds) {
  v1::Measure measure;
  measure.set_continuous(true);
  ASSERT_EQ(RealCatalogue().plan_end(), "2021-12-31");
  EXPECT_EQ(
      ReasonOf(At(measure, v1::MEASURE_STAGE_COMPLETED, absl::CivilDay(2021, 12, 31)).status()),
      "CONTINUOUS_MEASURE");
  EXPECT_TRUE(At(measure, v1::MEASURE_STAGE_IN_PROGRESS, absl::CivilDay(2021, 12, 31)).ok());
  EXPECT_TRUE(At(measure, v1::MEASURE_STAGE_COMPLETED, absl::CivilDay(2022, 1, 1)).ok());
}

TEST(Institute, ReportsItsOwnMeasuresAlone) {
  v1::Measure measure;
  measure.add_institutes("ACM");
  measure.add_institutes("SEF");
  EXPECT_TRUE(CheckInstitute(measure, "SEF").ok());
  EXPECT_EQ(ReasonOf(CheckInstitute(measure, "IEFP")), "NOT_YOUR_MEASURE");
  EXPECT_EQ(ReasonOf(CheckInstitute(measure, "")), "NOT_YOUR_MEASURE");
}

TEST(Reading, IsNamedByFigureAndMonth) {
  const auto name = ParseReadingName("figures/F012/readings/2020-10");
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(name->figure, "figures/F012");
  EXPECT_EQ(name->month, "2020-10");
  for (const char* text : {"", "figures/F012", "figures/F012/readings/", "readings/2020-10",
                           "figures/F012/readings/2020-13", "figures/F012/readings/2020-10-01"}) {
    EXPECT_FALSE(ParseReadingName(text).ok()) << text;
  }
}

struct MetRow {
  v1::PlanFigure::Qualifier qualifier;
  int64_t report;
  int64_t value;
  bool met;
};

TEST(Met, MeansWhatTheQualifierMeans) {
  using F = v1::PlanFigure;
  const MetRow rows[] = {
      {F::QUALIFIER_EXACTLY, 97, 97, true},
      {F::QUALIFIER_EXACTLY, 97, 96, false},
      {F::QUALIFIER_EXACTLY, 97, 98, false},
      {F::QUALIFIER_AT_LEAST, 97, 97, true},
      {F::QUALIFIER_AT_LEAST, 97, 200, true},
      {F::QUALIFIER_AT_LEAST, 97, 96, false},
      {F::QUALIFIER_ABOUT, 1000, 1020, true},
      {F::QUALIFIER_ABOUT, 1000, 1021, false},
      {F::QUALIFIER_ABOUT, 1000, 980, true},
      {F::QUALIFIER_ABOUT, 1000, 979, false},
      {F::QUALIFIER_ABOUT, 1000, 368'934'881'474'192'033, false},
      {F::QUALIFIER_TARGET, 10, 10, true},
      {F::QUALIFIER_TARGET, 10, 9, false},
      {F::QUALIFIER_DERIVED, 10, 11, true},
      {F::QUALIFIER_DERIVED, 10, 9, false},
  };
  for (const MetRow& row : rows) {
    v1::PlanFigure figure;
    figure.set_qualifier(row.qualifier);
    figure.set_report_value(row.report);
    EXPECT_FALSE(IsMet(figure)) << "without a value";
    figure.set_value(row.value);
    EXPECT_EQ(IsMet(figure), row.met) << F::Qualifier_Name(row.qualifier) << " " << row.value;
  }
}

TEST(Casework, IsAskedOverTheMonthsOfTheFiguresPeriod) {
  const auto indicator = FromText<v1::Indicator>(R"pb(
    figure { period_start: "2019-08-01" period_end: "2020-10-19" }
    casework {
      kind: "visit"
      measure: MEASURE_COUNT
      filters { dimension: "channel" codes: "desk" }
    })pb");
  EXPECT_EQ(CaseworkQuery(indicator).ShortDebugString(),
            FromText<v1::QueryTableRequest>(R"pb(
              kind: "visit"
              measure: MEASURE_COUNT
              filters { dimension: "channel" codes: "desk" }
              dimensions: "month"
              first_month: "2019-08"
              last_month: "2020-10")pb")
                .ShortDebugString());
}

v1::PlanFigure SpringFigure() {
  return FromText<v1::PlanFigure>(R"pb(period_start: "2020-03-01" period_end: "2020-05-19")pb");
}

// `2020-03: 10, 2020-04: 0*`, with a mark where it may change.
std::string TrendOf(const v1::PlanFigure& figure) {
  std::vector<std::string> months;
  for (const v1::FigureMonth& month : figure.trend()) {
    months.push_back(
        absl::StrCat(month.month(), ": ", month.value(), month.provisional() ? "*" : ""));
  }
  return absl::StrJoin(months, ", ");
}

TEST(Trend, HasTheClosedMonthsOfTheFiguresPeriodAndNoOthers) {
  const auto table = FromText<v1::QueryTableResponse>(R"pb(
    cells { codes: "2020-03" value: 10 }
    cells { codes: "2020-05" value: 25 })pb");
  std::map<std::string, v1::Period> periods;
  for (const char* month : {"2020-02", "2020-03", "2020-05", "2020-06"}) {
    periods[absl::StrCat("periods/", month)].set_closing(v1::Period::CLOSING_FINAL);
  }
  v1::PlanFigure figure = SpringFigure();
  TellMonths(table, periods, figure);
  EXPECT_EQ(TrendOf(figure), "2020-03: 10, 2020-05: 25");
}

TEST(Trend, AClosedMonthInWhichNothingHappenedIsZeroAndAFirstLookIsMarked) {
  std::map<std::string, v1::Period> periods;
  periods["periods/2020-04"].set_closing(v1::Period::CLOSING_PROVISIONAL);
  v1::PlanFigure figure = SpringFigure();
  TellMonths({}, periods, figure);
  EXPECT_EQ(TrendOf(figure), "2020-04: 0*");
}

TEST(Trend, OfReadingsIsWhatWasTypedAndTheLastIsTheValue) {
  std::map<std::string, v1::Reading> readings;
  for (const auto& [month, value] : {std::pair("2020-02", 1), {"2020-03", 40}, {"2020-05", 90}}) {
    readings[month].set_value(value);
  }
  v1::PlanFigure figure = SpringFigure();
  TellReadings(readings, figure);
  EXPECT_EQ(TrendOf(figure), "2020-03: 40, 2020-05: 90");
  EXPECT_EQ(figure.value(), 90);
  v1::PlanFigure silent = SpringFigure();
  TellReadings({}, silent);
  EXPECT_FALSE(silent.has_value());
}

TEST(Reading, IsOfAMonthInWhichTheFigureRuns) {
  const v1::PlanFigure figure = SpringFigure();
  const absl::CivilDay later(2026, 1, 1);
  for (const char* month : {"2020-03", "2020-04", "2020-05"}) {
    EXPECT_TRUE(CheckMonth(figure, month, later).ok()) << month;
  }
  for (const char* month : {"2020-02", "2020-06", "2019-04"}) {
    EXPECT_EQ(FaultsOf(CheckMonth(figure, month, later))["reading.name"], "NOT_IN_PERIOD") << month;
  }
  EXPECT_TRUE(CheckMonth(figure, "2020-04", absl::CivilDay(2020, 4, 1)).ok());
  EXPECT_EQ(FaultsOf(CheckMonth(figure, "2020-05", absl::CivilDay(2020, 4, 30)))["reading.name"],
            "IN_THE_FUTURE");
}

TEST(Dashboard, SumsEveryMeasureOnceByAxisAndByObjective) {
  std::vector<v1::Measure> measures(RealCatalogue().measures().begin(),
                                    RealCatalogue().measures().end());
  measures[0].set_stage(v1::MEASURE_STAGE_COMPLETED);
  measures[1].set_stage(v1::MEASURE_STAGE_IN_PROGRESS);
  const v1::Dashboard dashboard = MakeDashboard(measures);
  EXPECT_THAT(dashboard.axes(), SizeIs(5));
  EXPECT_THAT(dashboard.objectives(), SizeIs(23));
  EXPECT_THAT(dashboard.measures(), SizeIs(97));
  for (const auto& counts : {dashboard.axes(), dashboard.objectives()}) {
    int not_started = 0, in_progress = 0, completed = 0;
    for (const v1::StageCounts& row : counts) {
      not_started += row.not_started();
      in_progress += row.in_progress();
      completed += row.completed();
    }
    EXPECT_EQ(not_started, 95);
    EXPECT_EQ(in_progress, 1);
    EXPECT_EQ(completed, 1);
  }
}

}  // namespace
}  // namespace balcao::services
