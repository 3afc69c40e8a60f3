#include "services/intake/rules.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/common/checks.h"
#include "services/common/civil.h"

namespace balcao::services {
namespace {

constexpr size_t kNoteMax = 4000;
constexpr std::string_view kTickets = "/tickets/";

bool IsOpen(const v1::Ticket& ticket) {
  return ticket.state() == v1::Ticket::STATE_WAITING || ticket.state() == v1::Ticket::STATE_SERVING;
}

void CheckTickets(const v1::Visit& visit, const Catalogue& catalogue, FieldFaults& faults) {
  if (visit.tickets_size() < 1 || visit.tickets_size() > kTicketsMax) {
    faults.Add("visit.tickets", "ONE_TO_EIGHT", "one ticket for each matter, 1 to 8");
  }
  for (int i = 0; i < visit.tickets_size(); ++i) {
    const v1::Ticket& ticket = visit.tickets(i);
    const std::string path = absl::StrCat("visit.tickets[", i, "].");
    CheckText(ticket.note(), {path, "note"}, kNoteMax, faults);
    if (ticket.case_type().empty()) {
      CheckRequired(!ticket.area().empty(), {path, "area"}, faults);
      CheckCode(catalogue, "case_area", ticket.area(), {path, "area"}, faults);
    } else if (catalogue.FindCaseType(ticket.case_type()) == nullptr) {
      faults.Add({path, "case_type"}, "UNKNOWN_CASE_TYPE", "a case type of the catalogue");
    }
  }
}

}  // namespace

void CheckVisit(const v1::OpenVisitRequest& request, const Catalogue& catalogue, int64_t now_us,
                FieldFaults& faults) {
  const v1::Visit& visit = request.visit();
  if (request.has_new_person() == !visit.person().empty()) {
    faults.Add("visit.person", "ONE_OF", "either a known person or a new one");
  }
  CheckRequired(!visit.channel().empty(), "visit.channel", faults);
  CheckCode(catalogue, "channel", visit.channel(), "visit.channel", faults);
  CheckLanguage(catalogue, visit.language(), "visit.language", faults);
  if (visit.has_occurred_time()) {
    CheckOccurred(visit.occurred_time(), now_us, "visit.occurred_time", faults);
  }
  CheckLegalBasis(visit.legal_basis(), catalogue, "visit.legal_basis", faults);
  CheckTickets(visit, catalogue, faults);
}

v1::Visit NewVisit(const v1::Visit& draft, const Catalogue& catalogue, const std::string& name,
                   const std::string& owner, const std::string& receiver, int64_t now_us) {
  v1::Visit visit = draft;
  visit.set_name(name);
  visit.clear_placement();
  visit.mutable_placement()->set_owner(owner);
  visit.set_receiver(receiver);
  visit.clear_redacted();
  visit.clear_queue_number();
  if (!visit.has_occurred_time()) *visit.mutable_occurred_time() = TimestampOf(now_us);
  if (!visit.legal_basis().has_notice_time()) {
    *visit.mutable_legal_basis()->mutable_notice_time() = visit.occurred_time();
  }
  *visit.mutable_create_time() = TimestampOf(now_us);
  *visit.mutable_update_time() = TimestampOf(now_us);
  for (int i = 0; i < visit.tickets_size(); ++i) {
    v1::Ticket& ticket = *visit.mutable_tickets(i);
    ticket.set_name(TicketName(name, i));
    ticket.set_state(v1::Ticket::STATE_WAITING);
    ticket.clear_opened_case();
    ticket.clear_referral();
    if (!ticket.case_type().empty()) {
      ticket.set_area(std::string(catalogue.AreaOfTopic(ticket.case_type())));
    }
  }
  visit.set_done(false);
  return visit;
}

std::string QueueSeries(const v1::Visit& visit, const absl::TimeZone& zone) {
  const absl::CivilDay day = DayOf(MicrosOf(visit.occurred_time()), zone);
  if (day != DayOf(MicrosOf(visit.create_time()), zone)) return "";
  return absl::StrCat("queue-", visit.placement().owner(), "-", DayText(day));
}

std::string TicketName(const std::string& visit, int index) {
  return absl::StrCat(visit, "/tickets/", index + 1);
}

absl::StatusOr<TicketPlace> ParseTicketName(const std::string& name) {
  const absl::Status bad = InvalidField("name", "NOT_A_NAME", "visits/{uuid}/tickets/{n}");
  const size_t slash = name.find(kTickets);
  if (slash == std::string::npos) return bad;
  const absl::StatusOr<storage::Id> visit =
      storage::ParseResourceName("visits", std::string_view(name).substr(0, slash));
  const std::string place = name.substr(slash + kTickets.size());
  int number = 0;
  // Written in one way alone: `01` is no name.
  if (!visit.ok() || !absl::SimpleAtoi(place, &number) || number < 1 || number > kTicketsMax ||
      place != absl::StrCat(number)) {
    return bad;
  }
  return TicketPlace{*visit, number - 1};
}

absl::Status CheckTicketOpen(const v1::Ticket& ticket) {
  if (IsOpen(ticket)) return absl::OkStatus();
  return Precondition("TICKET_CLOSED", "the ticket has ended");
}

absl::Status Serve(v1::Ticket& ticket) {
  if (ticket.state() == v1::Ticket::STATE_CASE_OPENED) return CheckTicketOpen(ticket);
  if (ticket.state() == v1::Ticket::STATE_SERVING) {
    return Precondition("TICKET_NOT_WAITING", "the ticket is served already");
  }
  ticket.set_state(v1::Ticket::STATE_SERVING);
  ticket.clear_referral();
  return absl::OkStatus();
}

absl::Status CheckClosing(const v1::CloseTicketRequest& request, const Catalogue& catalogue) {
  FieldFaults faults;
  const v1::Ticket::State state = request.state();
  if (state != v1::Ticket::STATE_ADVICE_GIVEN && state != v1::Ticket::STATE_REFERRED &&
      state != v1::Ticket::STATE_LEFT) {
    faults.Add("state", "NOT_AN_END", "advice given, referred, or left");
  }
  CheckText(request.note(), "note", kNoteMax, faults);
  CheckCode(catalogue, "referral", request.referral(), "referral", faults);
  if ((state == v1::Ticket::STATE_REFERRED) != !request.referral().empty()) {
    faults.Add("referral", "REFERRAL", "where, for a referral and nothing else");
  }
  return faults.ToStatus();
}

absl::Status CloseWith(v1::Ticket& ticket, const v1::CloseTicketRequest& request) {
  if (!IsOpen(ticket)) return CheckTicketOpen(ticket);
  ticket.set_state(request.state());
  if (!request.note().empty()) ticket.set_note(request.note());
  ticket.set_referral(request.referral());
  return absl::OkStatus();
}

void MarkCaseOpened(v1::Ticket& ticket, const Catalogue& catalogue, const std::string& type,
                    const std::string& name) {
  ticket.set_state(v1::Ticket::STATE_CASE_OPENED);
  ticket.set_case_type(type);
  ticket.set_area(std::string(catalogue.AreaOfTopic(type)));
  ticket.set_opened_case(name);
}

bool IsDone(const v1::Visit& visit) {
  return std::none_of(visit.tickets().begin(), visit.tickets().end(), IsOpen);
}

}  // namespace balcao::services
