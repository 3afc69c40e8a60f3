#include "services/people/handler.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/common/blind_index.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/keys.h"
#include "services/common/paging.h"
#include "services/common/person_rules.h"
#include "services/common/reading.h"
#include "services/common/reveals.h"
#include "services/common/update.h"
#include "services/people/name_book.h"
#include "services/people/rules.h"
#include "storage/common/status_macros.h"
#include "storage/records/store.h"

namespace balcao::services {
namespace {

using storage::Kind;
using storage::RecordState;
using storage::Transaction;
using store::v1::PersonRecord;

const google::protobuf::Message& PersonOf(const google::protobuf::Message& record) {
  return static_cast<const PersonRecord&>(record).person();
}

std::vector<std::string> Listed(const google::protobuf::RepeatedPtrField<std::string>& names) {
  return {names.begin(), names.end()};
}

// The reply of every write: the person of that name as the write left it.
std::function<absl::StatusOr<v1::Person>(const storage::ChangeSet&)> ReplyWithPerson(
    const Call& call, storage::Id id = storage::Id()) {
  return [call, id](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Person> {
    for (const storage::ChangedRecord& changed : changes.records) {
      if (changed.after.kind != Kind::kPerson) continue;
      if (!id.empty() && changed.after.id != id) continue;
      const v1::Person& person = changed.after.As<PersonRecord>().person();
      RETURN_IF_ERROR(CheckVisible(call, Kind::kPerson, person.placement()));
      return person;
    }
    return NotFound();
  };
}

}  // namespace

void PeopleHandler::CreatePerson(const Call& call, const v1::CreatePersonRequest& request,
                                 Reply<v1::Person> reply) {
  FieldFaults faults;
  CheckRequired(request.has_person(), "person", faults);
  CheckPerson(request.person(), *house_.catalogue, house_.sources.now_us(), "person.", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  const absl::StatusOr<std::string> owner = OwnerFor(call, house_, request.owner());
  if (!owner.ok()) return reply(owner.status());
  auto decide = [&house = house_, call, owner = *owner,
                 draft = MakeDraft(WithoutOutputs(request.person()), house_.codec->vault()),
                 reviewed =
                     Listed(request.reviewed_candidates())](Transaction& transaction) mutable {
    return Register(house, call, std::move(draft), owner, reviewed, transaction).status();
  };
  Write<v1::Person>(house_, call, request.request_id(), request.validate_only(), std::move(decide),
                    ReplyWithPerson(call), std::move(reply));
}

void PeopleHandler::GetPerson(const Call& call, const v1::GetPersonRequest& request,
                              Reply<v1::Person> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("people", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<RecordState> record = ReadVisible(house_, call, Kind::kPerson, *id);
  if (!record.ok()) return reply(record.status());
  reply(Answer<v1::Person>{record->As<PersonRecord>().person(), {{Kind::kPerson, {*id}}}});
}

void PeopleHandler::UpdatePerson(const Call& call, const v1::UpdatePersonRequest& request,
                                 Reply<v1::Person> reply) {
  const absl::StatusOr<storage::Id> id =
      IdFromName("people", request.person().name(), "person.name");
  if (!id.ok()) return reply(id.status());
  const absl::Status mask =
      CheckMask(call, *v1::Person::descriptor(), request.update_mask(), IsUpdatable);
  if (!mask.ok()) return reply(mask);
  auto decide = [&house = house_, call, id = *id, request](Transaction& transaction) {
    ASSIGN_OR_RETURN(const RecordState current, LoadWritable(call, Kind::kPerson, id, transaction));
    RETURN_IF_ERROR(Revealing(
        CheckEtag(request.person().etag(), current, request.update_mask(), PersonOf, transaction),
        current));
    PersonRecord record = current.As<PersonRecord>();
    CopyFields(request.update_mask(), request.person(), *record.mutable_person());
    FieldFaults faults;
    CheckPerson(record.person(), *house.catalogue, transaction.now_us(), "person.", faults);
    RETURN_IF_ERROR(Revealing(faults.ToStatus(), current));
    return transaction.Put(id, Touched(std::move(record), transaction.now_us(), house));
  };
  Write<v1::Person>(house_, call, request.request_id(), request.validate_only(), std::move(decide),
                    ReplyWithPerson(call), std::move(reply));
}

void PeopleHandler::ListPeople(const Call& call, const v1::ListPeopleRequest& request,
                               Reply<v1::ListPeopleResponse> reply) {
  absl::StatusOr<VisiblePage> page = ListVisible(house_, call,
                                                 {.kind = Kind::kPerson,
                                                  .owner = request.owner(),
                                                  .equals = {},
                                                  .states = {},
                                                  .page_size = request.page_size(),
                                                  .page_token = request.page_token()});
  if (!page.ok()) return reply(page.status());
  Answer<v1::ListPeopleResponse> answer;
  for (const RecordState& record : page->records) {
    *answer.message.add_people() = record.As<PersonRecord>().person();
  }
  answer.message.set_next_page_token(page->next_page_token);
  answer.reads = std::move(page->reads);
  reply(std::move(answer));
}

void PeopleHandler::SearchPeople(const Call& call, const v1::SearchPeopleRequest& request,
                                 Reply<v1::SearchPeopleResponse> reply) {
  std::optional<SearchSessions::Key> session;
  if (!request.search_session().empty()) {
    const absl::StatusOr<storage::Id> id = storage::Id::Parse(request.search_session());
    if (!id.ok()) return reply(InvalidField("search_session", "NOT_A_UUID", "a UUID"));
    session = {call.caller.account, *id};
  }
  std::vector<storage::Id> shown;
  absl::StatusOr<v1::SearchPeopleResponse> found = Search(call, request, shown);
  if (!found.ok()) return reply(found.status());
  Answer<v1::SearchPeopleResponse> answer;
  answer.message = *std::move(found);
  const int64_t now_us = house_.sources.now_us();
  if (session.has_value()) shown = sessions_.Untraced(*session, shown, now_us);
  if (!shown.empty()) {
    if (session.has_value()) {
      answer.traced = [this, key = *session, shown, now_us] {
        sessions_.Traced(key, shown, now_us);
      };
    }
    answer.reads.push_back({Kind::kPerson, std::move(shown)});
  }
  reply(std::move(answer));
}

absl::StatusOr<std::vector<storage::Id>> PeopleHandler::Meant(
    const Call& call, const v1::SearchPeopleRequest& request) const {
  constexpr size_t kLookedAtMax = 2000;
  ASSIGN_OR_RETURN(const std::vector<std::string> values, SearchValues(request));
  if (values.empty()) {
    const auth::Scope scope = auth::Policy::ReadScope(call.caller, Kind::kPerson);
    return house_.name_book->Find(ParseNames(request.names()), scope.owner, kLookedAtMax);
  }
  std::vector<uint64_t> keys;
  for (const std::string& value : values) keys.push_back(BlindValue(value, house_.codec->vault()));
  std::vector<storage::Id> ids = house_.people_index->FindAll(keys, kLookedAtMax);
  std::reverse(ids.begin(), ids.end());
  return ids;
}

absl::StatusOr<v1::SearchPeopleResponse> PeopleHandler::Search(
    const Call& call, const v1::SearchPeopleRequest& request,
    std::vector<storage::Id>& shown) const {
  ASSIGN_OR_RETURN(const int limit, PageSize(request.page_size(), 20, 50));
  ASSIGN_OR_RETURN(const std::vector<storage::Id> ids, Meant(call, request));
  v1::SearchPeopleResponse response;
  ASSIGN_OR_RETURN(storage::Reader reader, house_.engine->Read());
  for (const storage::Id& id : ids) {
    if (response.people_size() == limit) break;
    ASSIGN_OR_RETURN(const RecordState record,
                     storage::LoadRecord(*reader, *house_.codec, Kind::kPerson, id));
    const v1::Person& person = record.As<PersonRecord>().person();
    // A restricted person stands in no search.
    if (person.placement().restricted() ||
        !auth::Policy::MayRead(call.caller, Kind::kPerson, person.placement())) {
      continue;
    }
    if (record.erased || !Answers(person, request)) continue;
    *response.add_people() = person;
    shown.push_back(id);
  }
  return response;
}

void PeopleHandler::FindDuplicates(const Call& call, const v1::FindDuplicatesRequest& request,
                                   Reply<v1::FindDuplicatesResponse> reply) {
  FieldFaults faults;
  CheckPerson(request.person(), *house_.catalogue, house_.sources.now_us(), "person.", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  absl::StatusOr<storage::Reader> reader = house_.engine->Read();
  if (!reader.ok()) return reply(reader.status());
  const absl::StatusOr<std::vector<Candidate>> candidates =
      FindCandidates(MakeDraft(request.person(), house_.codec->vault()), *house_.people_index, {},
                     [&](const storage::Id& id) {
                       return storage::LoadRecord(**reader, *house_.codec, Kind::kPerson, id);
                     });
  if (!candidates.ok()) return reply(candidates.status());
  Answer<v1::FindDuplicatesResponse> answer;
  std::vector<storage::Id> named;
  for (const Candidate& candidate : *candidates) {
    if (!MayBeTold(call, candidate)) continue;
    v1::DuplicateCandidate& told = *answer.message.add_candidates();
    told.set_candidate(CandidateName(house_, call, candidate));
    told.set_in_scope(auth::Policy::MayRead(call.caller, Kind::kPerson, candidate.placement));
    told.set_score(candidate.match.score);
    for (const std::string& field : candidate.match.fields) told.add_matched_fields(field);
    named.push_back(candidate.id);
  }
  if (!named.empty()) answer.reads.push_back({Kind::kPerson, std::move(named)});
  reply(std::move(answer));
}

void PeopleHandler::AddRelation(const Call& call, const v1::AddRelationRequest& request,
                                Reply<v1::Person> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("people", request.person(), "person");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<storage::Id> other =
      IdFromName("people", request.relation().person(), "relation.person");
  if (!other.ok()) return reply(other.status());
  const absl::Status checked = CheckRelation(request.relation(), *id == *other);
  if (!checked.ok()) return reply(checked);
  auto decide = [&house = house_, call, id = *id, other = *other,
                 kind = request.relation().kind()](Transaction& transaction) {
    ASSIGN_OR_RETURN(const RecordState mine, LoadWritable(call, Kind::kPerson, id, transaction));
    ASSIGN_OR_RETURN(const RecordState theirs,
                     LoadWritable(call, Kind::kPerson, other, transaction));
    const PersonRecord& a = mine.As<PersonRecord>();
    const PersonRecord& b = theirs.As<PersonRecord>();
    RETURN_IF_ERROR(transaction.Put(
        id, Touched(WithRelation(a, kind, b.person().name()), transaction.now_us(), house)));
    return transaction.Put(other, Touched(WithRelation(b, Converse(kind), a.person().name()),
                                          transaction.now_us(), house));
  };
  Write<v1::Person>(house_, call, request.request_id(), false, std::move(decide),
                    ReplyWithPerson(call, *id), std::move(reply));
}

void PeopleHandler::RemoveRelation(const Call& call, const v1::RemoveRelationRequest& request,
                                   Reply<google::protobuf::Empty> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("people", request.person(), "person");
  if (!id.ok()) return reply(id.status());
  const absl::StatusOr<storage::Id> other = IdFromName("people", request.other(), "other");
  if (!other.ok()) return reply(other.status());
  auto decide = [&house = house_, call, id = *id, other = *other](Transaction& transaction) {
    for (const auto& [self, far] : {std::pair(id, other), std::pair(other, id)}) {
      ASSIGN_OR_RETURN(const RecordState record,
                       LoadWritable(call, Kind::kPerson, self, transaction));
      RETURN_IF_ERROR(transaction.Put(
          self,
          Touched(WithoutRelation(record.As<PersonRecord>(), storage::ResourceName("people", far)),
                  transaction.now_us(), house)));
    }
    return absl::OkStatus();
  };
  Write<google::protobuf::Empty>(
      house_, call, request.request_id(), false, std::move(decide),
      [](const storage::ChangeSet&) { return google::protobuf::Empty(); }, std::move(reply));
}

void PeopleHandler::PromotePerson(const Call& call, const v1::PromotePersonRequest& request,
                                  Reply<v1::Person> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("people", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  if (request.has_person() == !request.into().empty()) {
    return reply(InvalidField("person", "ONE_OF", "either an identity or a known person"));
  }
  if (!request.into().empty()) {
    const absl::StatusOr<storage::Id> into = IdFromName("people", request.into(), "into");
    if (!into.ok()) return reply(into.status());
    auto decide = [&house = house_, call, id = *id, into = *into](Transaction& transaction) {
      return MergeAnonymous(house, call, id, into, transaction);
    };
    return Write<v1::Person>(house_, call, request.request_id(), false, std::move(decide),
                             ReplyWithPerson(call, *into), std::move(reply));
  }
  v1::Person identity = WithoutOutputs(request.person());
  identity.set_anonymous(false);
  FieldFaults faults;
  CheckPerson(identity, *house_.catalogue, house_.sources.now_us(), "person.", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  auto decide = [&house = house_, call, id = *id, identity = std::move(identity),
                 reviewed = Listed(request.reviewed_candidates())](Transaction& transaction) {
    return NameAnonymous(house, call, id, identity, reviewed, transaction);
  };
  Write<v1::Person>(house_, call, request.request_id(), false, std::move(decide),
                    ReplyWithPerson(call, *id), std::move(reply));
}

}  // namespace balcao::services
