#include "services/intake/handler.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "services/common/case_opening.h"
#include "services/common/civil.h"
#include "services/common/frame.h"
#include "services/common/person_rules.h"
#include "services/common/reading.h"
#include "services/common/reveals.h"
#include "services/intake/rules.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

using storage::Kind;
using storage::RecordState;
using storage::Transaction;
using store::v1::PersonRecord;
using store::v1::VisitRecord;

std::function<absl::StatusOr<v1::Visit>(const storage::ChangeSet&)> ReplyWithVisit(
    const Call& call) {
  return [call](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Visit> {
    const VisitRecord* record = changes.First<VisitRecord>();
    if (record == nullptr) return NotFound();
    RETURN_IF_ERROR(CheckVisible(call, Kind::kVisit, record->visit().placement()));
    return record->visit();
  };
}

// What OpenVisit needs on the writer's thread, made before.
struct Opening {
  const v1::OpenVisitRequest& request;
  std::string owner;
  std::unique_ptr<PersonDraft> new_person;  // given away when it is registered
  storage::Id known_person;
  std::vector<std::string> reviewed;
};

absl::StatusOr<RecordState> PersonFor(const House& house, const Call& call, Opening& opening,
                                      Transaction& transaction) {
  if (opening.new_person != nullptr) {
    return Register(house, call, std::move(*opening.new_person), opening.owner, opening.reviewed,
                    transaction);
  }
  ASSIGN_OR_RETURN(RecordState state,
                   LoadWritable(call, Kind::kPerson, opening.known_person, transaction));
  if (!state.As<PersonRecord>().person().merged_into().empty()) {
    return Revealing(Precondition("PERSON_MERGED", "the person turned out to be another one"),
                     state);
  }
  return state;
}

absl::Status OpenTicketCases(const House& house, const Call& call, const PersonRecord& person,
                             v1::Visit& visit, Transaction& transaction) {
  for (int i = 0; i < visit.tickets_size(); ++i) {
    v1::Ticket& ticket = *visit.mutable_tickets(i);
    if (ticket.case_type().empty()) continue;
    ASSIGN_OR_RETURN(const RecordState opened,
                     OpenCaseFor(house, call, person,
                                 {.type = ticket.case_type(),
                                  .type_path = absl::StrCat("visit.tickets[", i, "].case_type"),
                                  .owner = visit.placement().owner(),
                                  .visit = visit.name(),
                                  .channel = visit.channel(),
                                  .occurred_us = MicrosOf(visit.occurred_time())},
                                 transaction));
    MarkCaseOpened(ticket, *house.catalogue, ticket.case_type(),
                   opened.As<store::v1::CaseRecord>().case_().name());
  }
  return absl::OkStatus();
}

absl::Status Open(const House& house, const Call& call, Opening& opening,
                  Transaction& transaction) {
  ASSIGN_OR_RETURN(const RecordState state, PersonFor(house, call, opening, transaction));
  const PersonRecord& person = state.As<PersonRecord>();
  const storage::Id id = transaction.NewId();
  VisitRecord record;
  v1::Visit& visit = *record.mutable_visit();
  visit = NewVisit(opening.request.visit(), *house.catalogue, storage::ResourceName("visits", id),
                   opening.owner, call.caller.account_name, transaction.now_us());
  visit.set_person(person.person().name());
  RETURN_IF_ERROR(OpenTicketCases(house, call, person, visit, transaction));
  visit.set_done(IsDone(visit));
  const v1::Centre* centre = house.catalogue->FindCentre(opening.owner);
  const absl::TimeZone zone = ZoneOf(centre == nullptr ? kLisbon : centre->time_zone());
  if (const std::string series = QueueSeries(visit, zone); !series.empty()) {
    ASSIGN_OR_RETURN(const int64_t number, transaction.Next(series));
    visit.set_queue_number(static_cast<int32_t>(number));
  }
  *record.mutable_frame() = FrameOf(person, DayOf(MicrosOf(visit.occurred_time()), zone));
  return transaction.Put(id, std::move(record));
}

}  // namespace

void IntakeHandler::OpenVisit(const Call& call, const v1::OpenVisitRequest& request,
                              Reply<v1::Visit> reply) {
  FieldFaults faults;
  CheckVisit(request, *house_.catalogue, house_.sources.now_us(), faults);
  if (request.has_new_person()) {
    CheckPerson(request.new_person(), *house_.catalogue, house_.sources.now_us(), "new_person.",
                faults);
  }
  if (!faults.empty()) return reply(faults.ToStatus());
  auto opening = std::make_shared<Opening>(Opening{request, {}, {}, {}, {}});
  const absl::StatusOr<std::string> owner = OwnerFor(call, house_, request.owner());
  if (!owner.ok()) return reply(owner.status());
  opening->owner = *owner;
  opening->reviewed = {request.reviewed_candidates().begin(), request.reviewed_candidates().end()};
  if (request.has_new_person()) {
    opening->new_person = std::make_unique<PersonDraft>(
        MakeDraft(WithoutOutputs(request.new_person()), house_.codec->vault()));
  } else {
    const absl::StatusOr<storage::Id> id =
        IdFromName("people", request.visit().person(), "visit.person");
    if (!id.ok()) return reply(id.status());
    opening->known_person = *id;
  }
  auto decide = [&house = house_, call, opening](Transaction& transaction) {
    return Open(house, call, *opening, transaction);
  };
  Write<v1::Visit>(house_, call, request.request_id(), request.validate_only(), std::move(decide),
                   ReplyWithVisit(call), std::move(reply));
}

void IntakeHandler::GetVisit(const Call& call, const v1::GetVisitRequest& request,
                             Reply<v1::Visit> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("visits", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<RecordState> record = ReadVisible(house_, call, Kind::kVisit, *id);
  if (!record.ok()) return reply(record.status());
  reply(Answer<v1::Visit>{record->As<VisitRecord>().visit(), {{Kind::kVisit, {*id}}}});
}

void IntakeHandler::ListVisits(const Call& call, const v1::ListVisitsRequest& request,
                               Reply<v1::ListVisitsResponse> reply) {
  ListRequest list{.kind = Kind::kVisit,
                   .owner = request.owner(),
                   .equals = {},
                   .states = {},
                   .page_size = request.page_size(),
                   .page_token = request.page_token()};
  if (request.open_only()) list.equals.push_back({"done", int64_t{0}});
  absl::StatusOr<VisiblePage> page = ListVisible(house_, call, list);
  if (!page.ok()) return reply(page.status());
  Answer<v1::ListVisitsResponse> answer;
  for (const RecordState& record : page->records) {
    *answer.message.add_visits() = record.As<VisitRecord>().visit();
  }
  answer.message.set_next_page_token(page->next_page_token);
  answer.reads = std::move(page->reads);
  reply(std::move(answer));
}

void IntakeHandler::WriteTicket(const Call& call, const std::string& name,
                                const std::string& request_id, ActOnTicket act,
                                Reply<v1::Visit> reply) {
  const absl::StatusOr<TicketPlace> place = ParseTicketName(name);
  if (!place.ok()) return reply(place.status());
  auto decide = [call, place = *place, act = std::move(act)](Transaction& transaction) {
    ASSIGN_OR_RETURN(const RecordState state,
                     LoadWritable(call, Kind::kVisit, place.visit, transaction));
    VisitRecord record = state.As<VisitRecord>();
    if (place.index >= record.visit().tickets_size()) return NotFound();
    RETURN_IF_ERROR(Revealing(act(record, place.index, transaction), state));
    record.mutable_visit()->set_done(IsDone(record.visit()));
    *record.mutable_visit()->mutable_update_time() = TimestampOf(transaction.now_us());
    return transaction.Put(place.visit, std::move(record));
  };
  Write<v1::Visit>(house_, call, request_id, false, std::move(decide), ReplyWithVisit(call),
                   std::move(reply));
}

void IntakeHandler::ServeTicket(const Call& call, const v1::ServeTicketRequest& request,
                                Reply<v1::Visit> reply) {
  WriteTicket(
      call, request.name(), request.request_id(),
      [](VisitRecord& record, int index, Transaction&) {
        return Serve(*record.mutable_visit()->mutable_tickets(index));
      },
      std::move(reply));
}

void IntakeHandler::OpenTicketCase(const Call& call, const v1::OpenTicketCaseRequest& request,
                                   Reply<v1::Visit> reply) {
  auto act = [&house = house_, call, type = request.case_type()](
                 VisitRecord& record, int index, Transaction& transaction) -> absl::Status {
    v1::Visit& visit = *record.mutable_visit();
    v1::Ticket& ticket = *visit.mutable_tickets(index);
    RETURN_IF_ERROR(CheckTicketOpen(ticket));
    ASSIGN_OR_RETURN(const storage::Id id, IdFromName("people", visit.person(), "name"));
    ASSIGN_OR_RETURN(const RecordState person, LoadWritable(call, Kind::kPerson, id, transaction));
    ASSIGN_OR_RETURN(const RecordState opened,
                     OpenCaseFor(house, call, person.As<PersonRecord>(),
                                 {.type = type,
                                  .type_path = "case_type",
                                  .owner = visit.placement().owner(),
                                  .visit = visit.name(),
                                  .channel = visit.channel(),
                                  .occurred_us = MicrosOf(visit.occurred_time())},
                                 transaction));
    MarkCaseOpened(ticket, *house.catalogue, type,
                   opened.As<store::v1::CaseRecord>().case_().name());
    return absl::OkStatus();
  };
  WriteTicket(call, request.name(), request.request_id(), std::move(act), std::move(reply));
}

void IntakeHandler::CloseTicket(const Call& call, const v1::CloseTicketRequest& request,
                                Reply<v1::Visit> reply) {
  const absl::Status checked = CheckClosing(request, *house_.catalogue);
  if (!checked.ok()) return reply(checked);
  WriteTicket(
      call, request.name(), request.request_id(),
      [request](VisitRecord& record, int index, Transaction&) {
        return CloseWith(*record.mutable_visit()->mutable_tickets(index), request);
      },
      std::move(reply));
}

absl::StatusOr<Watched<v1::WatchVisitsResponse>> IntakeHandler::WatchVisits(
    const Call& call, const v1::WatchVisitsRequest&) const {
  const auto look = [](const Call&) -> absl::StatusOr<Answer<v1::WatchVisitsResponse>> {
    return Answer<v1::WatchVisitsResponse>();
  };
  return Watched<v1::WatchVisitsResponse>{call.caller.centre, look};
}

}  // namespace balcao::services
