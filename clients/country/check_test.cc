#include "clients/country/check.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

v1::PlanFigure MakeFigure(const std::string& id, v1::PlanFigure::Qualifier qualifier,
                          int64_t report, int64_t value, bool met) {
  v1::PlanFigure figure;
  figure.set_name("figures/" + id);
  figure.set_qualifier(qualifier);
  figure.set_report_value(report);
  figure.set_value(value);
  figure.set_met(met);
  return figure;
}

struct MeetsCase {
  v1::PlanFigure::Qualifier qualifier;
  int64_t report;
  int64_t value;
  bool met;
};

TEST(MeetsTest, FollowsTheQualifier) {
  const MeetsCase cases[] = {
      {v1::PlanFigure::QUALIFIER_EXACTLY, 524, 524, true},
      {v1::PlanFigure::QUALIFIER_EXACTLY, 524, 525, false},
      {v1::PlanFigure::QUALIFIER_AT_LEAST, 800, 800, true},
      {v1::PlanFigure::QUALIFIER_AT_LEAST, 800, 799, false},
      {v1::PlanFigure::QUALIFIER_ABOUT, 5000, 5100, true},
      {v1::PlanFigure::QUALIFIER_ABOUT, 5000, 4899, false},
      {v1::PlanFigure::QUALIFIER_TARGET, 2, 2, true},
      {v1::PlanFigure::QUALIFIER_DERIVED, 12, 11, false},
  };
  for (const MeetsCase& test : cases) {
    const auto figure = MakeFigure("F001", test.qualifier, test.report, test.value, true);
    EXPECT_EQ(Meets(figure, test.value), test.met) << figure.ShortDebugString();
  }
}

TEST(RoundedTo5Test, GoesToTheNearest) {
  EXPECT_EQ(RoundedTo5(0), 0);
  EXPECT_EQ(RoundedTo5(2), 0);
  EXPECT_EQ(RoundedTo5(3), 5);
  EXPECT_EQ(RoundedTo5(7), 5);
  EXPECT_EQ(RoundedTo5(8), 10);
}

class CheckTest : public testing::Test {
 protected:
  void SetUp() override {
    auto world = ReadWorld("deploy/catalogue");
    ASSERT_TRUE(world.ok()) << world.status();
    world_ = *std::move(world);
    auto plan = MakePlan(world_, {.seed = 1, .scale = 0.01});
    ASSERT_TRUE(plan.ok()) << plan.status();
    plan_ = *std::move(plan);
    record_.emplace(world_, plan_);
    record_->Acknowledge(0, kMonths - 1);
  }

  // The table that a right server answers.
  v1::QueryTableResponse RightTable(Kind kind) const {
    v1::QueryTableResponse answer;
    int64_t total = 0;
    for (int month = 0; month < kMonths; ++month) {
      for (size_t centre = 0; centre < world_.centres.size(); ++centre) {
        const int64_t count = record_->Count(kind, month, centre);
        total += count;
        if (RoundedTo5(count) == 0) continue;
        v1::TableCell* cell = answer.add_cells();
        cell->add_codes(MonthCode(month));
        cell->add_codes(world_.centres[centre].name());
        cell->set_value(RoundedTo5(count));
      }
    }
    answer.set_total(RoundedTo5(total));
    return answer;
  }

  World world_;
  CountryPlan plan_;
  std::optional<Record> record_;
};

TEST_F(CheckTest, ARightTableHasNoDifferences) {
  EXPECT_THAT(CompareTable(RightTable(Kind::kVisit), Kind::kVisit, world_, *record_, {}),
              testing::IsEmpty());
}

TEST_F(CheckTest, AWrongCellAndAWrongTotalAreNamed) {
  v1::QueryTableResponse answer = RightTable(Kind::kVisit);
  answer.mutable_cells(0)->set_value(answer.cells(0).value() + 5);
  answer.set_total(answer.total() - 5);
  EXPECT_THAT(CompareTable(answer, Kind::kVisit, world_, *record_, {}), testing::SizeIs(2));
}

TEST_F(CheckTest, ACellOfNowhereIsNamed) {
  v1::QueryTableResponse answer = RightTable(Kind::kVisit);
  v1::TableCell* cell = answer.add_cells();
  cell->add_codes("2019-03");
  cell->add_codes("centres/NOWHERE");
  cell->set_value(5);
  EXPECT_THAT(CompareTable(answer, Kind::kVisit, world_, *record_, {}), testing::SizeIs(1));
}

TEST_F(CheckTest, CaseworkMustEqualTheRecord) {
  const int64_t own = record_->FigureValue("F046").value();
  const CheckOptions scaled = {0, kMonths - 1, false};
  const auto right = MakeFigure("F046", v1::PlanFigure::QUALIFIER_EXACTLY, 524, own, false);
  EXPECT_TRUE(Judge(right, *record_, scaled).met);
  const auto wrong = MakeFigure("F046", v1::PlanFigure::QUALIFIER_EXACTLY, 524, own + 1, false);
  EXPECT_FALSE(Judge(wrong, *record_, scaled).met);
  EXPECT_FALSE(Judge(right, *record_, {0, kMonths - 1, true}).met);
}

TEST_F(CheckTest, TheHouseMustJudgeAsWeDo) {
  const auto figure = MakeFigure("F012", v1::PlanFigure::QUALIFIER_AT_LEAST, 100, 101, false);
  const Verdict verdict = Judge(figure, *record_, {});
  EXPECT_FALSE(verdict.met);
  EXPECT_THAT(verdict.line, testing::HasSubstr("the house says otherwise"));
}

}  // namespace
}  // namespace balcao::country
