// What the journal promises: one effect for a request however often it comes, a
// history that rebuilds the state, and figures that follow a person who gets a
// name. H27, H42, N28.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "storage/vault/vault.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class JournalPromises : public ::testing::Test {
 protected:
  Client& desk() { return house_.As(kLisbonDesk); }

  Result<v1::Visit> Open(const v1::OpenVisitRequest& request) {
    return desk().Call(*desk().intake, &v1::Intake::Stub::OpenVisit, request);
  }

  v1::VerifyResponse Verify() {
    Client& admin = house_.As(kAdministrator);
    const auto report =
        admin.Call(*admin.maintenance, &v1::Maintenance::Stub::Verify, v1::VerifyRequest());
    EXPECT_TRUE(report.ok()) << report.status.error_message();
    return report.response;
  }

  void Close(const std::string& month) {
    Client& supervisor = house_.As(kSupervisor);
    v1::ClosePeriodRequest request;
    request.set_name("periods/" + month);
    request.set_closing(v1::Period::CLOSING_FINAL);
    request.set_request_id(NewRequestId());
    ASSERT_TRUE(
        supervisor.Call(*supervisor.statistics, &v1::Statistics::Stub::ClosePeriod, request).ok());
  }

  int64_t Total(v1::QueryTableRequest::Measure measure) {
    Client& supervisor = house_.As(kSupervisor);
    v1::QueryTableRequest request;
    request.set_kind("visit");
    request.set_measure(measure);
    request.set_first_month("2019-05");
    request.set_last_month("2019-05");
    return supervisor.Call(*supervisor.statistics, &v1::Statistics::Stub::QueryTable, request)
        ->total();
  }

  v1::OpenVisitRequest AnonymousIn2019() {
    v1::OpenVisitRequest request = NewVisitRequest("", "", R"pb(area: "social")pb");
    request.mutable_new_person()->set_anonymous(true);
    request.mutable_visit()->mutable_occurred_time()->set_seconds(1557748800);
    return request;
  }

  TestHouse house_;
};

TEST_F(JournalPromises, H42_TheSameRequestTenTimesHasOneEffectAndOneReply) {
  const v1::OpenVisitRequest request =
      NewVisitRequest("Helena", "Varela", R"pb(case_type: "legal.visa")pb");
  const auto first = Open(request);
  ASSERT_TRUE(first.ok());
  std::vector<std::thread> threads;
  for (int i = 0; i < 9; ++i) {
    threads.emplace_back([&] {
      Client client(desk().channel, desk().token);
      const auto again = client.Call(*client.intake, &v1::Intake::Stub::OpenVisit, request);
      EXPECT_TRUE(again.ok()) << again.status.error_message();
      EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto visits =
      desk().Call(*desk().intake, &v1::Intake::Stub::ListVisits, v1::ListVisitsRequest());
  EXPECT_THAT(visits->visits(), SizeIs(1));
  house_.Restart();
  EXPECT_EQ(Open(request)->SerializeAsString(), first->SerializeAsString());
}

TEST_F(JournalPromises, H42_TheSameIdWithAnotherBodyIsRefused) {
  v1::OpenVisitRequest request = NewVisitRequest("Inês", "Brito", R"pb(area: "legal")pb");
  ASSERT_TRUE(Open(request).ok());
  request.mutable_new_person()->set_given_name("Irene");
  const auto refused = Open(request);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(refused.reason, "REQUEST_ID_REUSED");
}

// The hash stands in the clear: under the key of the look-ups, a request could be
// made whose hash is the look-up key of a telephone.
TEST_F(JournalPromises, TheHashOfARequestIsUnderAKeyOfItsOwn) {
  const v1::OpenVisitRequest request = NewVisitRequest("Iva", "Melo", R"pb(area: "legal")pb");
  ASSERT_TRUE(Open(request).ok());
  const store::v1::Entry entry = house_.Journal().back();
  house_.Stop();
  const auto vault = storage::OpenVault({.path = house_.folder() + "/var/vault.db",
                                         .master_key_path = house_.folder() + "/master.key"});
  ASSERT_TRUE(vault.ok());
  const auto hash = [&](storage::Purpose purpose) {
    const uint64_t blinded = (*vault)->Blind(purpose, request.SerializeAsString());
    return std::string(reinterpret_cast<const char*>(&blinded), sizeof(blinded));
  };
  EXPECT_NE(entry.request_hash(), hash(storage::Purpose::kBlindIndex));
  EXPECT_EQ(entry.request_hash(), hash(storage::Purpose::kRequest));
}

TEST_F(JournalPromises, H42_ARepeatIsAuthorisedAgain) {
  const v1::OpenVisitRequest request = NewVisitRequest("Joana", "Dias", R"pb(area: "legal")pb");
  const auto visit = Open(request);
  ASSERT_TRUE(visit.ok());
  Client& admin = house_.As(kAdministrator);
  v1::MoveAccountRequest move;
  move.set_name(visit->receiver());
  move.set_role(v1::ROLE_DESK_WORKER);
  move.set_centre("centres/CNAIM-NOR");
  move.set_request_id(NewRequestId());
  ASSERT_TRUE(admin.Call(*admin.access, &v1::Access::Stub::MoveAccount, move).ok());
  EXPECT_EQ(Open(request).reason, "SESSION_NOT_VALID") << "moving ends the sessions";
  Client moved = house_.SignIn(kLisbonDesk, kPassword);
  const auto again = moved.Call(*moved.intake, &v1::Intake::Stub::OpenVisit, request);
  EXPECT_EQ(again.reason, "NOT_FOUND") << "the visit is another centre's now";
}

TEST_F(JournalPromises, H27_ReplayingTheHistoryGivesTheStateBitForBit) {
  for (int i = 0; i < 20; ++i) {
    const auto visit = Open(
        NewVisitRequest("Lara" + std::to_string(i), "Pires", R"pb(case_type: "social.niss")pb"));
    ASSERT_TRUE(visit.ok()) << visit.reason;
    v1::AdvanceCaseRequest advance;
    advance.set_name(visit->tickets(0).opened_case());
    advance.set_stage("triage");
    advance.set_request_id(NewRequestId());
    ASSERT_TRUE(desk().Call(*desk().cases, &v1::Cases::Stub::AdvanceCase, advance).ok());
    v1::UpdatePersonRequest update;
    update.mutable_person()->set_name(visit->person());
    update.mutable_person()->set_note("prefere a tarde");
    update.mutable_update_mask()->add_paths("note");
    update.set_request_id(NewRequestId());
    ASSERT_TRUE(desk().Call(*desk().people, &v1::People::Stub::UpdatePerson, update).ok());
  }
  const v1::VerifyResponse report = Verify();
  EXPECT_THAT(report.faults(), IsEmpty());
  EXPECT_GT(report.entries(), 60);
  EXPECT_GT(report.records(), 60);
  house_.Restart();
  EXPECT_THAT(Verify().faults(), IsEmpty());
}

TEST_F(JournalPromises, H27_TheHistorySaysWhoWhenOldAndNew) {
  const auto visit = Open(NewVisitRequest("Marta", "Reis", R"pb(case_type: "legal.visa")pb"));
  v1::UpdateCaseRequest update;
  update.mutable_case_()->set_name(visit->tickets(0).opened_case());
  update.mutable_case_()->set_summary("primeiro");
  update.mutable_update_mask()->add_paths("summary");
  update.set_request_id(NewRequestId());
  const auto updated = desk().Call(*desk().cases, &v1::Cases::Stub::UpdateCase, update);
  ASSERT_TRUE(updated.ok());
  v1::ListCaseHistoryRequest history;
  history.set_name(update.case_().name());
  const auto events = desk().Call(*desk().cases, &v1::Cases::Stub::ListCaseHistory, history);
  ASSERT_THAT(events->events(), SizeIs(2));
  EXPECT_EQ(events->events(1).actor(), visit->receiver());
  EXPECT_EQ(events->events(1).etag(), updated->etag());
  EXPECT_THAT(events->events(0).changed_fields(), IsEmpty());
  EXPECT_THAT(events->events(1).changed_fields(), ElementsAre("summary"));
  EXPECT_LE(events->events(0).time().seconds(), events->events(1).time().seconds());
}

TEST_F(JournalPromises, ChangesThatDoNotOverlapAreMergedAndOthersNamed) {
  const auto visit = Open(NewVisitRequest("Nair", "Gomes", R"pb(case_type: "legal.visa")pb"));
  const auto update = [&](const std::string& path, const std::string& value,
                          const std::string& etag) {
    v1::UpdateCaseRequest request;
    request.mutable_case_()->set_name(visit->tickets(0).opened_case());
    request.mutable_case_()->set_etag(etag);
    (path == "summary" ? request.mutable_case_()->mutable_summary()
                       : request.mutable_case_()->mutable_receipt_number())
        ->assign(value);
    request.mutable_update_mask()->add_paths(path);
    request.set_request_id(NewRequestId());
    return desk().Call(*desk().cases, &v1::Cases::Stub::UpdateCase, request);
  };
  ASSERT_TRUE(update("summary", "um", "1").ok());
  const auto merged = update("receipt_number", "SEF-1", "1");
  ASSERT_TRUE(merged.ok());
  EXPECT_EQ(merged->summary(), "um");
  const auto refused = update("summary", "dois", "1");
  EXPECT_EQ(refused.reason, "STALE_ETAG");
  EXPECT_EQ(refused.metadata.at("paths"), "summary");
  EXPECT_EQ(refused.metadata.at("etag"), "3");
}

TEST_F(JournalPromises, N28_APersonWhoGetsANameIsCountedOnce) {
  std::vector<std::string> people;
  for (int i = 0; i < 5; ++i) people.push_back(Open(AnonymousIn2019())->person());
  v1::PromotePersonRequest promote;
  promote.set_name(people[0]);
  *promote.mutable_person() =
      FromText<v1::Person>(R"pb(given_name: "Odete" family_name: "Alves")pb");
  promote.set_request_id(NewRequestId());
  const auto named = desk().Call(*desk().people, &v1::People::Stub::PromotePerson, promote);
  ASSERT_TRUE(named.ok()) << named.status.error_message();
  EXPECT_FALSE(named->anonymous());
  v1::OpenVisitRequest again = NewVisitRequest("", "", R"pb(area: "social")pb");
  again.clear_new_person();
  again.mutable_visit()->set_person(people[0]);
  again.mutable_visit()->mutable_occurred_time()->set_seconds(1557835200);
  for (int i = 0; i < 5; ++i) {
    again.set_request_id(NewRequestId());
    ASSERT_TRUE(Open(again).ok());
  }
  Close("2019-05");
  EXPECT_EQ(Total(v1::QueryTableRequest::MEASURE_COUNT), 10);
  EXPECT_EQ(Total(v1::QueryTableRequest::MEASURE_PERSONS), 5);
  EXPECT_THAT(Verify().faults(), IsEmpty());
}

TEST_F(JournalPromises, N28_AnAnonymousPersonWhoIsKnownIsCorrected) {
  v1::OpenVisitRequest known = NewVisitRequest("Paula", "Nunes", R"pb(area: "social")pb");
  known.mutable_visit()->mutable_occurred_time()->set_seconds(1557748800);
  const std::string into = Open(known)->person();
  std::vector<std::string> anonymous;
  for (int i = 0; i < 14; ++i) anonymous.push_back(Open(AnonymousIn2019())->person());
  for (int i = 0; i < 10; ++i) {
    v1::PromotePersonRequest promote;
    promote.set_name(anonymous[i]);
    promote.set_into(into);
    promote.set_request_id(NewRequestId());
    ASSERT_TRUE(desk().Call(*desk().people, &v1::People::Stub::PromotePerson, promote).ok());
  }
  Close("2019-05");
  EXPECT_EQ(Total(v1::QueryTableRequest::MEASURE_COUNT), 15) << "no visit is lost";
  EXPECT_EQ(Total(v1::QueryTableRequest::MEASURE_PERSONS), 5) << "ten were one";
  EXPECT_THAT(Verify().faults(), IsEmpty());
}

}  // namespace
}  // namespace balcao::testing
