#include "services/intake/rules.h"

#include "services/common/civil.h"
#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using T = v1::Ticket;
constexpr int64_t kNow = 1'600'000'000'000'000;

v1::Ticket In(T::State state) {
  v1::Ticket ticket;
  ticket.set_state(state);
  ticket.set_area("housing");
  return ticket;
}

v1::CloseTicketRequest Closing(T::State state, const std::string& referral = "") {
  v1::CloseTicketRequest request;
  request.set_state(state);
  request.set_referral(referral);
  request.set_note("what was advised");
  return request;
}

enum class Event { kServe, kClose, kOpenCase };
struct Row {
  T::State state;
  Event event;
  T::State after;
  const char* reason;
};
constexpr Row kRows[] = {
    {T::STATE_WAITING, Event::kServe, T::STATE_SERVING, ""},
    {T::STATE_WAITING, Event::kClose, T::STATE_ADVICE_GIVEN, ""},
    {T::STATE_WAITING, Event::kOpenCase, T::STATE_CASE_OPENED, ""},
    {T::STATE_SERVING, Event::kServe, T::STATE_SERVING, "TICKET_NOT_WAITING"},
    {T::STATE_SERVING, Event::kClose, T::STATE_ADVICE_GIVEN, ""},
    {T::STATE_SERVING, Event::kOpenCase, T::STATE_CASE_OPENED, ""},
    {T::STATE_ADVICE_GIVEN, Event::kServe, T::STATE_SERVING, ""},
    {T::STATE_ADVICE_GIVEN, Event::kClose, T::STATE_ADVICE_GIVEN, "TICKET_CLOSED"},
    {T::STATE_ADVICE_GIVEN, Event::kOpenCase, T::STATE_ADVICE_GIVEN, "TICKET_CLOSED"},
    {T::STATE_CASE_OPENED, Event::kServe, T::STATE_CASE_OPENED, "TICKET_CLOSED"},
    {T::STATE_CASE_OPENED, Event::kClose, T::STATE_CASE_OPENED, "TICKET_CLOSED"},
    {T::STATE_CASE_OPENED, Event::kOpenCase, T::STATE_CASE_OPENED, "TICKET_CLOSED"},
    {T::STATE_REFERRED, Event::kServe, T::STATE_SERVING, ""},
    {T::STATE_REFERRED, Event::kClose, T::STATE_REFERRED, "TICKET_CLOSED"},
    {T::STATE_LEFT, Event::kServe, T::STATE_SERVING, ""},
    {T::STATE_LEFT, Event::kClose, T::STATE_LEFT, "TICKET_CLOSED"},
    {T::STATE_LEFT, Event::kOpenCase, T::STATE_LEFT, "TICKET_CLOSED"},
};

absl::Status Happen(Event event, v1::Ticket& ticket) {
  switch (event) {
    case Event::kServe:
      return Serve(ticket);
    case Event::kClose:
      return CloseWith(ticket, Closing(T::STATE_ADVICE_GIVEN));
    case Event::kOpenCase:
      if (const absl::Status open = CheckTicketOpen(ticket); !open.ok()) return open;
      MarkCaseOpened(ticket, RealCatalogue(), "legal.visa", "cases/1");
  }
  return absl::OkStatus();
}

TEST(Ticket, MovesAsTheTableSays) {
  for (const Row& row : kRows) {
    v1::Ticket ticket = In(row.state);
    EXPECT_EQ(ReasonOf(Happen(row.event, ticket)), row.reason)
        << T::State_Name(row.state) << " " << static_cast<int>(row.event);
    EXPECT_EQ(ticket.state(), row.after) << T::State_Name(row.state);
  }
}

TEST(Ticket, TakesTheAreaOfTheCaseThatItOpens) {
  v1::Ticket ticket = In(T::STATE_SERVING);
  MarkCaseOpened(ticket, RealCatalogue(), "legal.visa", "cases/1");
  EXPECT_EQ(ticket.area(), "legal");
  EXPECT_EQ(ticket.case_type(), "legal.visa");
  EXPECT_EQ(ticket.opened_case(), "cases/1");
}

struct EndRow {
  T::State state;
  const char* referral;
  std::map<std::string, std::string> faults;
};

TEST(Ticket, EndsInAdviceAReferralOrWithoutThePerson) {
  const EndRow rows[] = {
      {T::STATE_ADVICE_GIVEN, "", {}},
      {T::STATE_LEFT, "", {}},
      {T::STATE_REFERRED, "border_service", {}},
      {T::STATE_REFERRED, "", {{"referral", "REFERRAL"}}},
      {T::STATE_ADVICE_GIVEN, "border_service", {{"referral", "REFERRAL"}}},
      {T::STATE_REFERRED, "nowhere", {{"referral", "UNKNOWN_CODE"}}},
      {T::STATE_CASE_OPENED, "", {{"state", "NOT_AN_END"}}},
      {T::STATE_WAITING, "", {{"state", "NOT_AN_END"}}},
      {T::STATE_UNSPECIFIED, "", {{"state", "NOT_AN_END"}}},
  };
  for (const EndRow& row : rows) {
    EXPECT_EQ(FaultsOf(CheckClosing(Closing(row.state, row.referral), RealCatalogue())), row.faults)
        << T::State_Name(row.state) << " " << row.referral;
  }
}

TEST(Ticket, IsNamedByItsVisitAndItsPlaceFromOne) {
  const std::string visit =
      storage::ResourceName("visits", storage::Id::FromBytes("a-visit-16-bytes"));
  const auto place = ParseTicketName(TicketName(visit, 7));
  ASSERT_TRUE(place.ok());
  EXPECT_EQ(place->index, 7);
  for (const std::string& name :
       {std::string(), visit, visit + "/tickets/0", visit + "/tickets/9", visit + "/tickets/x",
        visit + "/tickets/01", visit + "/tickets/+1", visit + "/tickets/1 ", visit + "/tickets/",
        std::string("visits/1/tickets/1"), "people/" + visit + "/tickets/1"}) {
    EXPECT_FALSE(ParseTicketName(name).ok()) << name;
  }
}

TEST(Visit, BeginsWithEveryTicketWaitingWhateverTheDraftSays) {
  const auto draft = FromText<v1::Visit>(R"pb(
    name: "visits/mine"
    placement { owner: "centres/MINE" restricted: true }
    receiver: "me"
    done: true
    redacted { paths: "x" }
    queue_number: 9
    tickets { area: "housing" state: STATE_LEFT opened_case: "cases/9" referral: "border_service" }
    tickets { case_type: "legal.visa" area: "housing" })pb");
  const v1::Visit visit =
      NewVisit(draft, RealCatalogue(), "visits/1", "centres/CNAIM-LIS", "accounts/1", kNow);
  EXPECT_EQ(visit.name(), "visits/1");
  EXPECT_EQ(visit.placement().owner(), "centres/CNAIM-LIS");
  EXPECT_FALSE(visit.placement().restricted());
  EXPECT_EQ(visit.receiver(), "accounts/1");
  EXPECT_FALSE(visit.done());
  EXPECT_FALSE(visit.has_redacted());
  EXPECT_EQ(visit.queue_number(), 0);
  EXPECT_EQ(visit.tickets(0).state(), T::STATE_WAITING);
  EXPECT_EQ(visit.tickets(0).opened_case(), "");
  EXPECT_EQ(visit.tickets(0).referral(), "");
  EXPECT_EQ(visit.tickets(1).area(), "legal");
  EXPECT_EQ(visit.tickets(1).name(), "visits/1/tickets/2");
  EXPECT_EQ(visit.occurred_time().seconds(), kNow / 1'000'000);
}

TEST(Visit, WaitsInTheSeriesOfItsCentreAndDayUnlessItIsOver) {
  const auto visit = FromText<v1::Visit>(R"pb(
    placement { owner: "centres/CLAIM-PDL" }
    occurred_time { seconds: 1600000000 }
    create_time { seconds: 1600036000 })pb");  // 12:26 and 22:26 in UTC, 2020-09-13
  EXPECT_EQ(QueueSeries(visit, ZoneOf("Atlantic/Azores")), "queue-centres/CLAIM-PDL-2020-09-13");
  EXPECT_EQ(QueueSeries(visit, ZoneOf("Asia/Dili")), "") << "there it is the next day";
}

TEST(Visit, IsDoneWhenNoTicketIsOpen) {
  v1::Visit visit;
  *visit.add_tickets() = In(T::STATE_LEFT);
  EXPECT_TRUE(IsDone(visit));
  *visit.add_tickets() = In(T::STATE_SERVING);
  EXPECT_FALSE(IsDone(visit));
}

struct FaultRow {
  const char* request;
  const char* field;
  const char* reason;
};

TEST(Visit, IsRefusedFieldByField) {
  const std::string good = R"pb(
    visit {
      channel: "desk"
      person: "people/1"
      tickets { area: "housing" }
      legal_basis { ground: GROUND_PUBLIC_TASK notice_version: "1" }
    })pb";
  const FaultRow rows[] = {
      {"new_person {}", "visit.person", "ONE_OF"},
      {"visit { channel: 'pigeon' }", "visit.channel", "UNKNOWN_CODE"},
      {"visit { language: 'tlh' }", "visit.language", "UNKNOWN_LANGUAGE"},
      {"visit { occurred_time { seconds: 4102444800 } }", "visit.occurred_time", "IN_THE_FUTURE"},
      {"visit { tickets {} }", "visit.tickets[1].area", "REQUIRED"},
      {"visit { tickets { area: 'weather' } }", "visit.tickets[1].area", "UNKNOWN_CODE"},
      {"visit { tickets { case_type: 'x' } }", "visit.tickets[1].case_type", "UNKNOWN_CASE_TYPE"},
      {"visit { legal_basis { ground: GROUND_CONSENT } }", "visit.legal_basis.consent_purpose",
       "CONSENT_PURPOSE"},
      {"visit { tickets {} tickets {} tickets {} tickets {} tickets {} tickets {} tickets {} "
       "tickets {} }",
       "visit.tickets", "ONE_TO_EIGHT"},
  };
  const auto check = [](const v1::OpenVisitRequest& request) {
    FieldFaults faults;
    CheckVisit(request, RealCatalogue(), kNow, faults);
    return FaultsOf(faults);
  };
  EXPECT_TRUE(check(FromText<v1::OpenVisitRequest>(good)).empty());
  for (const FaultRow& row : rows) {
    auto request = FromText<v1::OpenVisitRequest>(good);
    request.MergeFrom(FromText<v1::OpenVisitRequest>(row.request));
    EXPECT_EQ(check(request)[row.field], row.reason) << row.request;
  }
}

}  // namespace
}  // namespace balcao::services
