#include "clients/country/requests.h"

#include "absl/strings/str_format.h"

namespace balcao::country {
namespace {

google::protobuf::Timestamp TimestampOf(Moment moment) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(UtcMicros(moment) / 1000000);
  return timestamp;
}

// What is asked at desks, by turns.
const char* NoteOf(uint64_t index) {
  constexpr std::array<const char*, 6> kNotes = {
      "Pede informação sobre os documentos em falta.",
      "Quer saber em que ponto está o pedido.",
      "Explicadas as etapas seguintes e os prazos.",
      "Entregue a lista de documentos na língua da pessoa.",
      "Agendado novo atendimento.",
      "Ajuda no preenchimento do formulário em linha."};
  return kNotes[index % kNotes.size()];
}

const char* ReferralOf(absl::string_view area) {
  if (area == "legal") return "border_service";
  if (area == "health") return "health_centre";
  if (area == "employment") return "job_centre";
  if (area == "nationality") return "registry";
  return area == "social" ? "social_security" : "municipality";
}

v1::Call::Kind KindOf(PlannedCall::Kind kind) {
  switch (kind) {
    case PlannedCall::Kind::kData:
      return v1::Call::KIND_DATA;
    case PlannedCall::Kind::kSilent:
      return v1::Call::KIND_SILENT;
    case PlannedCall::Kind::kAbusive:
      return v1::Call::KIND_ABUSIVE;
    case PlannedCall::Kind::kWrongNumber:
      return v1::Call::KIND_WRONG_NUMBER;
  }
  return v1::Call::KIND_UNSPECIFIED;
}

void WriteLegs(const PlannedCall& planned, v1::Call& call) {
  for (const PlannedLeg& leg : planned.legs) {
    v1::InterpretationLeg* written = call.add_legs();
    written->set_language(call.language());
    if (leg.translated) {
      written->set_interpreter(absl::StrFormat("I-%03d", planned.serial % 60 + 1));
    }
    written->set_outcome(leg.translated ? "translated" : "no_translator");
    written->set_requesting_body(std::string(leg.requesting_body));
    written->mutable_duration()->set_seconds(leg.seconds);
  }
}

}  // namespace

v1::OpenVisitRequest RequestWriter::OpenVisit(uint32_t visit, const std::string& person,
                                              int attempt) const {
  const PlannedVisit& planned = plan_.visits[visit];
  const PlannedPerson& comer = plan_.people[planned.person];
  v1::OpenVisitRequest request;
  v1::Visit& written = *request.mutable_visit();
  if (person.empty()) {
    *request.mutable_new_person() = comer.anonymous ? people_.Anonymous(comer.identity)
                                                    : people_.Named(comer.identity, attempt);
  } else {
    written.set_person(person);
  }
  written.set_channel(std::string(planned.channel));
  *written.mutable_occurred_time() = TimestampOf(planned.at);
  written.set_language(people_.Language(comer.identity));
  for (const PlannedTicket& ticket : planned.tickets) {
    v1::Ticket* added = written.add_tickets();
    if (ticket.type >= 0 && !ticket.opened_later) {
      added->set_case_type(
          std::string(Leaf(world_.types[static_cast<size_t>(ticket.type)].name())));
    } else {
      added->set_area(world_.areas[static_cast<size_t>(ticket.area)]);
      added->set_note(NoteOf(visit));
    }
  }
  *written.mutable_legal_basis() = PublicTask(written.language());
  request.set_request_id(Id("visit", visit, static_cast<uint64_t>(attempt), planned.at));
  return request;
}

v1::ServeTicketRequest RequestWriter::ServeTicket(uint32_t visit, size_t ticket,
                                                  const std::string& name) const {
  v1::ServeTicketRequest request;
  request.set_name(name);
  request.set_request_id(Id("serve", visit, ticket, plan_.visits[visit].at));
  return request;
}

v1::OpenTicketCaseRequest RequestWriter::OpenTicketCase(uint32_t visit, size_t ticket,
                                                        const std::string& name) const {
  const size_t type = static_cast<size_t>(plan_.visits[visit].tickets[ticket].type);
  v1::OpenTicketCaseRequest request;
  request.set_name(name);
  request.set_case_type(std::string(Leaf(world_.types[type].name())));
  request.set_request_id(Id("ticket case", visit, ticket, plan_.visits[visit].at));
  return request;
}

v1::CloseTicketRequest RequestWriter::CloseTicket(uint32_t visit, size_t ticket,
                                                  const std::string& name) const {
  const PlannedTicket& planned = plan_.visits[visit].tickets[ticket];
  v1::CloseTicketRequest request;
  request.set_name(name);
  switch (planned.end) {
    case PlannedTicket::End::kReferred:
      request.set_state(v1::Ticket::STATE_REFERRED);
      request.set_referral(ReferralOf(world_.areas[static_cast<size_t>(planned.area)]));
      break;
    case PlannedTicket::End::kLeft:
      request.set_state(v1::Ticket::STATE_LEFT);
      break;
    default:
      request.set_state(v1::Ticket::STATE_ADVICE_GIVEN);
      request.set_note(NoteOf(visit + ticket));
  }
  request.set_request_id(Id("close ticket", visit, ticket, plan_.visits[visit].at));
  return request;
}

v1::PromotePersonRequest RequestWriter::Promote(uint32_t person, const std::string& name, Moment at,
                                                int attempt) const {
  const Identity& identity = plan_.people[person].identity;
  v1::PromotePersonRequest request;
  request.set_name(name);
  *request.mutable_person() = people_.Named(identity, attempt);
  // What the person told when still without a name is not told twice.
  if (people_.Anonymous(identity).nationalities_size() > 0) {
    request.mutable_person()->clear_nationalities();
  }
  request.set_request_id(Id("promote", person, static_cast<uint64_t>(attempt), at));
  return request;
}

v1::UpdateCaseRequest RequestWriter::Receipt(uint32_t planned_case, uint32_t step,
                                             const std::string& name) const {
  v1::UpdateCaseRequest request;
  request.mutable_case_()->set_name(name);
  request.mutable_case_()->set_receipt_number(absl::StrFormat(
      "R%07d/%d", planned_case + 1, CivilOf(StepOf(planned_case, step).at.day).year()));
  request.mutable_update_mask()->add_paths("receipt_number");
  request.set_request_id(Id("case", planned_case, step, StepOf(planned_case, step).at));
  return request;
}

v1::AdvanceCaseRequest RequestWriter::Advance(uint32_t planned_case, uint32_t step,
                                              const std::string& name) const {
  const CaseStep& planned = StepOf(planned_case, step);
  v1::AdvanceCaseRequest request;
  request.set_name(name);
  request.set_stage(world_.types[plan_.cases[planned_case].type].stages(planned.stage));
  *request.mutable_occurred_time() = TimestampOf(planned.at);
  request.set_request_id(Id("case", planned_case, step, planned.at));
  return request;
}

v1::AddNoteRequest RequestWriter::Note(uint32_t planned_case, uint32_t step,
                                       const std::string& name) const {
  v1::AddNoteRequest request;
  request.set_parent(name);
  request.mutable_note()->set_text(NoteOf(planned_case));
  request.set_request_id(Id("case", planned_case, step, StepOf(planned_case, step).at));
  return request;
}

v1::CloseCaseRequest RequestWriter::Close(uint32_t planned_case, uint32_t step,
                                          const std::string& name) const {
  const CaseStep& planned = StepOf(planned_case, step);
  v1::CloseCaseRequest request;
  request.set_name(name);
  request.set_outcome(world_.types[plan_.cases[planned_case].type].outcomes(planned.outcome));
  *request.mutable_occurred_time() = TimestampOf(planned.at);
  request.set_request_id(Id("case", planned_case, step, planned.at));
  return request;
}

v1::LogCallRequest RequestWriter::LogCall(uint32_t call) const {
  const PlannedCall& planned = plan_.calls[call];
  v1::LogCallRequest request;
  v1::Call& written = *request.mutable_call();
  written.set_direction(v1::Call::DIRECTION_INBOUND);
  written.set_kind(KindOf(planned.kind));
  written.set_channel(planned.legs.empty() ? "phone" : "phone3");
  if (planned.serial != 0) written.set_number(people_.Phone(planned.serial, planned.number_form));
  written.set_language(std::string(planned.language));
  written.set_topic(std::string(planned.topic));
  written.set_outcome(std::string(planned.outcome));
  *written.mutable_occurred_time() = TimestampOf(planned.at);
  written.mutable_duration()->set_seconds(planned.seconds);
  WriteLegs(planned, written);
  if (planned.nationality >= 0) {
    written.set_nationality(plan_.nationalities[static_cast<size_t>(planned.nationality)].country);
  }
  written.set_sex(std::string(planned.sex));
  request.set_request_id(Id("call", call, 0, planned.at));
  return request;
}

}  // namespace balcao::country
