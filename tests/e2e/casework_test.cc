// A person, cases, calls, and what becomes of them: H01, H02, H07, N28.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class Casework : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { house_ = new TestHouse; }
  static void TearDownTestSuite() {
    delete house_;
    house_ = nullptr;
  }

  Client& desk() { return house_->As(kLisbonDesk); }
  Client& line() { return house_->As(kOperator); }

  v1::Visit Receive(const v1::OpenVisitRequest& request) {
    const auto visit = desk().Call(*desk().intake, &v1::Intake::Stub::OpenVisit, request);
    EXPECT_TRUE(visit.ok()) << visit.status.error_message() << " " << visit.reason;
    return visit.response;
  }

  Result<v1::Case> GetCase(Client& client, const std::string& name) {
    v1::GetCaseRequest request;
    request.set_name(name);
    return client.Call(*client.cases, &v1::Cases::Stub::GetCase, request);
  }

  Result<v1::Person> GetPerson(Client& client, const std::string& name) {
    v1::GetPersonRequest request;
    request.set_name(name);
    return client.Call(*client.people, &v1::People::Stub::GetPerson, request);
  }

  v1::Call LogCall(const std::string& person) {
    auto request = FromText<v1::LogCallRequest>(R"pb(
      call {
        direction: DIRECTION_INBOUND
        kind: KIND_DATA
        channel: "phone"
        language: "pt"
        topic: "stay_docs"
        outcome: "answered"
        number: "912 345 678"
      })pb");
    request.mutable_call()->set_person(person);
    request.set_request_id(NewRequestId());
    const auto call = line().Call(*line().helpline, &v1::Helpline::Stub::LogCall, request);
    EXPECT_TRUE(call.ok()) << call.status.error_message();
    return call.response;
  }

  Result<v1::Case> Advance(const std::string& name, const std::string& stage) {
    v1::AdvanceCaseRequest request;
    request.set_name(name);
    request.set_stage(stage);
    request.set_request_id(NewRequestId());
    return desk().Call(*desk().cases, &v1::Cases::Stub::AdvanceCase, request);
  }

  static TestHouse* house_;
};

TestHouse* Casework::house_ = nullptr;

TEST_F(Casework, H01_DeletingOneCaseLeavesThePersonTheOtherCaseAndTheCalls) {
  v1::OpenVisitRequest request =
      NewVisitRequest("Adriana", "Conceição", R"pb(case_type: "legal.permit_renewal")pb");
  *request.mutable_visit()->add_tickets() =
      FromText<v1::Ticket>(R"pb(case_type: "health.user_number")pb");
  const v1::Visit visit = Receive(request);
  ASSERT_THAT(visit.tickets(), SizeIs(2));
  std::vector<std::string> calls;
  for (int i = 0; i < 3; ++i) calls.push_back(LogCall(visit.person()).name());

  Client& coordinator = house_->As(kLisbonCoordinator);
  v1::DeleteCaseRequest deletion;
  deletion.set_name(visit.tickets(0).opened_case());
  deletion.set_etag(GetCase(desk(), deletion.name())->etag());
  deletion.set_request_id(NewRequestId());
  EXPECT_TRUE(coordinator.Call(*coordinator.cases, &v1::Cases::Stub::DeleteCase, deletion).ok());

  EXPECT_EQ(GetCase(desk(), deletion.name())->state(), v1::Case::STATE_DELETED);
  EXPECT_EQ(GetPerson(desk(), visit.person())->given_name(), "Adriana");
  EXPECT_EQ(GetCase(desk(), visit.tickets(1).opened_case())->state(), v1::Case::STATE_OPEN);
  v1::ListCallsRequest list;
  list.set_person(visit.person());
  const auto left = line().Call(*line().helpline, &v1::Helpline::Stub::ListCalls, list);
  EXPECT_THAT(left->calls(), SizeIs(3));
}

TEST_F(Casework, H02_AnonymousIntakeSucceedsAndIsNeverFoundByName) {
  v1::OpenVisitRequest request = NewVisitRequest("", "", R"pb(area: "housing")pb");
  request.mutable_new_person()->set_anonymous(true);
  const v1::Visit visit = Receive(request);
  ASSERT_FALSE(visit.person().empty());
  EXPECT_TRUE(GetPerson(desk(), visit.person())->anonymous());

  for (const char* name : {"anonymous", "anonimo", "a", "desconhecido"}) {
    v1::SearchPeopleRequest search;
    search.set_names(name);
    const auto found = desk().Call(*desk().people, &v1::People::Stub::SearchPeople, search);
    for (const v1::Person& person : found->people()) EXPECT_NE(person.name(), visit.person());
  }
}

TEST_F(Casework, H02_AnAnonymousPersonHasNoName) {
  v1::OpenVisitRequest request = NewVisitRequest("Nome", "", R"pb(area: "housing")pb");
  request.mutable_new_person()->set_anonymous(true);
  const auto refused = desk().Call(*desk().intake, &v1::Intake::Stub::OpenVisit, request);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(refused.faults.at("new_person.anonymous"), "ANONYMOUS_WITH_IDENTITY");
}

TEST_F(Casework, H04_WhoGivesANameIsLookedForWithAllThatIsKnownOfThem) {
  v1::OpenVisitRequest known = NewVisitRequest("Ludmila", "Zaporojan", R"pb(area: "social")pb");
  known.mutable_new_person()->mutable_birth_date()->set_year(1984);
  known.mutable_new_person()->mutable_birth_date()->set_month(7);
  known.mutable_new_person()->mutable_birth_date()->set_day(9);
  const std::string registered = Receive(known).person();
  v1::OpenVisitRequest unnamed = NewVisitRequest("", "", R"pb(area: "social")pb");
  unnamed.mutable_new_person()->set_anonymous(true);
  *unnamed.mutable_new_person()->mutable_birth_date() = known.new_person().birth_date();
  v1::PromotePersonRequest promote;
  promote.set_name(Receive(unnamed).person());
  promote.mutable_person()->set_given_name("Ludmila");
  promote.mutable_person()->set_family_name("Zaporojan");
  promote.set_request_id(NewRequestId());
  const auto refused = desk().Call(*desk().people, &v1::People::Stub::PromotePerson, promote);
  EXPECT_EQ(refused.reason, "DUPLICATE_CANDIDATES");
  promote.add_reviewed_candidates(registered);
  promote.set_request_id(NewRequestId());
  const auto named = desk().Call(*desk().people, &v1::People::Stub::PromotePerson, promote);
  ASSERT_TRUE(named.ok()) << named.reason;
  EXPECT_EQ(named->birth_date().year(), 1984);
  EXPECT_EQ(named->residence_status(), "TR");
}

TEST_F(Casework, H07_EveryUndeclaredMoveIsRefusedWithOneReason) {
  const auto types = desk().Call(*desk().catalogue, &v1::Catalogue::Stub::ListCaseTypes,
                                 v1::ListCaseTypesRequest());
  ASSERT_THAT(types->case_types(), SizeIs(31));
  const v1::CaseType* renewal = nullptr;
  for (const v1::CaseType& type : types->case_types()) {
    if (type.name() == "caseTypes/legal.permit_renewal") renewal = &type;
  }
  ASSERT_NE(renewal, nullptr);
  const v1::Visit visit =
      Receive(NewVisitRequest("Beatriz", "Semedo", R"pb(case_type: "legal.permit_renewal")pb"));
  const std::string name = visit.tickets(0).opened_case();
  for (const std::string& stage : renewal->stages()) {
    const bool declared =
        std::any_of(renewal->transitions().begin(), renewal->transitions().end(),
                    [&](const v1::Transition& move) {
                      return move.from() == renewal->stages(0) && move.to() == stage;
                    });
    if (declared) continue;
    const auto refused = Advance(name, stage);
    EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION) << stage;
    EXPECT_EQ(refused.reason, "TRANSITION_NOT_ALLOWED") << stage;
  }
  EXPECT_EQ(GetCase(desk(), name)->stage(), "intake");
}

TEST_F(Casework, ACaseClosesWithAnOutcomeOfItsTypeAndIsTakenUpAgainWhereItWas) {
  const v1::Visit visit =
      Receive(NewVisitRequest("Carla", "Évora", R"pb(case_type: "social.niss")pb"));
  const std::string name = visit.tickets(0).opened_case();
  ASSERT_TRUE(Advance(name, "triage").ok());
  v1::CloseCaseRequest close;
  close.set_name(name);
  close.set_outcome("granted");
  close.set_request_id(NewRequestId());
  EXPECT_EQ(desk().Call(*desk().cases, &v1::Cases::Stub::CloseCase, close).faults.at("outcome"),
            "OUTCOME_NOT_ALLOWED");
  close.set_outcome("resolved");
  close.set_request_id(NewRequestId());
  EXPECT_EQ(desk().Call(*desk().cases, &v1::Cases::Stub::CloseCase, close)->state(),
            v1::Case::STATE_CLOSED);
  EXPECT_EQ(Advance(name, "triage").reason, "TRANSITION_NOT_ALLOWED");
  v1::ReopenCaseRequest reopen;
  reopen.set_name(name);
  reopen.set_reason("o número não chegou");
  reopen.set_request_id(NewRequestId());
  EXPECT_EQ(desk().Call(*desk().cases, &v1::Cases::Stub::ReopenCase, reopen)->stage(), "triage");

  v1::ListCaseHistoryRequest history;
  history.set_name(name);
  const auto events = desk().Call(*desk().cases, &v1::Cases::Stub::ListCaseHistory, history);
  ASSERT_THAT(events->events(), SizeIs(4));
  EXPECT_EQ(events->events(0).method(), "balcao.v1.Intake/OpenVisit");
  EXPECT_EQ(events->events(2).method(), "balcao.v1.Cases/CloseCase");
  EXPECT_EQ(events->events(2).stage(), "closed");
}

TEST_F(Casework, ARestrictedCaseIsNotThereForAColleague) {
  const v1::Visit visit =
      Receive(NewVisitRequest("Dulce", "Tavares", R"pb(case_type: "protection.trafficking")pb"));
  const std::string name = visit.tickets(0).opened_case();
  EXPECT_TRUE(GetCase(desk(), name).ok());
  EXPECT_TRUE(GetCase(house_->As(kLisbonCoordinator), name).ok());
  const auto colleague = GetCase(house_->As(kLisbonColleague), name);
  EXPECT_EQ(colleague.reason, "NOT_FOUND");
  const auto absent =
      GetCase(house_->As(kLisbonColleague), "cases/00000000-0000-7000-8000-000000000001");
  EXPECT_EQ(colleague.status.error_message(), absent.status.error_message());
}

TEST_F(Casework, AnotherCentreSeesNothing) {
  const v1::Visit visit =
      Receive(NewVisitRequest("Elsa", "Monteiro", R"pb(case_type: "legal.visa")pb"));
  Client& porto = house_->As(kPortoDesk);
  EXPECT_EQ(GetCase(porto, visit.tickets(0).opened_case()).reason, "NOT_FOUND");
  EXPECT_EQ(GetPerson(porto, visit.person()).reason, "NOT_FOUND");
  const auto cases = porto.Call(*porto.cases, &v1::Cases::Stub::ListCases, v1::ListCasesRequest());
  EXPECT_THAT(cases->cases(), IsEmpty());
}

TEST_F(Casework, AnOperatorSeesThatThereIsACaseAndNotWhatIsInIt) {
  const v1::Visit visit =
      Receive(NewVisitRequest("Filomena", "Brito", R"pb(case_type: "health.no_papers")pb"));
  const auto seen = GetCase(line(), visit.tickets(0).opened_case());
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->state(), v1::Case::STATE_OPEN);
  EXPECT_TRUE(seen->type().empty());
  EXPECT_THAT(seen->redacted().paths(), ::testing::Contains("type"));
}

// Who works on a case knows colleagues by name, and not by the id of an account.
TEST_F(Casework, HistoryAndNotesNameWhoDidItWhereTheAccountHasAName) {
  Client& admin = house_->As(kAdministrator);
  auto account = FromText<v1::CreateAccountRequest>(R"pb(
    account {
      login: "marta"
      display_name: "Marta Pires"
      role: ROLE_DESK_WORKER
      centre: "centres/CNAIM-LIS"
    })pb");
  account.set_password(kPassword);
  account.set_request_id(NewRequestId());
  const auto made = admin.Call(*admin.access, &v1::Access::Stub::CreateAccount, account);
  ASSERT_TRUE(made.ok()) << made.reason;
  Client marta = house_->SignIn("marta", kPassword);
  const v1::Visit visit =
      Receive(NewVisitRequest("Graça", "Pontes", R"pb(case_type: "legal.visa")pb"));
  const std::string name = visit.tickets(0).opened_case();

  v1::AddNoteRequest add;
  add.set_parent(name);
  add.mutable_note()->set_text("Falta o passaporte.");
  add.mutable_note()->set_author_name("Outra Pessoa");
  add.set_request_id(NewRequestId());
  const auto note = marta.Call(*marta.cases, &v1::Cases::Stub::AddNote, add);
  EXPECT_EQ(note->author_name(), "Marta Pires") << "whatever the request says";
  v1::AdvanceCaseRequest advance;
  advance.set_name(name);
  advance.set_stage("triage");
  advance.set_request_id(NewRequestId());
  ASSERT_TRUE(marta.Call(*marta.cases, &v1::Cases::Stub::AdvanceCase, advance).ok());

  v1::ListNotesRequest notes;
  notes.set_parent(name);
  const auto listed = desk().Call(*desk().cases, &v1::Cases::Stub::ListNotes, notes);
  ASSERT_THAT(listed->notes(), SizeIs(1));
  EXPECT_EQ(listed->notes(0).author(), made->name());
  EXPECT_EQ(listed->notes(0).author_name(), "Marta Pires");
  v1::ListCaseHistoryRequest history;
  history.set_name(name);
  const auto told = desk().Call(*desk().cases, &v1::Cases::Stub::ListCaseHistory, history);
  ASSERT_THAT(told->events(), SizeIs(2));
  EXPECT_EQ(told->events(0).actor_name(), "") << "an account without a name";
  EXPECT_NE(told->events(0).actor(), "");
  EXPECT_EQ(told->events(1).actor(), made->name());
  EXPECT_EQ(told->events(1).actor_name(), "Marta Pires");
}

}  // namespace
}  // namespace balcao::testing
