// No one learns of a person without a trace: not by an answer, not by what was
// only validated, and not by a refusal that tells what is there. P3.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "google/rpc/status.pb.h"
#include "storage/records/kinds.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The names of what an entry says was read.
std::vector<std::string> NamesIn(const store::v1::Entry& entry) {
  std::vector<std::string> names;
  for (const store::v1::ReadTrace& read : entry.reads()) {
    const std::string& collection = storage::InfoOf(static_cast<storage::Kind>(read.kind())).table;
    for (size_t at = 0; at < read.ids().size(); at += 16) {
      names.push_back(storage::ResourceName(
          collection, storage::Id::FromBytes(std::string_view(read.ids()).substr(at, 16))));
    }
  }
  return names;
}

class Traces : public ::testing::Test {
 protected:
  Client& desk() { return house_.As(kLisbonDesk); }

  Result<v1::Visit> Open(const v1::OpenVisitRequest& request) {
    return desk().Call(*desk().intake, &v1::Intake::Stub::OpenVisit, request);
  }

  static v1::OpenVisitRequest Known(const std::string& ticket) {
    v1::OpenVisitRequest request = NewVisitRequest("Zaida", "Monteiro", ticket);
    *request.mutable_new_person()->add_documents() =
        FromText<v1::IdentityDocument>(R"pb(type: "passport" number: "XQ 4481" country: "BR")pb");
    return request;
  }

  v1::CreatePersonRequest Twin() {
    v1::CreatePersonRequest request;
    *request.mutable_person() = Known("").new_person();
    request.set_request_id(NewRequestId());
    return request;
  }

  Result<v1::Person> Create(const v1::CreatePersonRequest& request) {
    return desk().Call(*desk().people, &v1::People::Stub::CreatePerson, request);
  }

  std::string AnonymousPerson() {
    v1::OpenVisitRequest request = NewVisitRequest("", "", R"pb(area: "social")pb");
    request.mutable_new_person()->set_anonymous(true);
    return Open(request)->person();
  }

  Result<v1::Person> Promote(const std::string& name, const v1::Person& identity) {
    v1::PromotePersonRequest request;
    request.set_name(name);
    *request.mutable_person() = identity;
    request.set_request_id(NewRequestId());
    return desk().Call(*desk().people, &v1::People::Stub::PromotePerson, request);
  }

  Result<v1::Case> CloseCase(const std::string& name, const std::string& etag) {
    v1::CloseCaseRequest request;
    request.set_name(name);
    request.set_outcome("granted");
    request.set_etag(etag);
    request.set_request_id(NewRequestId());
    return desk().Call(*desk().cases, &v1::Cases::Stub::CloseCase, request);
  }

  // The entries after the first `from`, each of which must have changed nothing.
  std::vector<store::v1::Entry> TracesAfter(size_t from) {
    std::vector<store::v1::Entry> entries = house_.Journal();
    entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(from));
    for (const store::v1::Entry& entry : entries) {
      EXPECT_THAT(entry.changes(), IsEmpty()) << entry.method();
      EXPECT_TRUE(entry.facts_hash().empty()) << entry.method();
      EXPECT_TRUE(entry.request_id().empty()) << "the request may come again";
      EXPECT_EQ(entry.actor().size(), 16u);
    }
    return entries;
  }

  TestHouse house_;
};

TEST_F(Traces, ARefusalOfLikelyDuplicatesNamesThemInItsTrace) {
  const auto visit = Open(Known(R"pb(area: "legal")pb"));
  ASSERT_TRUE(visit.ok());
  const std::string anonymous = AnonymousPerson();
  const size_t before = house_.Journal().size();

  v1::OpenVisitRequest again = Known(R"pb(area: "legal")pb");
  EXPECT_EQ(Open(again).reason, "DUPLICATE_CANDIDATES");
  again.set_validate_only(true);
  EXPECT_EQ(Open(again).reason, "DUPLICATE_CANDIDATES");
  v1::CreatePersonRequest twin = Twin();
  EXPECT_EQ(Create(twin).reason, "DUPLICATE_CANDIDATES");
  twin.set_validate_only(true);
  EXPECT_EQ(Create(twin).reason, "DUPLICATE_CANDIDATES");
  EXPECT_EQ(Promote(anonymous, twin.person()).reason, "DUPLICATE_CANDIDATES");

  const std::vector<store::v1::Entry> traces = TracesAfter(before);
  ASSERT_THAT(traces, SizeIs(5));
  const char* methods[] = {"Intake/OpenVisit", "Intake/OpenVisit", "People/CreatePerson",
                           "People/CreatePerson", "People/PromotePerson"};
  for (size_t i = 0; i < traces.size(); ++i) {
    EXPECT_EQ(traces[i].method(), std::string("balcao.v1.") + methods[i]);
    EXPECT_THAT(NamesIn(traces[i]), ElementsAre(visit->person())) << methods[i];
  }
}

TEST_F(Traces, ACandidateOfAnotherCentreIsNamedInTheTraceAndNotInTheRefusal) {
  Client& porto = house_.As(kPortoDesk);
  const auto visit =
      porto.Call(*porto.intake, &v1::Intake::Stub::OpenVisit, Known(R"pb(area: "legal")pb"));
  ASSERT_TRUE(visit.ok());
  const size_t before = house_.Journal().size();
  const auto refused = Create(Twin());
  EXPECT_EQ(refused.reason, "DUPLICATE_CANDIDATES");
  google::rpc::Status told;
  ASSERT_TRUE(told.ParseFromString(refused.status.error_details()));
  std::vector<std::string> details;
  for (const auto& detail : told.details()) details.push_back(detail.type_url());
  EXPECT_THAT(details, ElementsAre("type.googleapis.com/google.rpc.ErrorInfo",
                                   "type.googleapis.com/google.rpc.LocalizedMessage"))
      << "what the trace names stays in the house";
  const std::vector<store::v1::Entry> traces = TracesAfter(before);
  ASSERT_THAT(traces, SizeIs(1));
  EXPECT_THAT(NamesIn(traces[0]), ElementsAre(visit->person()));
}

TEST_F(Traces, ARefusedRequestLeftNothingAndGoesThroughOnceItWasLookedAt) {
  const auto visit = Open(Known(R"pb(area: "legal")pb"));
  ASSERT_TRUE(visit.ok());
  v1::CreatePersonRequest twin = Twin();
  ASSERT_EQ(Create(twin).reason, "DUPLICATE_CANDIDATES");
  const auto people =
      desk().Call(*desk().people, &v1::People::Stub::ListPeople, v1::ListPeopleRequest());
  EXPECT_THAT(people->people(), SizeIs(1));
  twin.add_reviewed_candidates(visit->person());
  const auto person = Create(twin);
  ASSERT_TRUE(person.ok()) << person.reason;
  EXPECT_EQ(person->reference().substr(9, 6), "000002") << "no number was used up";
}

TEST_F(Traces, ARefusalThatTellsHowARecordStandsNamesItInItsTrace) {
  const auto visit = Open(Known(R"pb(case_type: "legal.permit_renewal")pb"));
  ASSERT_TRUE(visit.ok());
  const std::string name = visit->tickets(0).opened_case();
  ASSERT_TRUE(CloseCase(name, "").ok());
  const size_t before = house_.Journal().size();

  EXPECT_EQ(CloseCase(name, "1").reason, "STALE_ETAG");
  EXPECT_EQ(CloseCase(name, "").reason, "CASE_NOT_OPEN");
  v1::ServeTicketRequest serve;
  serve.set_name(visit->tickets(0).name());
  serve.set_request_id(NewRequestId());
  EXPECT_EQ(desk().Call(*desk().intake, &v1::Intake::Stub::ServeTicket, serve).status.error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(Promote(visit->person(), FromText<v1::Person>("given_name: 'Outra'")).reason,
            "NOT_ANONYMOUS");
  v1::UpdatePersonRequest update;
  update.mutable_person()->set_name(visit->person());
  update.mutable_person()->set_etag("9");
  update.mutable_update_mask()->add_paths("note");
  update.set_request_id(NewRequestId());
  EXPECT_EQ(desk().Call(*desk().people, &v1::People::Stub::UpdatePerson, update).reason,
            "INVALID_FIELDS");

  std::vector<std::string> named;
  for (const store::v1::Entry& entry : TracesAfter(before)) {
    for (const std::string& record : NamesIn(entry)) named.push_back(record);
  }
  EXPECT_THAT(named, ElementsAre(name, name, visit->name(), visit->person(), visit->person()));
}

TEST_F(Traces, TheListOfAccountsNamesThemInItsTrace) {
  const size_t before = house_.Journal().size();
  Client& admin = house_.As(kAdministrator);
  v1::ListAccountsRequest request;
  request.set_page_size(3);
  const auto page = admin.Call(*admin.access, &v1::Access::Stub::ListAccounts, request);
  ASSERT_THAT(page->accounts(), SizeIs(3));
  const std::vector<store::v1::Entry> traces = TracesAfter(before);
  ASSERT_THAT(traces, SizeIs(1));
  EXPECT_EQ(traces[0].method(), "balcao.v1.Access/ListAccounts");
  EXPECT_THAT(NamesIn(traces[0]), ElementsAre(page->accounts(0).name(), page->accounts(1).name(),
                                              page->accounts(2).name()));
}

TEST_F(Traces, ASearchTypedLetterByLetterNamesEachPersonOnce) {
  const auto zaida = Open(Known(R"pb(area: "legal")pb"));
  const auto zita = Open(NewVisitRequest("Zita", "Montes", R"pb(area: "legal")pb"));
  ASSERT_TRUE(zaida.ok() && zita.ok());
  const size_t before = house_.Journal().size();
  v1::SearchPeopleRequest search;
  search.set_search_session(NewRequestId());
  const auto found = [&](const std::string& typed) {
    search.set_names(typed);
    const auto page = desk().Call(*desk().people, &v1::People::Stub::SearchPeople, search);
    return page.ok() ? page->people_size() : -1;
  };
  EXPECT_EQ(found("monte"), 2);
  EXPECT_EQ(found("montei"), 1);
  EXPECT_EQ(found("monteiro za"), 1);
  EXPECT_EQ(found("mo"), 2);
  const std::vector<store::v1::Entry> traces = TracesAfter(before);
  ASSERT_THAT(traces, SizeIs(1)) << "what was shown once in a search is in its trace";
  EXPECT_THAT(NamesIn(traces[0]), ElementsAre(zita->person(), zaida->person()));

  // Another search is another trace, and so is another account's.
  search.set_search_session(NewRequestId());
  EXPECT_EQ(found("montei"), 1);
  Client& coordinator = house_.As(kLisbonCoordinator);
  coordinator.Call(*coordinator.people, &v1::People::Stub::SearchPeople, search);
  EXPECT_THAT(TracesAfter(before), SizeIs(3));
  search.set_search_session("not a uuid");
  EXPECT_EQ(desk()
                .Call(*desk().people, &v1::People::Stub::SearchPeople, search)
                .faults.at("search_session"),
            "NOT_A_UUID");
}

TEST_F(Traces, ARefusalThatTellsOfNobodyLeavesNone) {
  const auto visit = Open(Known(R"pb(area: "legal")pb"));
  ASSERT_TRUE(visit.ok());
  const size_t before = house_.Journal().size();
  Client& porto = house_.As(kPortoDesk);
  v1::UpdatePersonRequest update;
  update.mutable_person()->set_name(visit->person());
  update.mutable_update_mask()->add_paths("note");
  update.set_request_id(NewRequestId());
  EXPECT_EQ(porto.Call(*porto.people, &v1::People::Stub::UpdatePerson, update).reason, "NOT_FOUND");
  v1::CreatePersonRequest nameless;
  nameless.mutable_person();
  nameless.set_request_id(NewRequestId());
  EXPECT_EQ(Create(nameless).reason, "INVALID_FIELDS");
  EXPECT_THAT(TracesAfter(before), IsEmpty());
}

TEST_F(Traces, WhatWasOnlyValidatedIsTracedSinceItShowsTheRecord) {
  const auto visit = Open(Known(R"pb(case_type: "legal.permit_renewal")pb"));
  ASSERT_TRUE(visit.ok());
  const std::string name = visit->tickets(0).opened_case();
  const size_t before = house_.Journal().size();
  v1::UpdatePersonRequest person;
  person.mutable_person()->set_name(visit->person());
  person.mutable_update_mask()->add_paths("note");
  person.set_request_id(NewRequestId());
  person.set_validate_only(true);
  const auto shown = desk().Call(*desk().people, &v1::People::Stub::UpdatePerson, person);
  EXPECT_EQ(shown->family_name(), "Monteiro");
  v1::UpdateCaseRequest update;
  update.mutable_case_()->set_name(name);
  update.mutable_update_mask()->add_paths("summary");
  update.set_request_id(NewRequestId());
  update.set_validate_only(true);
  EXPECT_EQ(desk().Call(*desk().cases, &v1::Cases::Stub::UpdateCase, update)->type(),
            "legal.permit_renewal");
  const std::vector<store::v1::Entry> traces = TracesAfter(before);
  ASSERT_THAT(traces, SizeIs(2));
  EXPECT_THAT(NamesIn(traces[0]), ElementsAre(visit->person()));
  EXPECT_THAT(NamesIn(traces[1]), ElementsAre(name));
}

}  // namespace
}  // namespace balcao::testing
