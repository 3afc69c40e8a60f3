// The facts that records stand for, and what a change adds and takes back. P10.
#include "services/statistics/facts_of.h"

#include <rapidcheck.h>

#include "services/common/case_rules.h"
#include "services/common/civil.h"
#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using storage::Kind;
using store::v1::CallRecord;
using store::v1::CaseRecord;
using store::v1::Fact;
using store::v1::FactDelta;
using store::v1::VisitRecord;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

VisitRecord SomeVisit() {
  return FromText<VisitRecord>(R"pb(
    visit {
      placement { owner: "centres/CNAIM-LIS" }
      channel: "desk"
      occurred_time { seconds: 1557748800 }
      tickets { area: "housing" }
      tickets { area: "legal" case_type: "legal.visa" opened_case: "cases/1" }
      tickets { area: "social" case_type: "social.niss" }
    }
    frame {
      person: 7
      sex: "2"
      age_band: "25-34"
      nationality: "BR"
      language: "pt"
      residence_status: "TR"
      subject: "people/1"
    })pb");
}

CaseRecord SomeCase() {
  return FromText<CaseRecord>(R"pb(
    case {
      placement { owner: "centres/CNAIM-LIS" }
      type: "legal.visa"
      state: STATE_OPEN
      stage: "triage"
      channel: "desk"
      open_time { seconds: 1557748800 }
    }
    frame { person: 7 sex: "2" })pb");
}

CallRecord SomeCall() {
  return FromText<CallRecord>(R"pb(
    call {
      placement { owner: "centres/HELPLINE" }
      kind: KIND_DATA
      channel: "phone"
      topic: "social"
      outcome: "answered"
      occurred_time { seconds: 1557748800 }
      legs { language: "uk" outcome: "translated" requesting_body: "housing" }
    }
    frame { language: "ru" })pb");
}

FactDelta Delta(Kind kind, const google::protobuf::Message* before,
                const google::protobuf::Message& after) {
  FactDelta delta;
  FactDeriver (&RealCatalogue())(kind, before, after, delta);
  return delta;
}

// Kind, topic, outcome and weight: what most of these tests look at.
std::vector<std::string> Brief(const FactDelta& delta) {
  std::vector<std::string> brief;
  for (const Fact& fact : delta.facts()) {
    brief.push_back((fact.weight() > 0 ? "+" : "-") + fact.kind() + " " + fact.topic() +
                    (fact.outcome().empty() ? "" : " " + fact.outcome()));
  }
  return brief;
}

TEST(FactsOf, AVisitIsOneAndAMatterForEachTicket) {
  const FactDelta delta = Delta(Kind::kVisit, nullptr, SomeVisit());
  EXPECT_THAT(Brief(delta),
              ElementsAre("+visit ", "+matter housing", "+matter legal.visa", "+matter social"));
  EXPECT_EQ(delta.facts(0).ShortDebugString(), FromText<Fact>(R"pb(
                                                 kind: "visit"
                                                 day: 18029
                                                 centre: "centres/CNAIM-LIS"
                                                 person: 7
                                                 sex: "2"
                                                 age_band: "25-34"
                                                 nationality: "BR"
                                                 language: "pt"
                                                 residence_status: "TR"
                                                 channel: "desk"
                                                 weight: 1)pb")
                                                   .ShortDebugString());
}

TEST(FactsOf, ADayIsThatOfTheCentre) {
  VisitRecord visit = SomeVisit();
  // 2019-05-13 23:30 UTC: the next day in Lisbon, in summer.
  visit.mutable_visit()->mutable_occurred_time()->set_seconds(1'557'790'200);
  EXPECT_EQ(Delta(Kind::kVisit, nullptr, visit).facts(0).day(), 18030);
}

TEST(FactsOf, ACallIsOneAndAnInterpretationForEachLeg) {
  const FactDelta delta = Delta(Kind::kCall, nullptr, SomeCall());
  EXPECT_THAT(Brief(delta),
              ElementsAre("+call social answered", "+interpretation housing translated"));
  EXPECT_EQ(delta.facts(0).language(), "ru");
  EXPECT_EQ(delta.facts(1).language(), "uk");
  CallRecord silent = SomeCall();
  silent.mutable_call()->set_kind(v1::Call::KIND_SILENT);
  EXPECT_EQ(Delta(Kind::kCall, nullptr, silent).facts(0).kind(), "call_without_demand");
}

TEST(FactsOf, OtherRecordsStandForNone) {
  EXPECT_THAT(FactsOf(RealCatalogue(), Kind::kPerson, store::v1::PersonRecord()), IsEmpty());
  EXPECT_THAT(FactsOf(RealCatalogue(), Kind::kNote, store::v1::NoteRecord()), IsEmpty());
}

TEST(FactDelta, OfAChangeThatIsNotCountedIsEmpty) {
  const CaseRecord before = SomeCase();
  CaseRecord after = before;
  after.mutable_case_()->set_stage("documents");
  after.mutable_case_()->set_summary("words");
  EXPECT_THAT(Delta(Kind::kCase, &before, after).facts(), IsEmpty());
}

TEST(FactDelta, OfClosingAddsAndOfReopeningTakesBack) {
  const CaseRecord open = SomeCase();
  const CaseRecord closed =
      *Close(RealCatalogue(), open, "granted", 1'600'000'000'000'000, 1'600'000'000'000'000);
  EXPECT_THAT(Brief(Delta(Kind::kCase, &open, closed)),
              ElementsAre("+case_closed legal.visa granted"));
  const CaseRecord reopened = *Reopen(closed, "why", 1'600'000'001'000'000);
  EXPECT_THAT(Brief(Delta(Kind::kCase, &closed, reopened)),
              ElementsAre("-case_closed legal.visa granted"));
}

TEST(FactDelta, OfWithdrawingTakesBackTheOpeningAndTheClosing) {
  const CaseRecord closed =
      *Close(RealCatalogue(), SomeCase(), "granted", 1'600'000'000'000'000, 1'600'000'000'000'000);
  EXPECT_THAT(Brief(Delta(Kind::kCase, &closed, *Withdraw(closed, 1))),
              ElementsAre("-case_opened legal.visa", "-case_closed legal.visa granted"));
}

TEST(FactDelta, N28_OfAnotherPersonTakesEveryFactFromOneNumberToTheOther) {
  const VisitRecord before = SomeVisit();
  VisitRecord after = before;
  after.mutable_frame()->set_person(8);
  const FactDelta delta = Delta(Kind::kVisit, &before, after);
  ASSERT_EQ(delta.facts_size(), 8);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(delta.facts(i).weight(), -1);
    EXPECT_EQ(delta.facts(i).person(), 7);
    EXPECT_EQ(delta.facts(i + 4).weight(), 1);
    EXPECT_EQ(delta.facts(i + 4).person(), 8);
    EXPECT_EQ(delta.facts(i).topic(), delta.facts(i + 4).topic());
  }
}

// A multiset of facts by their bytes, a fact of weight -1 under that of +1.
using Tally = std::map<std::string, int>;

void Count(Fact fact, int times, Tally& tally) {
  const int weight = fact.weight();
  fact.set_weight(1);
  int& count = tally[fact.SerializeAsString()];
  count += weight * times;
  if (count == 0) tally.erase(fact.SerializeAsString());
}

VisitRecord AnyVisit() {
  VisitRecord record;
  record.mutable_visit()->mutable_placement()->set_owner("centres/CNAIM-LIS");
  record.mutable_frame()->set_person(*rc::gen::inRange<uint64_t>(1, 3));
  const int tickets = *rc::gen::inRange(0, 5);
  for (int i = 0; i < tickets; ++i) {
    record.mutable_visit()->add_tickets()->set_area(
        *rc::gen::element<std::string>("housing", "legal"));
  }
  return record;
}

TEST(FactDelta, IsAlwaysWhatIsAfterLessWhatWasBefore) {
  EXPECT_TRUE(rc::check([] {
    const VisitRecord before = AnyVisit(), after = AnyVisit();
    Tally expected, told;
    for (const Fact& f : FactsOf(RealCatalogue(), Kind::kVisit, after)) Count(f, 1, expected);
    for (const Fact& f : FactsOf(RealCatalogue(), Kind::kVisit, before)) Count(f, -1, expected);
    const FactDelta delta = Delta(Kind::kVisit, &before, after);
    for (const Fact& fact : delta.facts()) Count(fact, 1, told);
    RC_ASSERT(told == expected);
    size_t distinct = 0;
    for (const auto& [fact, count] : expected) distinct += static_cast<size_t>(std::abs(count));
    RC_ASSERT(static_cast<size_t>(delta.facts_size()) == distinct);
  }));
}

}  // namespace
}  // namespace balcao::services
