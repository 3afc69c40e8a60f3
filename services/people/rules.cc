#include "services/people/rules.h"

#include <algorithm>

#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/errors.h"
#include "services/common/frame.h"
#include "services/common/keys.h"
#include "services/common/person_rules.h"
#include "services/common/reading.h"
#include "services/common/reveals.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

using storage::Kind;
using storage::RecordState;
using storage::Transaction;
using store::v1::PersonRecord;

bool Contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

absl::StatusOr<RecordState> LoadAnonymous(const Call& call, const storage::Id& id,
                                          Transaction& transaction) {
  ASSIGN_OR_RETURN(RecordState record, LoadWritable(call, Kind::kPerson, id, transaction));
  const v1::Person& person = record.As<PersonRecord>().person();
  if (!person.anonymous() || !person.merged_into().empty()) {
    return Revealing(Precondition("NOT_ANONYMOUS", "the person has a name already"), record);
  }
  return record;
}

// The frame of an event that now is another person's.
store::v1::StatisticalFrame Reframed(const store::v1::StatisticalFrame& before,
                                     const PersonRecord& person) {
  store::v1::StatisticalFrame after = before;
  after.set_person(person.statistical_number());
  after.set_subject(person.person().name());
  return after;
}

absl::Status MoveVisits(const storage::Id& from, const PersonRecord& to, Transaction& transaction) {
  ASSIGN_OR_RETURN(const std::vector<storage::Id> ids,
                   transaction.Find(Kind::kVisit, "person", std::string(from.bytes())));
  for (const storage::Id& id : ids) {
    ASSIGN_OR_RETURN(const RecordState state, transaction.Load(Kind::kVisit, id));
    store::v1::VisitRecord record = state.As<store::v1::VisitRecord>();
    record.mutable_visit()->set_person(to.person().name());
    *record.mutable_frame() = Reframed(record.frame(), to);
    RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
  }
  return absl::OkStatus();
}

absl::Status MoveCases(const storage::Id& from, const PersonRecord& to, Transaction& transaction) {
  ASSIGN_OR_RETURN(const std::vector<storage::Id> ids,
                   transaction.Find(Kind::kCase, "person", std::string(from.bytes())));
  for (const storage::Id& id : ids) {
    ASSIGN_OR_RETURN(const RecordState state, transaction.Load(Kind::kCase, id));
    store::v1::CaseRecord record = state.As<store::v1::CaseRecord>();
    record.mutable_case_()->mutable_parties(0)->set_person(to.person().name());
    *record.mutable_frame() = Reframed(record.frame(), to);
    RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
  }
  return absl::OkStatus();
}

absl::Status MoveCalls(const storage::Id& from, const PersonRecord& to, Transaction& transaction) {
  ASSIGN_OR_RETURN(const std::vector<storage::Id> ids,
                   transaction.Find(Kind::kCall, "person", std::string(from.bytes())));
  for (const storage::Id& id : ids) {
    ASSIGN_OR_RETURN(const RecordState state, transaction.Load(Kind::kCall, id));
    store::v1::CallRecord record = state.As<store::v1::CallRecord>();
    record.mutable_call()->set_person(to.person().name());
    *record.mutable_frame() = Reframed(record.frame(), to);
    RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
  }
  return absl::OkStatus();
}

}  // namespace

PersonRecord Touched(PersonRecord record, int64_t now_us, const House& house) {
  *record.mutable_person()->mutable_update_time() = TimestampOf(now_us);
  const std::vector<uint64_t> keys = BlindKeys(record.person(), house.codec->vault()).all;
  record.clear_blind_keys();
  record.mutable_blind_keys()->Add(keys.begin(), keys.end());
  return record;
}

v1::Relation::Kind Converse(v1::Relation::Kind kind) {
  switch (kind) {
    case v1::Relation::KIND_PARENT:
      return v1::Relation::KIND_CHILD;
    case v1::Relation::KIND_CHILD:
      return v1::Relation::KIND_PARENT;
    case v1::Relation::KIND_GUARDIAN:
      return v1::Relation::KIND_WARD;
    case v1::Relation::KIND_WARD:
      return v1::Relation::KIND_GUARDIAN;
    default:
      return kind;
  }
}

absl::Status CheckRelation(const v1::Relation& relation, bool to_self) {
  if (!v1::Relation::Kind_IsValid(relation.kind()) ||
      relation.kind() == v1::Relation::KIND_UNSPECIFIED) {
    return InvalidField("relation.kind", "REQUIRED", "what the other person is");
  }
  if (to_self) return InvalidField("relation.person", "SAME_PERSON", "another person");
  return absl::OkStatus();
}

PersonRecord WithRelation(PersonRecord record, v1::Relation::Kind kind, const std::string& other) {
  record = WithoutRelation(std::move(record), other);
  v1::Relation& relation = *record.mutable_person()->add_relations();
  relation.set_kind(kind);
  relation.set_person(other);
  return record;
}

PersonRecord WithoutRelation(PersonRecord record, const std::string& other) {
  auto& relations = *record.mutable_person()->mutable_relations();
  relations.erase(std::remove_if(relations.begin(), relations.end(),
                                 [&](const v1::Relation& r) { return r.person() == other; }),
                  relations.end());
  return record;
}

absl::StatusOr<std::vector<std::string>> SearchValues(const v1::SearchPeopleRequest& request) {
  // What is told at most of a person's names. To transliterate a text takes the square of
  // its length.
  constexpr size_t kNamesMax = 500;
  FieldFaults faults;
  CheckText(request.names(), "names", kNamesMax, faults);
  RETURN_IF_ERROR(faults.ToStatus());
  std::vector<std::string> values;
  if (!request.reference().empty()) values.push_back(ReferenceValue(request.reference()));
  if (!request.document_number().empty()) {
    values.push_back("document|" + NormalizeDocument(request.document_number()));
  }
  if (!request.phone().empty()) {
    const std::string phone = NormalizePhone(request.phone());
    if (phone.empty()) return InvalidField("phone", "NOT_A_PHONE_NUMBER", "with country code");
    values.push_back("phone|" + phone);
  }
  if (values.empty() && ParseNames(request.names()).empty()) {
    return InvalidField("names", "NOTHING_TO_SEARCH", "a reference, document, phone or name");
  }
  return values;
}

bool Answers(const v1::Person& person, const v1::SearchPeopleRequest& request) {
  if (!request.reference().empty() &&
      NormalizeDocument(person.reference()) != NormalizeDocument(request.reference())) {
    return false;
  }
  if (!request.document_number().empty() &&
      !Contains(DocumentValues(person),
                "document|" + NormalizeDocument(request.document_number()))) {
    return false;
  }
  if (!request.phone().empty() &&
      !Contains(PhoneValues(person), "phone|" + NormalizePhone(request.phone()))) {
    return false;
  }
  if (!AnswersNames(NameTokens(NamesOf(person)), ParseNames(request.names()))) return false;
  const v1::Date& asked = request.birth_date();
  const v1::Date& known = person.birth_date();
  return asked.year() == 0 ||
         (asked.year() == known.year() && (asked.month() == 0 || asked.month() == known.month()) &&
          (asked.day() == 0 || asked.day() == known.day()));
}

absl::Status NameAnonymous(const House& house, const Call& call, const storage::Id& id,
                           const v1::Person& identity, const std::vector<std::string>& reviewed,
                           Transaction& transaction) {
  ASSIGN_OR_RETURN(const RecordState state, LoadAnonymous(call, id, transaction));
  PersonRecord record = state.As<PersonRecord>();
  const v1::Placement placement = record.person().placement();
  v1::Person& person = *record.mutable_person();
  // What is told replaces what was known: lists too, or a nationality told twice would
  // stand twice.
  std::vector<const google::protobuf::FieldDescriptor*> told;
  identity.GetReflection()->ListFields(identity, &told);
  for (const auto* field : told) person.GetReflection()->ClearField(&person, field);
  person.MergeFrom(identity);
  person.set_anonymous(false);
  *person.mutable_placement() = placement;
  RETURN_IF_ERROR(CheckDuplicates(house, call, MakeDraft(person, house.codec->vault()), reviewed,
                                  id, transaction));
  return transaction.Put(id, Touched(std::move(record), transaction.now_us(), house));
}

absl::Status MergeAnonymous(const House& house, const Call& call, const storage::Id& id,
                            const storage::Id& into, Transaction& transaction) {
  ASSIGN_OR_RETURN(const RecordState state, LoadAnonymous(call, id, transaction));
  ASSIGN_OR_RETURN(const RecordState target, LoadWritable(call, Kind::kPerson, into, transaction));
  const PersonRecord& known = target.As<PersonRecord>();
  if (id == into || known.person().anonymous() || !known.person().merged_into().empty()) {
    return Revealing(Precondition("NOT_A_KNOWN_PERSON", "the other must be a person with a name"),
                     target);
  }
  PersonRecord gone = state.As<PersonRecord>();
  gone.mutable_person()->set_merged_into(known.person().name());
  gone = Touched(std::move(gone), transaction.now_us(), house);
  gone.clear_blind_keys();
  RETURN_IF_ERROR(transaction.Put(id, std::move(gone)));
  RETURN_IF_ERROR(transaction.Put(into, Touched(known, transaction.now_us(), house)));
  RETURN_IF_ERROR(MoveVisits(id, known, transaction));
  RETURN_IF_ERROR(MoveCases(id, known, transaction));
  return MoveCalls(id, known, transaction);
}

}  // namespace balcao::services
