// Tables over closed months: what is counted, how it folds, and how it is rounded
// before it leaves.
#include "services/statistics/tables.h"

#include <algorithm>

#include "services/common/civil.h"
#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class TablesTest : public ::testing::Test {
 protected:
  // `times` facts on a day, a position each.
  void Add(const std::string& fact, const std::string& day, int times = 1) {
    for (int i = 0; i < times; ++i) {
      storage::ChangeSet changes;
      changes.position = ++position_;
      store::v1::Fact& added = *changes.facts.add_facts();
      added = FromText<store::v1::Fact>(fact);
      added.set_day(DayNumber(*ParseDay(day)));
      if (added.weight() == 0) added.set_weight(1);
      view_.Apply(changes);
    }
  }

  void CloseMonth(const std::string& month, bool provisional = false) {
    auto record = std::make_shared<store::v1::PeriodRecord>();
    v1::Period& period = *record->mutable_period();
    period.set_name("periods/" + month);
    provisional ? period.set_provisional_position(position_) : period.set_final_position(position_);
    storage::ChangeSet changes;
    changes.position = ++position_;
    changes.records.push_back({{}, {.kind = storage::Kind::kPeriod, .message = record}});
    view_.Apply(changes);
  }

  v1::QueryTableRequest Query(const std::string& text) {
    auto request = FromText<v1::QueryTableRequest>(text);
    if (request.kind().empty()) request.set_kind("visit");
    if (request.measure() == 0) request.set_measure(v1::QueryTableRequest::MEASURE_COUNT);
    if (request.first_month().empty()) request.set_first_month("2019-08");
    if (request.last_month().empty()) request.set_last_month("2019-08");
    return request;
  }

  // `codes=value` of every cell, and the total.
  std::vector<std::string> Table(const std::string& text) {
    const auto table = CountExactly(view_, Query(text), true);
    if (!table.ok()) return {ReasonOf(table.status())};
    const v1::QueryTableResponse response = Protect(*table);
    std::vector<std::string> cells = {"total=" + std::to_string(response.total())};
    for (const v1::TableCell& cell : response.cells()) {
      std::string codes;
      for (const std::string& code : cell.codes()) codes += (codes.empty() ? "" : "|") + code;
      cells.push_back(codes + "=" + std::to_string(cell.value()));
    }
    return cells;
  }

  FactsView view_{&RealCatalogue()};
  int64_t position_ = 0;
};

TEST(RoundToFive, IsTheNearestMultipleAndNeverBelowZero) {
  const std::pair<int64_t, int64_t> rows[] = {
      {-3, 0}, {0, 0},   {1, 0},   {2, 0},    {3, 5},       {5, 5},      {7, 5},
      {8, 10}, {12, 10}, {13, 15}, {99, 100}, {1002, 1000}, {1003, 1005}};
  for (const auto& [count, rounded] : rows) EXPECT_EQ(RoundToFive(count), rounded) << count;
}

TEST_F(TablesTest, CellsAndTotalAreRoundedEachOnItsOwn) {
  Add("kind: 'visit' sex: '1'", "2019-08-01", 7);
  Add("kind: 'visit' sex: '2'", "2019-08-31", 7);
  Add("kind: 'visit' sex: '9'", "2019-08-31", 2);
  CloseMonth("2019-08");
  EXPECT_THAT(Table("dimensions: 'sex'"), ElementsAre("total=15", "1=5", "2=5"))
      << "16 is 15; two are none";
}

TEST_F(TablesTest, OnlyTheKindAndTheMonthsAskedForAreCounted) {
  Add("kind: 'visit'", "2019-07-31", 5);
  Add("kind: 'visit'", "2019-08-01", 10);
  Add("kind: 'matter'", "2019-08-01", 5);
  Add("kind: 'visit'", "2019-09-01", 5);
  for (const char* month : {"2019-07", "2019-08", "2019-09"}) CloseMonth(month);
  EXPECT_THAT(Table(""), ElementsAre("total=10"));
  EXPECT_THAT(Table("first_month: '2019-07' last_month: '2019-09'"), ElementsAre("total=20"));
  EXPECT_THAT(Table("kind: 'matter'"), ElementsAre("total=5"));
}

TEST_F(TablesTest, MonthsFoldIntoQuartersAndYears) {
  Add("kind: 'visit'", "2019-03-31", 5);
  Add("kind: 'visit'", "2019-04-01", 10);
  Add("kind: 'visit'", "2019-12-31", 15);
  Add("kind: 'visit'", "2020-01-01", 20);
  for (int month = MonthFromText("2019-03"); month <= MonthFromText("2020-01"); ++month) {
    CloseMonth(MonthText(month));
  }
  const std::string range = " first_month: '2019-03' last_month: '2020-01'";
  EXPECT_THAT(Table("dimensions: 'month'" + range),
              ElementsAre("total=50", "2019-03=5", "2019-04=10", "2019-12=15", "2020-01=20"));
  EXPECT_THAT(Table("dimensions: 'quarter'" + range),
              ElementsAre("total=50", "2019-Q1=5", "2019-Q2=10", "2019-Q4=15", "2020-Q1=20"));
  EXPECT_THAT(Table("dimensions: 'year'" + range), ElementsAre("total=50", "2019=30", "2020=20"));
}

TEST_F(TablesTest, CentresFoldIntoDistrictsAndTopicsIntoAreas) {
  const std::string lisbon(RealCatalogue().DistrictOf("centres/CNAIM-LIS"));
  const std::string porto(RealCatalogue().DistrictOf("centres/CNAIM-NOR"));
  ASSERT_FALSE(lisbon.empty());
  Add("kind: 'visit' centre: 'centres/CNAIM-LIS' topic: 'legal.visa'", "2019-08-01", 5);
  Add("kind: 'visit' centre: 'centres/CNAIM-LIS' topic: 'legal.permit_renewal'", "2019-08-01", 5);
  Add("kind: 'visit' centre: 'centres/CNAIM-NOR' topic: 'social.niss'", "2019-08-01", 5);
  CloseMonth("2019-08");
  EXPECT_THAT(Table("dimensions: 'district'"),
              UnorderedElementsAre("total=15", lisbon + "=10", porto + "=5"));
  EXPECT_THAT(Table("dimensions: 'area'"),
              UnorderedElementsAre("total=15", "legal=10", "social=5"));
  EXPECT_THAT(Table("dimensions: 'district' filters { dimension: 'area' codes: 'legal' }"),
              ElementsAre("total=10", lisbon + "=10"));
}

TEST_F(TablesTest, PersonsAreCountedOnceEach) {
  for (int person = 1; person <= 10; ++person) {
    Add("kind: 'visit' sex: '1' person: " + std::to_string(person), "2019-08-01", 3);
  }
  CloseMonth("2019-08");
  EXPECT_THAT(Table("measure: MEASURE_PERSONS dimensions: 'sex'"), ElementsAre("total=10", "1=10"));
  EXPECT_THAT(Table("measure: MEASURE_COUNT"), ElementsAre("total=30"));
}

TEST_F(TablesTest, WhatWasTakenBackIsNotCounted) {
  Add("kind: 'case_closed' outcome: 'granted'", "2019-08-01", 10);
  Add("kind: 'case_closed' outcome: 'granted' weight: -1", "2019-08-01", 5);
  CloseMonth("2019-08");
  EXPECT_THAT(Table("kind: 'case_closed' dimensions: 'outcome'"),
              ElementsAre("total=5", "granted=5"));
}

TEST_F(TablesTest, AnswersComeFromTheClosingAndNotFromWhatIsLate) {
  Add("kind: 'visit'", "2019-08-01", 5);
  CloseMonth("2019-08", true);
  Add("kind: 'visit'", "2019-08-02", 5);
  EXPECT_THAT(Table(""), ElementsAre("total=5"));
  CloseMonth("2019-08");
  Add("kind: 'visit'", "2019-08-03", 5);
  EXPECT_THAT(Table(""), ElementsAre("total=10")) << "the final closing, not the provisional one";
}

TEST_F(TablesTest, AnOpenMonthIsRefused) {
  CloseMonth("2019-08");
  EXPECT_THAT(Table("last_month: '2019-09'"), ElementsAre("PERIOD_NOT_CLOSED"));
  const auto some = CountExactly(view_, Query("last_month: '2019-09'"), false);
  EXPECT_TRUE(some.ok()) << "an indicator takes the months that there are";
}

TEST_F(TablesTest, ACodeThatTheCatalogueDoesNotKnowCountsAsOther) {
  Add("kind: 'visit' nationality: 'Q1' language: 'tlh' sex: 'x'", "2019-08-01", 5);
  CloseMonth("2019-08");
  EXPECT_THAT(Table("dimensions: 'nationality'"), ElementsAre("total=5", "other=5"));
  EXPECT_THAT(Table("dimensions: 'language'"), ElementsAre("total=5", "other=5"));
  EXPECT_THAT(Table("dimensions: 'sex'"), ElementsAre("total=5", "=5")) << "not said";
}

struct FaultRow {
  const char* request;
  const char* field;
  const char* reason;
};

TEST_F(TablesTest, WhatIsNotKnownIsAFaultOfItsField) {
  const FaultRow rows[] = {
      {"kind: 'row'", "kind", "UNKNOWN_KIND"},
      {"measure: 9", "measure", "REQUIRED"},
      {"dimensions: 'person'", "dimensions", "UNKNOWN_DIMENSION"},
      {"dimensions: ['sex', 'month', 'centre', 'area', 'topic']", "dimensions", "TOO_MANY"},
      {"first_month: '2019-8'", "first_month", "NOT_A_MONTH"},
      {"last_month: 'August'", "last_month", "NOT_A_MONTH"},
      {"last_month: '2019-07'", "last_month", "BEFORE_FIRST"},
      {"filters { dimension: 'name' codes: 'Ana' }", "filters[0].dimension", "UNKNOWN_DIMENSION"},
      {"filters { dimension: 'sex' codes: 'Ana' }", "filters[0].codes", "UNKNOWN_CODE"},
      {"filters { dimension: 'sex' }", "filters[0].codes", "REQUIRED"},
  };
  for (const FaultRow& row : rows) {
    EXPECT_EQ(FaultsOf(CountExactly(view_, Query(row.request), true).status())[row.field],
              row.reason)
        << row.request;
  }
}

TEST_F(TablesTest, EveryDimensionOfTheContractIsKnown) {
  for (const char* name :
       {"month", "quarter", "year", "centre", "district", "sex", "age_band", "nationality",
        "language", "residence_status", "topic", "area", "channel", "outcome"}) {
    const DimensionInfo* info = view_.FindDimension(name);
    ASSERT_NE(info, nullptr) << name;
    EXPECT_LE(info->categories.size(), facts::kCodes) << name;
  }
  EXPECT_EQ(view_.FindDimension("person"), nullptr);
}

// A code beyond the room of a column would be counted as another one in silence.
TEST_F(TablesTest, EveryCodeOfTheCatalogueHasANumberOfItsOwn) {
  const auto has_all = [&](const char* dimension, const auto& codes, const auto& code_of) {
    const auto& categories = view_.FindDimension(dimension)->categories;
    for (const auto& entry : codes) {
      EXPECT_NE(std::find(categories.begin(), categories.end(), code_of(entry)), categories.end())
          << dimension << " " << code_of(entry);
    }
  };
  const auto code = [](const v1::Code& entry) { return entry.code(); };
  has_all("nationality", RealCatalogue().Codes("nationality"), code);
  has_all("outcome", RealCatalogue().Codes("outcome"), code);
  has_all("topic", RealCatalogue().Codes("call_topic"), code);
  has_all("topic", RealCatalogue().Codes("referral"), code);
  has_all("centre", RealCatalogue().centres(), [](const v1::Centre& c) { return c.name(); });
  has_all("language", RealCatalogue().languages(), [](const v1::Language& l) { return l.tag(); });
  EXPECT_THAT(view_.FindDimension("sex")->categories, ::testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace balcao::services
