#include "clients/country/replay.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "clients/common/errors.h"
#include "clients/country/methods.h"

namespace balcao::country {
namespace {

// How often somebody may be taken for another person before the run ends.
constexpr int kNamesakesMax = 6;

bool IsNamesake(const absl::Status& status) {
  return client::ReasonOf(status) == "DUPLICATE_CANDIDATES";
}

}  // namespace

Replay::Replay(Client& client, const World& world, const CountryPlan& plan, const Staff& staff,
               const ReplayOptions& options)
    : client_(client),
      world_(world),
      plan_(plan),
      staff_(staff),
      options_(options),
      requests_(world, plan),
      record_(world, plan),
      progress_(EventCount()),
      person_names_(plan.people.size()),
      case_names_(plan.cases.size()) {}

absl::Status Replay::Run(const PlanWork& work) {
  for (int month = options_.first_month; month <= options_.last_month; ++month) {
    if (absl::Status status = RunMonth(month, work); !status.ok()) return status;
  }
  progress_.Finish(client_.calls());
  return absl::OkStatus();
}

int64_t Replay::EventCount() const {
  int64_t count = 0;
  for (int month = options_.first_month; month <= options_.last_month; ++month) {
    count += static_cast<int64_t>(plan_.months[static_cast<size_t>(month)].events.size());
  }
  return count;
}

absl::Status Replay::RunMonth(int month, const PlanWork& work) {
  progress_.BeginMonth(MonthCode(month));
  next_chain_ = 0;
  std::vector<Task<absl::Status>> lanes;
  for (int lane = 0; lane < options_.clients; ++lane) {
    lanes.push_back(Lane(plan_.months[static_cast<size_t>(month)]));
  }
  absl::Status status = client_.RunAll(lanes);
  if (status.ok()) status = client_.Run(Close(month, v1::Period::CLOSING_PROVISIONAL));
  if (status.ok()) status = client_.Run(Close(month, v1::Period::CLOSING_FINAL));
  if (status.ok()) status = ReportPlan(client_, staff_, work, month, plan_.options.seed);
  if (status.ok()) progress_.EndMonth();
  return status;
}

Task<absl::Status> Replay::Lane(const MonthPlan& month) {
  while (!failed_ && next_chain_ < month.chains.size()) {
    const Chain chain = month.chains[next_chain_++];
    for (uint32_t i = chain.begin; i < chain.end && !failed_; ++i) {
      const absl::Duration delay = NextDelay();
      if (delay > absl::ZeroDuration()) co_await client_.Wait(delay);
      const absl::Status status = co_await Do(month.events[i]);
      if (!status.ok()) {
        failed_ = true;
        co_return status;
      }
      progress_.Count();
    }
  }
  co_return absl::OkStatus();
}

Task<absl::Status> Replay::Do(const Event& event) {
  switch (event.kind) {
    case Event::Kind::kVisit:
      return DoVisit(event.index);
    case Event::Kind::kPromotion:
      return DoPromotion(event.index, event.at);
    case Event::Kind::kCaseStep:
      return DoCaseStep(event.index, event.step);
    case Event::Kind::kCall:
      return DoCall(event.index);
  }
  return DoCall(event.index);
}

Task<absl::Status> Replay::DoVisit(uint32_t visit) {
  const PlannedVisit& planned = plan_.visits[visit];
  std::string& person = person_names_[planned.person];
  v1::Visit opened;
  absl::Status status;
  for (int attempt = 0; attempt < kNamesakesMax; ++attempt) {
    const v1::OpenVisitRequest request = requests_.OpenVisit(visit, person, attempt);
    status = co_await client_.Call(kOpenVisit, TokenOf(planned.person), request, &opened);
    if (!IsNamesake(status)) break;
    ++namesakes_;
  }
  if (!status.ok()) co_return status;
  if (opened.tickets_size() != static_cast<int>(planned.tickets.size())) {
    co_return absl::InternalError("Intake/OpenVisit: the answer has other tickets");
  }
  person = opened.person();
  record_.VisitOpened(visit);
  for (size_t ticket = 0; ticket < planned.tickets.size(); ++ticket) {
    status = co_await DoTicket(visit, ticket, opened);
    if (!status.ok()) co_return status;
  }
  co_return absl::OkStatus();
}

Task<absl::Status> Replay::DoTicket(uint32_t visit, size_t ticket, const v1::Visit& opened) {
  const PlannedTicket& planned = plan_.visits[visit].tickets[ticket];
  const v1::Ticket& answered = opened.tickets(static_cast<int>(ticket));
  const std::string& token = TokenOf(plan_.visits[visit].person);
  v1::Visit response;
  if (planned.type >= 0) {
    std::string& name = case_names_[static_cast<size_t>(planned.planned_case)];
    name = answered.opened_case();
    if (!planned.opened_later) co_return absl::OkStatus();
    const v1::OpenTicketCaseRequest request =
        requests_.OpenTicketCase(visit, ticket, answered.name());
    const absl::Status status = co_await client_.Call(kOpenTicketCase, token, request, &response);
    if (!status.ok()) co_return status;
    name = response.tickets(static_cast<int>(ticket)).opened_case();
    record_.CaseOpened(static_cast<uint32_t>(planned.planned_case));
    co_return absl::OkStatus();
  }
  if (planned.served) {
    const v1::ServeTicketRequest request = requests_.ServeTicket(visit, ticket, answered.name());
    const absl::Status status = co_await client_.Call(kServeTicket, token, request, &response);
    if (!status.ok()) co_return status;
  }
  if (planned.end == PlannedTicket::End::kWaiting) co_return absl::OkStatus();
  const v1::CloseTicketRequest request = requests_.CloseTicket(visit, ticket, answered.name());
  const absl::Status status = co_await client_.Call(kCloseTicket, token, request, &response);
  co_return status;
}

Task<absl::Status> Replay::DoPromotion(uint32_t person, Moment at) {
  const std::string& name = person_names_[person];
  // Unknown here when the run began after the first visit.
  if (name.empty()) co_return absl::OkStatus();
  v1::Person promoted;
  absl::Status status;
  for (int attempt = 0; attempt < kNamesakesMax; ++attempt) {
    const v1::PromotePersonRequest request = requests_.Promote(person, name, at, attempt);
    status = co_await client_.Call(kPromotePerson, TokenOf(person), request, &promoted);
    if (!IsNamesake(status)) break;
    ++namesakes_;
  }
  co_return status;
}

Task<absl::Status> Replay::DoCaseStep(uint32_t planned_case, uint32_t step) {
  const PlannedCase& planned = plan_.cases[planned_case];
  const CaseStep& act = planned.steps[step];
  const std::string& name = case_names_[planned_case];
  if (name.empty()) co_return absl::OkStatus();
  const std::string& token = TokenOf(plan_.visits[planned.visit].person);
  absl::Status status;
  v1::Case response;
  if (act.kind == CaseStep::Kind::kReceipt) {
    const v1::UpdateCaseRequest request = requests_.Receipt(planned_case, step, name);
    status = co_await client_.Call(kUpdateCase, token, request, &response);
  } else if (act.kind == CaseStep::Kind::kAdvance) {
    const v1::AdvanceCaseRequest request = requests_.Advance(planned_case, step, name);
    status = co_await client_.Call(kAdvanceCase, token, request, &response);
  } else if (act.kind == CaseStep::Kind::kNote) {
    const v1::AddNoteRequest request = requests_.Note(planned_case, step, name);
    v1::Note note;
    status = co_await client_.Call(kAddNote, token, request, &note);
  } else {
    const v1::CloseCaseRequest request = requests_.Close(planned_case, step, name);
    status = co_await client_.Call(kCloseCase, token, request, &response);
    if (status.ok()) record_.CaseClosed(planned_case, act);
  }
  co_return status;
}

Task<absl::Status> Replay::DoCall(uint32_t call) {
  const Worker& worker =
      staff_.operators[plan_.calls[call].operator_number % staff_.operators.size()];
  const v1::LogCallRequest request = requests_.LogCall(call);
  v1::Call response;
  const absl::Status status = co_await client_.Call(kLogCall, worker.token, request, &response);
  if (status.ok()) record_.CallLogged(call);
  co_return status;
}

Task<absl::Status> Replay::Close(int month, v1::Period::Closing closing) {
  v1::ClosePeriodRequest request;
  request.set_name(absl::StrCat("periods/", MonthCode(month)));
  request.set_closing(closing);
  request.set_request_id(RequestId(plan_.options.seed, "close period", static_cast<uint64_t>(month),
                                   static_cast<uint64_t>(closing), {LastDay(month), 86399}));
  v1::Period period;
  const absl::Status status =
      co_await client_.Call(kClosePeriod, staff_.supervisor.token, request, &period);
  co_return status;
}

absl::Duration Replay::NextDelay() {
  if (options_.rate <= 0) return absl::ZeroDuration();
  const absl::Time now = absl::Now();
  next_event_ = std::max(next_event_ + absl::Seconds(1 / options_.rate), now);
  return next_event_ - now;
}

}  // namespace balcao::country
