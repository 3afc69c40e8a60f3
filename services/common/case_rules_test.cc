// The moves of a case, for every type of the catalogue. H07.
#include "services/common/case_rules.h"

#include <algorithm>

#include "services/common/civil.h"
#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using store::v1::CaseRecord;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int64_t kNow = 1'600'000'000'000'000;
constexpr int64_t kHour = 3'600'000'000;
constexpr char kOpener[] = "accounts/opener";

OpenCaseInput Input(const absl::CivilDay& day = absl::CivilDay(2020, 2, 29)) {
  return {.name = "cases/1",
          .reference = "LIS-2020-000001-X",
          .owner = "centres/CNAIM-LIS",
          .opener = kOpener,
          .visit = "visits/1",
          .channel = "desk",
          .now_us = kNow,
          .occurred_us = kNow - kHour,
          .day = day};
}

store::v1::PersonRecord Applicant() {
  return FromText<store::v1::PersonRecord>(R"pb(
    person {
      name: "people/1"
      sex: "2"
      nationalities: "BR"
      language: "pt"
      residence_status: "TR"
      birth_date { year: 1990 }
    }
    statistical_number: 77)pb");
}

CaseRecord Opened(const std::string& type) {
  const auto record = OpenCase(RealCatalogue(), type, "type", Input(), Applicant());
  EXPECT_TRUE(record.ok()) << type << ": " << record.status();
  return record.ok() ? *record : CaseRecord();
}

CaseRecord At(const std::string& type, const std::string& stage) {
  CaseRecord record = Opened(type);
  record.mutable_case_()->set_stage(stage);
  return record;
}

std::string TypeOf(const v1::CaseType& type) { return std::string(ShortName(type.name())); }

class EveryType : public ::testing::TestWithParam<std::string> {
 protected:
  const v1::CaseType& rules() { return *RealCatalogue().FindCaseType(GetParam()); }
};

TEST_P(EveryType, H07_OpensAtItsFirstStageAndKeepsTheRulesOfItsDay) {
  const CaseRecord record = Opened(GetParam());
  const v1::Case& c = record.case_();
  EXPECT_EQ(c.state(), v1::Case::STATE_OPEN);
  EXPECT_EQ(c.stage(), rules().stages(0));
  EXPECT_EQ(c.catalogue_version(), RealCatalogue().version());
  ASSERT_THAT(c.parties(), SizeIs(1));
  EXPECT_EQ(c.parties(0).person(), "people/1");
  EXPECT_EQ(c.parties(0).role(), v1::Party::ROLE_APPLICANT);
  EXPECT_EQ(MicrosOf(c.open_time()), kNow - kHour);
  EXPECT_EQ(record.frame().person(), 77);
  EXPECT_EQ(record.frame().subject(), "people/1");
}

TEST_P(EveryType, H07_ARestrictedTypeIsKnownToItsOpenerAlone) {
  const v1::Placement placement = Opened(GetParam()).case_().placement();
  EXPECT_EQ(placement.restricted(), rules().restricted());
  if (rules().restricted()) {
    EXPECT_THAT(placement.grantees(), ElementsAre(kOpener));
  } else {
    EXPECT_THAT(placement.grantees(), IsEmpty());
  }
}

// Every stage of the type against every stage, and against one that no type has.
TEST_P(EveryType, H07_MovesWhereItIsDeclaredAndNowhereElse) {
  std::vector<std::string> stages(rules().stages().begin(), rules().stages().end());
  stages.push_back("no_such_stage");
  for (const std::string& from : stages) {
    for (const std::string& to : stages) {
      const auto declared =
          std::find_if(rules().transitions().begin(), rules().transitions().end(),
                       [&](const v1::Transition& t) { return t.from() == from && t.to() == to; });
      CaseRecord record = At(GetParam(), from);
      record.mutable_case_()->set_receipt_number("SEF-1");
      const auto moved = Advance(RealCatalogue(), record, to, kNow + 1);
      if (declared == rules().transitions().end()) {
        EXPECT_EQ(ReasonOf(moved.status()), "TRANSITION_NOT_ALLOWED") << from << " to " << to;
        continue;
      }
      ASSERT_TRUE(moved.ok()) << from << " to " << to << ": " << moved.status();
      EXPECT_EQ(moved->case_().stage(), to);
      EXPECT_EQ(MicrosOf(moved->case_().update_time()), kNow + 1);
    }
  }
}

TEST_P(EveryType, H07_AGuardedMoveWaitsForTheReceiptNumber) {
  for (const v1::Transition& move : rules().transitions()) {
    const auto moved = Advance(RealCatalogue(), At(GetParam(), move.from()), move.to(), kNow);
    const bool guarded = move.guard() == v1::Transition::GUARD_RECEIPT_NUMBER;
    EXPECT_EQ(ReasonOf(moved.status()), guarded ? "RECEIPT_NUMBER_REQUIRED" : "")
        << move.from() << " to " << move.to();
  }
}

TEST_P(EveryType, H07_NoMoveReachesClosed) {
  const std::string& closed = rules().stages(rules().stages_size() - 1);
  for (const std::string& from : rules().stages()) {
    CaseRecord record = At(GetParam(), from);
    record.mutable_case_()->set_receipt_number("SEF-1");
    EXPECT_EQ(ReasonOf(Advance(RealCatalogue(), record, closed, kNow).status()),
              "TRANSITION_NOT_ALLOWED")
        << from;
  }
}

TEST_P(EveryType, H07_ClosesFromEveryStageWithItsOwnOutcomesAlone) {
  for (const std::string& stage : rules().stages()) {
    for (const v1::Code& code : RealCatalogue().Codes("outcome")) {
      const auto closed = Close(RealCatalogue(), At(GetParam(), stage), code.code(), kNow, kNow);
      const auto& allowed = rules().outcomes();
      if (std::find(allowed.begin(), allowed.end(), code.code()) == allowed.end()) {
        EXPECT_EQ(FaultsOf(closed.status())["outcome"], "OUTCOME_NOT_ALLOWED") << code.code();
        continue;
      }
      ASSERT_TRUE(closed.ok()) << closed.status();
      EXPECT_EQ(closed->case_().state(), v1::Case::STATE_CLOSED);
      EXPECT_EQ(closed->case_().stage(), rules().stages(rules().stages_size() - 1));
      EXPECT_EQ(closed->case_().outcome(), code.code());
      EXPECT_EQ(closed->closed_from(), stage);
    }
  }
}

TEST_P(EveryType, H07_ReopensAtTheStageItWasClosedFrom) {
  for (const std::string& stage : rules().stages()) {
    const auto closed =
        Close(RealCatalogue(), At(GetParam(), stage), rules().outcomes(0), kNow, kNow);
    ASSERT_TRUE(closed.ok());
    const auto reopened = Reopen(*closed, "new proof", kNow + kHour);
    ASSERT_TRUE(reopened.ok()) << reopened.status();
    EXPECT_EQ(reopened->case_().stage(), stage);
    EXPECT_EQ(reopened->case_().state(), v1::Case::STATE_OPEN);
    EXPECT_EQ(reopened->case_().reopen_reason(), "new proof");
    EXPECT_TRUE(reopened->case_().outcome().empty());
    EXPECT_FALSE(reopened->case_().has_close_time());
    EXPECT_TRUE(reopened->closed_from().empty());
  }
}

std::vector<std::string> AllTypes() {
  std::vector<std::string> types;
  for (const v1::CaseType& type : RealCatalogue().case_types()) types.push_back(TypeOf(type));
  return types;
}
INSTANTIATE_TEST_SUITE_P(Catalogue, EveryType, ::testing::ValuesIn(AllTypes()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(CaseRules, H07_TheCatalogueHas31Types) { EXPECT_THAT(AllTypes(), SizeIs(31)); }

enum class Event { kAdvance, kClose, kReopen, kWithdraw };
struct Row {
  v1::Case::State state;
  Event event;
  const char* reason;  // empty when it is allowed
};
// The states of a case, whatever its type.
constexpr Row kRows[] = {
    {v1::Case::STATE_OPEN, Event::kAdvance, ""},
    {v1::Case::STATE_OPEN, Event::kClose, ""},
    {v1::Case::STATE_OPEN, Event::kReopen, "CASE_NOT_CLOSED"},
    {v1::Case::STATE_OPEN, Event::kWithdraw, ""},
    {v1::Case::STATE_SUSPENDED, Event::kAdvance, ""},
    {v1::Case::STATE_SUSPENDED, Event::kClose, ""},
    {v1::Case::STATE_SUSPENDED, Event::kReopen, "CASE_NOT_CLOSED"},
    {v1::Case::STATE_SUSPENDED, Event::kWithdraw, ""},
    {v1::Case::STATE_CLOSED, Event::kAdvance, "TRANSITION_NOT_ALLOWED"},
    {v1::Case::STATE_CLOSED, Event::kClose, "CASE_NOT_OPEN"},
    {v1::Case::STATE_CLOSED, Event::kReopen, ""},
    {v1::Case::STATE_CLOSED, Event::kWithdraw, ""},
    {v1::Case::STATE_DELETED, Event::kAdvance, "TRANSITION_NOT_ALLOWED"},
    {v1::Case::STATE_DELETED, Event::kClose, "CASE_NOT_OPEN"},
    {v1::Case::STATE_DELETED, Event::kReopen, "CASE_NOT_CLOSED"},
    {v1::Case::STATE_DELETED, Event::kWithdraw, "CASE_DELETED"},
};

absl::Status Try(const CaseRecord& record, Event event) {
  switch (event) {
    case Event::kAdvance:
      return Advance(RealCatalogue(), record, "triage", kNow).status();
    case Event::kClose:
      return Close(RealCatalogue(), record, "granted", kNow, kNow).status();
    case Event::kReopen:
      return Reopen(record, "reason", kNow).status();
    case Event::kWithdraw:
      return Withdraw(record, kNow).status();
  }
  return absl::OkStatus();
}

TEST(CaseRules, H07_TheStatesOfACaseAllowWhatTheTableSays) {
  for (const Row& row : kRows) {
    CaseRecord record = At("legal.visa", "intake");
    record.mutable_case_()->set_state(row.state);
    EXPECT_EQ(ReasonOf(Try(record, row.event)), row.reason)
        << v1::Case::State_Name(row.state) << " " << static_cast<int>(row.event);
  }
}

TEST(CaseRules, H07_ACaseDoesNotCloseBeforeItWasOpened) {
  const CaseRecord record = Opened("legal.visa");
  const int64_t opened = MicrosOf(record.case_().open_time());
  EXPECT_TRUE(Close(RealCatalogue(), record, "granted", kNow, opened).ok());
  EXPECT_EQ(FaultsOf(Close(RealCatalogue(), record, "granted", kNow, opened - 1).status()),
            (std::map<std::string, std::string>{{"occurred_time", "BEFORE_OPENING"}}));
}

TEST(CaseRules, H07_ATypeTakesCasesOnlyWhileItIsOpen) {
  const auto on = [](const std::string& type, const absl::CivilDay& day) {
    return ReasonOf(OpenCase(RealCatalogue(), type, "type", Input(day), Applicant()).status());
  };
  EXPECT_EQ(on("legal.work_regularisation", absl::CivilDay(2024, 6, 3)), "");
  EXPECT_EQ(on("legal.work_regularisation", absl::CivilDay(2024, 6, 4)), "CASE_TYPE_CLOSED");
}

TEST(CaseRules, H07_AnUnknownTypeIsAFaultOfTheFieldThatNamesIt) {
  const auto refused = OpenCase(RealCatalogue(), "legal.nothing", "visit.tickets[2].case_type",
                                Input(), Applicant());
  EXPECT_EQ(
      FaultsOf(refused.status()),
      (std::map<std::string, std::string>{{"visit.tickets[2].case_type", "UNKNOWN_CASE_TYPE"}}));
}

}  // namespace
}  // namespace balcao::services
