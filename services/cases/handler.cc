#include "services/cases/handler.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/cases/rules.h"
#include "services/common/case_opening.h"
#include "services/common/case_rules.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/paging.h"
#include "services/common/person_rules.h"
#include "services/common/reading.h"
#include "services/common/reveals.h"
#include "services/common/update.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/journal.h"
#include "storage/records/store.h"

namespace balcao::services {
namespace {

using storage::Kind;
using storage::RecordState;
using storage::Transaction;
using store::v1::CaseRecord;

const google::protobuf::Message& CaseOf(const google::protobuf::Message& record) {
  return static_cast<const CaseRecord&>(record).case_();
}

std::function<absl::StatusOr<v1::Case>(const storage::ChangeSet&)> ReplyWithCase(const Call& call) {
  return [call](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Case> {
    const CaseRecord* record = changes.First<CaseRecord>();
    if (record == nullptr) return NotFound();
    RETURN_IF_ERROR(CheckVisible(call, Kind::kCase, record->case_().placement()));
    return record->case_();
  };
}

v1::Note WithAuthorName(const House& house, v1::Note note) {
  note.set_author_name(house.directory->DisplayNameOf(note.author()));
  return note;
}

}  // namespace

void CasesHandler::CreateCase(const Call& call, const v1::CreateCaseRequest& request,
                              Reply<v1::Case> reply) {
  FieldFaults faults;
  CheckDraft(request, *house_.catalogue, house_.sources.now_us(), faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  const absl::StatusOr<std::string> owner = OwnerFor(call, house_, request.owner());
  if (!owner.ok()) return reply(owner.status());
  const absl::StatusOr<storage::Id> applicant =
      IdFromName("people", request.case_().parties(0).person(), "case.parties[0].person");
  if (!applicant.ok()) return reply(applicant.status());
  auto decide = [&house = house_, call, owner = *owner, applicant = *applicant,
                 request](Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordState person,
                     LoadWritable(call, Kind::kPerson, applicant, transaction));
    for (int i = 1; i < request.case_().parties_size(); ++i) {
      RETURN_IF_ERROR(CheckPartyKnown(call, request.case_().parties(i), transaction));
    }
    const int64_t occurred_us =
        request.has_occurred_time() ? MicrosOf(request.occurred_time()) : transaction.now_us();
    ASSIGN_OR_RETURN(const RecordState opened,
                     OpenCaseFor(house, call, person.As<store::v1::PersonRecord>(),
                                 {.type = request.case_().type(),
                                  .type_path = "case.type",
                                  .owner = owner,
                                  .visit = "",
                                  .channel = request.case_().channel(),
                                  .occurred_us = occurred_us},
                                 transaction));
    CaseRecord record = opened.As<CaseRecord>();
    AddDraft(request.case_(), record);
    return transaction.Put(opened.id, std::move(record));
  };
  Write<v1::Case>(house_, call, request.request_id(), request.validate_only(), std::move(decide),
                  ReplyWithCase(call), std::move(reply));
}

void CasesHandler::GetCase(const Call& call, const v1::GetCaseRequest& request,
                           Reply<v1::Case> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("cases", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  absl::StatusOr<RecordState> record = ReadVisible(house_, call, Kind::kCase, *id);
  if (!record.ok()) return reply(record.status());
  reply(Answer<v1::Case>{record->As<CaseRecord>().case_(), {{Kind::kCase, {*id}}}});
}

storage::Decide CasesHandler::DecideCase(const Call& call, const storage::Id& id, ActOnCase act) {
  return [call, id, act = std::move(act)](Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordState state, LoadWritable(call, Kind::kCase, id, transaction));
    if (state.As<CaseRecord>().case_().state() == v1::Case::STATE_DELETED) return NotFound();
    absl::StatusOr<CaseRecord> record = act(state, transaction);
    if (!record.ok()) return Revealing(record.status(), state);
    return transaction.Put(id, *std::move(record));
  };
}

void CasesHandler::WriteCase(const Call& call, const CaseWrite& write, ActOnCase act,
                             Reply<v1::Case> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("cases", write.name, "name");
  if (!id.ok()) return reply(id.status());
  Write<v1::Case>(house_, call, write.request_id, write.validate_only,
                  DecideCase(call, *id, std::move(act)), ReplyWithCase(call), std::move(reply));
}

void CasesHandler::UpdateCase(const Call& call, const v1::UpdateCaseRequest& request,
                              Reply<v1::Case> reply) {
  const absl::Status mask =
      CheckMask(call, *v1::Case::descriptor(), request.update_mask(), IsCaseUpdatable);
  if (!mask.ok()) return reply(mask);
  FieldFaults faults;
  CheckCaseTexts(request.case_(), faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  auto act = [request](const RecordState& state,
                       Transaction& transaction) -> absl::StatusOr<CaseRecord> {
    RETURN_IF_ERROR(
        CheckEtag(request.case_().etag(), state, request.update_mask(), CaseOf, transaction));
    CaseRecord record = state.As<CaseRecord>();
    RETURN_IF_ERROR(CheckOpen(record));
    CopyFields(request.update_mask(), request.case_(), *record.mutable_case_());
    *record.mutable_case_()->mutable_update_time() = TimestampOf(transaction.now_us());
    return record;
  };
  WriteCase(call, {request.case_().name(), request.request_id(), request.validate_only()},
            std::move(act), std::move(reply));
}

void CasesHandler::ListCases(const Call& call, const v1::ListCasesRequest& request,
                             Reply<v1::ListCasesResponse> reply) {
  ListRequest list{.kind = Kind::kCase,
                   .owner = request.owner(),
                   .equals = {},
                   .states = StatesFor(request.state()),
                   .page_size = request.page_size(),
                   .page_token = request.page_token()};
  if (!request.person().empty()) {
    const absl::StatusOr<storage::Id> id = IdFromName("people", request.person(), "person");
    if (!id.ok()) return reply(id.status());
    list.equals.push_back({"person", std::string(id->bytes())});
  }
  if (!request.type().empty()) {
    if (house_.catalogue->FindCaseType(request.type()) == nullptr) {
      return reply(InvalidField("type", "UNKNOWN_CASE_TYPE", "a case type of the catalogue"));
    }
    list.equals.push_back({"type_key", static_cast<int64_t>(house_.codec->vault().Blind(
                                           storage::Purpose::kBlindColumn,
                                           absl::StrCat("case_type|", request.type())))});
  }
  absl::StatusOr<VisiblePage> page = ListVisible(house_, call, list);
  if (!page.ok()) return reply(page.status());
  Answer<v1::ListCasesResponse> answer;
  for (const RecordState& record : page->records) {
    *answer.message.add_cases() = record.As<CaseRecord>().case_();
  }
  answer.message.set_next_page_token(page->next_page_token);
  answer.reads = std::move(page->reads);
  reply(std::move(answer));
}

void CasesHandler::DeleteCase(const Call& call, const v1::DeleteCaseRequest& request,
                              Reply<google::protobuf::Empty> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("cases", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  if (request.etag().empty()) return reply(InvalidField("etag", "REQUIRED", "the etag read"));
  auto act = [etag = request.etag()](const RecordState& state,
                                     Transaction& transaction) -> absl::StatusOr<CaseRecord> {
    RETURN_IF_ERROR(CheckWholeEtag(etag, state));
    return Withdraw(state.As<CaseRecord>(), transaction.now_us());
  };
  Write<google::protobuf::Empty>(
      house_, call, request.request_id(), false, DecideCase(call, *id, std::move(act)),
      [](const storage::ChangeSet&) { return google::protobuf::Empty(); }, std::move(reply));
}

void CasesHandler::AdvanceCase(const Call& call, const v1::AdvanceCaseRequest& request,
                               Reply<v1::Case> reply) {
  FieldFaults faults;
  CheckRequired(!request.stage().empty(), "stage", faults);
  if (request.has_occurred_time()) {
    CheckOccurred(request.occurred_time(), house_.sources.now_us(), "occurred_time", faults);
  }
  if (!faults.empty()) return reply(faults.ToStatus());
  auto act = [&catalogue = *house_.catalogue, request](
                 const RecordState& state, Transaction& transaction) -> absl::StatusOr<CaseRecord> {
    RETURN_IF_ERROR(CheckWholeEtag(request.etag(), state));
    return Advance(catalogue, state.As<CaseRecord>(), request.stage(), transaction.now_us());
  };
  WriteCase(call, {request.name(), request.request_id()}, std::move(act), std::move(reply));
}

void CasesHandler::CloseCase(const Call& call, const v1::CloseCaseRequest& request,
                             Reply<v1::Case> reply) {
  FieldFaults faults;
  CheckRequired(!request.outcome().empty(), "outcome", faults);
  CheckCode(*house_.catalogue, "outcome", request.outcome(), "outcome", faults);
  if (request.has_occurred_time()) {
    CheckOccurred(request.occurred_time(), house_.sources.now_us(), "occurred_time", faults);
  }
  if (!faults.empty()) return reply(faults.ToStatus());
  auto act = [&catalogue = *house_.catalogue, request](
                 const RecordState& state, Transaction& transaction) -> absl::StatusOr<CaseRecord> {
    RETURN_IF_ERROR(CheckWholeEtag(request.etag(), state));
    const int64_t occurred_us =
        request.has_occurred_time() ? MicrosOf(request.occurred_time()) : transaction.now_us();
    return Close(catalogue, state.As<CaseRecord>(), request.outcome(), transaction.now_us(),
                 occurred_us);
  };
  WriteCase(call, {request.name(), request.request_id()}, std::move(act), std::move(reply));
}

void CasesHandler::ReopenCase(const Call& call, const v1::ReopenCaseRequest& request,
                              Reply<v1::Case> reply) {
  FieldFaults faults;
  CheckRequired(!request.reason().empty(), "reason", faults);
  CheckText(request.reason(), "reason", kReasonMax, faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  auto act = [reason = request.reason()](const RecordState& state, Transaction& transaction) {
    return Reopen(state.As<CaseRecord>(), reason, transaction.now_us());
  };
  WriteCase(call, {request.name(), request.request_id()}, std::move(act), std::move(reply));
}

void CasesHandler::AddParty(const Call& call, const v1::AddPartyRequest& request,
                            Reply<v1::Case> reply) {
  FieldFaults faults;
  CheckParty(request.party(), "party.", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  auto act = [call, request](const RecordState& state,
                             Transaction& transaction) -> absl::StatusOr<CaseRecord> {
    RETURN_IF_ERROR(CheckPartyKnown(call, request.party(), transaction));
    return WithParty(state.As<CaseRecord>(), request.party(), transaction.now_us());
  };
  WriteCase(call, {request.name(), request.request_id()}, std::move(act), std::move(reply));
}

void CasesHandler::RemoveParty(const Call& call, const v1::RemovePartyRequest& request,
                               Reply<v1::Case> reply) {
  if (request.etag().empty()) return reply(InvalidField("etag", "REQUIRED", "the etag read"));
  auto act = [request](const RecordState& state,
                       Transaction& transaction) -> absl::StatusOr<CaseRecord> {
    RETURN_IF_ERROR(CheckWholeEtag(request.etag(), state));
    return WithoutParty(state.As<CaseRecord>(), request.index(), transaction.now_us());
  };
  WriteCase(call, {request.name(), request.request_id()}, std::move(act), std::move(reply));
}

void CasesHandler::AddNote(const Call& call, const v1::AddNoteRequest& request,
                           Reply<v1::Note> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("cases", request.parent(), "parent");
  if (!id.ok()) return reply(id.status());
  FieldFaults faults;
  CheckRequired(!request.note().text().empty(), "note.text", faults);
  CheckText(request.note().text(), "note.text", kNoteTextMax, faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  auto decide = [call, id = *id,
                 text = request.note().text()](Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordState state, LoadWritable(call, Kind::kCase, id, transaction));
    const storage::Id note_id = transaction.NewId();
    return transaction.Put(note_id, NewNote(state.As<CaseRecord>().case_().name(), note_id, text,
                                            call.caller.account_name, transaction.now_us()));
  };
  Write<v1::Note>(
      house_, call, request.request_id(), false, std::move(decide),
      [&house = house_](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Note> {
        const auto* record = changes.First<store::v1::NoteRecord>();
        if (record == nullptr) return NotFound();
        return WithAuthorName(house, record->note());
      },
      std::move(reply));
}

void CasesHandler::ListNotes(const Call& call, const v1::ListNotesRequest& request,
                             Reply<v1::ListNotesResponse> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("cases", request.parent(), "parent");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<int> page_size = PageSize(request.page_size(), 50, 200);
  if (!page_size.ok()) return reply(page_size.status());
  const absl::StatusOr<int64_t> after = ParsePageToken(house_, call, request.page_token());
  if (!after.ok()) return reply(after.status());
  const absl::StatusOr<RecordState> owner = ReadVisible(house_, call, Kind::kCase, *id);
  if (!owner.ok()) return reply(owner.status());
  absl::StatusOr<storage::Reader> reader = house_.engine->Read();
  if (!reader.ok()) return reply(reader.status());
  const absl::StatusOr<storage::ListPage> page =
      storage::ListRecords(**reader, *house_.codec,
                           {.kind = Kind::kNote,
                            .equals = {{"case_id", std::string(id->bytes())}},
                            .states = {},
                            .before_row = *after,
                            .oldest_first = true,
                            .page_size = *page_size});
  if (!page.ok()) return reply(page.status());
  Answer<v1::ListNotesResponse> answer;
  answer.reads = {{Kind::kCase, {*id}}, {Kind::kNote, {}}};
  for (const RecordState& record : page->records) {
    *answer.message.add_notes() = WithAuthorName(house_, record.As<store::v1::NoteRecord>().note());
    answer.reads.back().second.push_back(record.id);
  }
  answer.message.set_next_page_token(MakePageToken(house_, call, page->next_row));
  reply(std::move(answer));
}

void CasesHandler::ListCaseHistory(const Call& call, const v1::ListCaseHistoryRequest& request,
                                   Reply<v1::ListCaseHistoryResponse> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("cases", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<RecordState> current = ReadVisible(house_, call, Kind::kCase, *id);
  if (!current.ok()) return reply(current.status());
  absl::StatusOr<storage::Reader> reader = house_.engine->Read();
  if (!reader.ok()) return reply(reader.status());
  Answer<v1::ListCaseHistoryResponse> answer;
  auto& events = *answer.message.mutable_events();
  absl::Status decoded;
  RecordState later;  // the version that the last of the events left
  const auto visit = [&](const storage::RecordVersion& version) {
    absl::StatusOr<RecordState> state =
        house_.codec->Decode(Kind::kCase, *id, version.change.version(), version.change.key(),
                             version.entry.position, version.change.body());
    if (!state.ok()) decoded = state.status();
    if (!state.ok()) return false;
    if (!events.empty()) {
      for (std::string& field : ChangedFields(CaseOf(*state->message), CaseOf(*later.message))) {
        events.rbegin()->add_changed_fields(std::move(field));
      }
    }
    later = *std::move(state);
    v1::CaseEvent& event = *events.Add();
    event = EventOf(version, later.As<CaseRecord>().case_());
    event.set_actor_name(house_.directory->DisplayNameOf(event.actor()));
    return true;
  };
  const absl::Status walked =
      storage::WalkHistory(**reader, Kind::kCase, *id, current->position, visit);
  if (!walked.ok() || !decoded.ok()) return reply(walked.ok() ? decoded : walked);
  std::reverse(events.begin(), events.end());
  answer.reads = {{Kind::kCase, {*id}}};
  reply(std::move(answer));
}

absl::StatusOr<Watched<v1::WatchCaseResponse>> CasesHandler::WatchCase(
    const Call&, const v1::WatchCaseRequest& request) const {
  ASSIGN_OR_RETURN(const storage::Id id, IdFromName("cases", request.name(), "name"));
  const auto look = [&house = house_,
                     id](const Call& call) -> absl::StatusOr<Answer<v1::WatchCaseResponse>> {
    ASSIGN_OR_RETURN(const RecordState record, ReadVisible(house, call, Kind::kCase, id));
    Answer<v1::WatchCaseResponse> answer;
    answer.message.set_etag(record.As<CaseRecord>().case_().etag());
    answer.reads = {{Kind::kCase, {id}}};
    return answer;
  };
  return Watched<v1::WatchCaseResponse>{storage::ResourceName("cases", id), look};
}

}  // namespace balcao::services
