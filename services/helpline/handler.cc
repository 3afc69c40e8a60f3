#include "services/helpline/handler.h"

#include <algorithm>

#include "services/common/blind_index.h"
#include "services/common/civil.h"
#include "services/common/keys.h"
#include "services/common/paging.h"
#include "services/common/person_rules.h"
#include "services/common/reading.h"
#include "services/helpline/rules.h"
#include "storage/common/status_macros.h"
#include "storage/records/store.h"

namespace balcao::services {
namespace {

using storage::Kind;
using storage::RecordState;
using storage::Transaction;
using store::v1::CallRecord;
using store::v1::PersonRecord;

std::function<absl::StatusOr<v1::Call>(const storage::ChangeSet&)> ReplyWithCall(const Call& call) {
  return [call](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Call> {
    const CallRecord* record = changes.First<CallRecord>();
    if (record == nullptr) return NotFound();
    RETURN_IF_ERROR(CheckVisible(call, Kind::kCall, record->call().placement()));
    return record->call();
  };
}

// Whom and what a call is linked to, by id; empty for nobody.
struct Links {
  storage::Id person;
  storage::Id case_id;
};

absl::StatusOr<Links> ParseLinks(const std::string& person, const std::string& case_name,
                                 const std::string& path) {
  Links links;
  if (!person.empty()) {
    ASSIGN_OR_RETURN(links.person, IdFromName("people", person, path + "person"));
  }
  if (!case_name.empty()) {
    ASSIGN_OR_RETURN(links.case_id, IdFromName("cases", case_name, path + "case"));
  }
  return links;
}

// NOT_FOUND when the caller may not know of what is linked.
absl::Status CheckLinks(const Call& call, const Links& links, Transaction& transaction,
                        RecordState& person) {
  if (!links.person.empty()) {
    absl::StatusOr<RecordState> found = transaction.Load(Kind::kPerson, links.person);
    if (!found.ok()) return NotFound();
    RETURN_IF_ERROR(CheckVisible(call, Kind::kPerson, PlacementOf(*found)));
    person = *std::move(found);
  }
  if (!links.case_id.empty()) {
    const absl::StatusOr<RecordState> found = transaction.Load(Kind::kCase, links.case_id);
    if (!found.ok()) return NotFound();
    RETURN_IF_ERROR(CheckVisible(call, Kind::kCase, PlacementOf(*found)));
  }
  return absl::OkStatus();
}

void Frame(const RecordState& person, CallRecord& record) {
  const absl::CivilDay day = DayOf(MicrosOf(record.call().occurred_time()), ZoneOf(kLisbon));
  *record.mutable_frame() = CallFrame(
      record.call(), person.message == nullptr ? nullptr : &person.As<PersonRecord>(), day);
}

uint64_t NumberKey(const std::string& number, storage::Vault& vault) {
  const std::string normalized = NormalizePhone(number);
  return normalized.empty() ? 0 : BlindValue("phone|" + normalized, vault);
}

}  // namespace

void HelplineHandler::LogCall(const Call& call, const v1::LogCallRequest& request,
                              Reply<v1::Call> reply) {
  FieldFaults faults;
  CheckCall(request.call(), *house_.catalogue, house_.sources.now_us(), faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  const absl::StatusOr<Links> links =
      ParseLinks(request.call().person(), request.call().case_(), "call.");
  if (!links.ok()) return reply(links.status());
  auto decide = [call, links = *links, &request,
                 number_key = NumberKey(request.call().number(), house_.codec->vault())](
                    Transaction& transaction) -> absl::Status {
    RecordState person;
    RETURN_IF_ERROR(CheckLinks(call, links, transaction, person));
    const storage::Id id = transaction.NewId();
    CallRecord record;
    *record.mutable_call() = NewCall(request.call(), {.name = storage::ResourceName("calls", id),
                                                      .owner = call.caller.centre,
                                                      .logged_by = call.caller.account_name,
                                                      .now_us = transaction.now_us()});
    record.set_number_key(number_key);
    Frame(person, record);
    return transaction.Put(id, std::move(record));
  };
  Write<v1::Call>(house_, call, request.request_id(), request.validate_only(), std::move(decide),
                  ReplyWithCall(call), std::move(reply));
}

void HelplineHandler::GetCall(const Call& call, const v1::GetCallRequest& request,
                              Reply<v1::Call> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("calls", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<RecordState> record = ReadVisible(house_, call, Kind::kCall, *id);
  if (!record.ok()) return reply(record.status());
  reply(Answer<v1::Call>{record->As<CallRecord>().call(), {{Kind::kCall, {*id}}}});
}

void HelplineHandler::ListCalls(const Call& call, const v1::ListCallsRequest& request,
                                Reply<v1::ListCallsResponse> reply) {
  ListRequest list{.kind = Kind::kCall,
                   .owner = "",
                   .equals = {},
                   .states = {},
                   .page_size = request.page_size(),
                   .page_token = request.page_token()};
  if (!request.person().empty()) {
    const absl::StatusOr<storage::Id> id = IdFromName("people", request.person(), "person");
    if (!id.ok()) return reply(id.status());
    list.equals.push_back({"person", std::string(id->bytes())});
  }
  absl::StatusOr<VisiblePage> page = ListVisible(house_, call, list);
  if (!page.ok()) return reply(page.status());
  Answer<v1::ListCallsResponse> answer;
  for (const RecordState& record : page->records) {
    *answer.message.add_calls() = record.As<CallRecord>().call();
  }
  answer.message.set_next_page_token(page->next_page_token);
  answer.reads = std::move(page->reads);
  reply(std::move(answer));
}

void HelplineHandler::ListPreviousContacts(const Call& call,
                                           const v1::ListPreviousContactsRequest& request,
                                           Reply<v1::ListPreviousContactsResponse> reply) {
  const absl::StatusOr<int> limit = PageSize(request.page_size(), 20, 100);
  if (!limit.ok()) return reply(limit.status());
  const std::string number = NormalizePhone(request.number());
  if (number.empty()) {
    return reply(InvalidField("number", "NOT_A_PHONE_NUMBER", "with country code"));
  }
  absl::StatusOr<storage::Reader> reader = house_.engine->Read();
  if (!reader.ok()) return reply(reader.status());
  Answer<v1::ListPreviousContactsResponse> answer;
  answer.message.set_normalized_number(number);
  std::vector<storage::Id> shown;
  const uint64_t key = BlindValue("phone|" + number, house_.codec->vault());
  std::vector<storage::Id> ids = house_.call_index->Find(key, static_cast<size_t>(*limit));
  std::reverse(ids.begin(), ids.end());
  for (const storage::Id& id : ids) {
    const absl::StatusOr<RecordState> record =
        storage::LoadRecord(**reader, *house_.codec, Kind::kCall, id);
    if (!record.ok()) return reply(record.status());
    const v1::Call& earlier = record->As<CallRecord>().call();
    if (!CheckVisible(call, Kind::kCall, earlier.placement()).ok() ||
        NormalizePhone(earlier.number()) != number) {
      continue;
    }
    *answer.message.add_calls() = earlier;
    shown.push_back(id);
  }
  if (!shown.empty()) answer.reads.push_back({Kind::kCall, std::move(shown)});
  reply(std::move(answer));
}

void HelplineHandler::LinkCall(const Call& call, const v1::LinkCallRequest& request,
                               Reply<v1::Call> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("calls", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<Links> links = ParseLinks(request.person(), request.case_(), "");
  if (!links.ok()) return reply(links.status());
  auto decide = [call, id = *id, links = *links,
                 request](Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordState state, LoadWritable(call, Kind::kCall, id, transaction));
    RecordState person;
    RETURN_IF_ERROR(CheckLinks(call, links, transaction, person));
    CallRecord record = state.As<CallRecord>();
    record.mutable_call()->set_person(request.person());
    record.mutable_call()->set_case_(request.case_());
    *record.mutable_call()->mutable_update_time() = TimestampOf(transaction.now_us());
    Frame(person, record);
    return transaction.Put(id, std::move(record));
  };
  Write<v1::Call>(house_, call, request.request_id(), false, std::move(decide), ReplyWithCall(call),
                  std::move(reply));
}

}  // namespace balcao::services
