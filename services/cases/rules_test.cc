#include "services/cases/rules.h"

#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using store::v1::CaseRecord;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr int64_t kNow = 1'600'000'000'000'000;

CaseRecord WithParties(int count) {
  CaseRecord record;
  record.mutable_case_()->set_state(v1::Case::STATE_OPEN);
  for (int i = 0; i < count; ++i) {
    record.mutable_case_()->add_parties()->set_person("people/" + std::to_string(i));
  }
  return record;
}

TEST(Parties, AreAtMostThirtyAndOnlyOfAnOpenCase) {
  const v1::Party party;
  EXPECT_THAT(WithParty(WithParties(29), party, kNow)->case_().parties(), SizeIs(30));
  EXPECT_EQ(ReasonOf(WithParty(WithParties(30), party, kNow).status()), "TOO_MANY_PARTIES");
  CaseRecord closed = WithParties(1);
  closed.mutable_case_()->set_state(v1::Case::STATE_CLOSED);
  EXPECT_EQ(ReasonOf(WithParty(closed, party, kNow).status()), "CASE_NOT_OPEN");
  EXPECT_EQ(ReasonOf(WithoutParty(closed, 0, kNow).status()), "CASE_NOT_OPEN");
}

TEST(Parties, MayGoButTheApplicant) {
  const auto left = WithoutParty(WithParties(3), 1, kNow);
  ASSERT_TRUE(left.ok());
  EXPECT_EQ(left->case_().parties(0).person(), "people/0");
  EXPECT_EQ(left->case_().parties(1).person(), "people/2");
  for (const int index : {-1, 0, 3}) {
    EXPECT_EQ(FaultsOf(WithoutParty(WithParties(3), index, kNow).status())["index"],
              "NO_SUCH_PARTY");
  }
}

struct Row {
  const char* request;
  const char* field;
  const char* reason;
};

TEST(Draft, IsRefusedFieldByField) {
  const std::string good =
      "case { type: 'legal.visa' parties { role: ROLE_APPLICANT person: 'people/1' } }";
  const Row rows[] = {
      {"case { type: 'x' }", "case.type", "UNKNOWN_CASE_TYPE"},
      {"case { channel: 'pigeon' }", "case.channel", "UNKNOWN_CODE"},
      {"case { parties {} }", "case.parties[1].role", "REQUIRED"},
      {"case { parties { role: ROLE_CHILD } }", "case.parties[1].person", "REQUIRED"},
      {"case { summary: '\\001' }", "case.summary", "CONTROL_CHARACTER"},
      {"occurred_time { seconds: 4102444800 }", "occurred_time", "IN_THE_FUTURE"},
  };
  const auto check = [](const v1::CreateCaseRequest& request) {
    FieldFaults faults;
    CheckDraft(request, RealCatalogue(), kNow, faults);
    return FaultsOf(faults);
  };
  EXPECT_TRUE(check(FromText<v1::CreateCaseRequest>(good)).empty());
  EXPECT_EQ(check(v1::CreateCaseRequest())["case.parties"], "ONE_TO_THIRTY");
  for (const Row& row : rows) {
    auto request = FromText<v1::CreateCaseRequest>(good);
    request.MergeFrom(FromText<v1::CreateCaseRequest>(row.request));
    EXPECT_EQ(check(request)[row.field], row.reason) << row.request;
  }
}

TEST(Draft, BeginsWithTheApplicant) {
  FieldFaults faults;
  CheckDraft(FromText<v1::CreateCaseRequest>(
                 "case { type: 'legal.visa' parties { role: ROLE_CHILD person: 'people/1' } }"),
             RealCatalogue(), kNow, faults);
  EXPECT_EQ(FaultsOf(faults)["case.parties[0].role"], "NOT_THE_APPLICANT");
}

TEST(Draft, AddsItsPartiesAndKeepsTheApplicantThatWasFound) {
  CaseRecord record = WithParties(1);
  AddDraft(FromText<v1::Case>(R"pb(
             parties { role: ROLE_APPLICANT person: "PEOPLE/0" note: "a" }
             parties { role: ROLE_CHILD person: "people/7" }
             summary: "s"
             receipt_number: "r")pb"),
           record);
  ASSERT_THAT(record.case_().parties(), SizeIs(2));
  EXPECT_EQ(record.case_().parties(0).person(), "people/0");
  EXPECT_EQ(record.case_().parties(0).note(), "a");
  EXPECT_EQ(record.case_().summary(), "s");
}

TEST(Lists, ShowOpenAndSuspendedCasesUnlessAsked) {
  EXPECT_THAT(StatesFor(v1::Case::STATE_UNSPECIFIED),
              ElementsAre(v1::Case::STATE_OPEN, v1::Case::STATE_SUSPENDED));
  EXPECT_THAT(StatesFor(v1::Case::STATE_CLOSED), ElementsAre(v1::Case::STATE_CLOSED));
}

}  // namespace
}  // namespace balcao::services
