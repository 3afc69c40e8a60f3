#include "services/common/person_rules.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/keys.h"
#include "services/common/reference.h"
#include "services/common/reveals.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"

namespace balcao::services {
namespace {

constexpr size_t kNameMax = 200;
constexpr int kListMax = 10;
constexpr size_t kLineMax = 500;
constexpr size_t kNoteMax = 4000;

void CheckNames(const v1::Person& person, const std::string& path, FieldFaults& faults) {
  CheckText(person.given_name(), {path, "given_name"}, kNameMax, faults);
  CheckText(person.family_name(), {path, "family_name"}, kNameMax, faults);
  if (person.other_names_size() > kListMax) {
    faults.Add({path, "other_names"}, "TOO_MANY", "at most 10");
  }
  for (const std::string& name : person.other_names()) {
    CheckText(name, {path, "other_names"}, kNameMax, faults);
  }
  const bool named = !person.given_name().empty() || !person.family_name().empty();
  if (person.anonymous() &&
      (named || person.documents_size() > 0 || person.other_names_size() > 0)) {
    faults.Add({path, "anonymous"}, "ANONYMOUS_WITH_IDENTITY", "no name and no document");
  }
  if (!person.anonymous() && !named) {
    faults.Add({path, "given_name"}, "NAME_REQUIRED", "a name, or anonymous");
  }
}

void CheckIdentity(const v1::Person& person, const Catalogue& catalogue, const std::string& path,
                   FieldFaults& faults) {
  if (person.has_birth_date()) CheckDate(person.birth_date(), {path, "birth_date"}, faults);
  CheckCode(catalogue, "sex", person.sex(), {path, "sex"}, faults);
  if (person.nationalities_size() > kListMax) {
    faults.Add({path, "nationalities"}, "TOO_MANY", "at most 10");
  }
  for (const std::string& code : person.nationalities()) {
    CheckCode(catalogue, "nationality", code, {path, "nationalities"}, faults);
  }
  CheckLanguage(catalogue, person.language(), {path, "language"}, faults);
  CheckCode(catalogue, "residence_status", person.residence_status(), {path, "residence_status"},
            faults);
  for (const std::string& code : person.vulnerabilities()) {
    CheckCode(catalogue, "vulnerability", code, {path, "vulnerabilities"}, faults);
  }
}

void CheckDocuments(const v1::Person& person, const Catalogue& catalogue, const std::string& path,
                    FieldFaults& faults) {
  if (person.documents_size() > kListMax) faults.Add({path, "documents"}, "TOO_MANY", "at most 10");
  for (int i = 0; i < person.documents_size(); ++i) {
    const v1::IdentityDocument& document = person.documents(i);
    const std::string at = absl::StrCat(path, "documents[", i, "].");
    CheckRequired(!document.type().empty(), {at, "type"}, faults);
    CheckCode(catalogue, "document", document.type(), {at, "type"}, faults);
    CheckRequired(!NormalizeDocument(document.number()).empty(), {at, "number"}, faults);
    CheckText(document.number(), {at, "number"}, 64, faults);
    CheckCode(catalogue, "nationality", document.country(), {at, "country"}, faults);
    if (document.has_expiry_date()) CheckDate(document.expiry_date(), {at, "expiry_date"}, faults);
  }
}

// As much of the date as is known is not after today, anywhere.
void CheckBorn(const v1::Date& date, int64_t now_us, const std::string& path, FieldFaults& faults) {
  if (!IsDate(date)) return;  // CheckIdentity
  const absl::CivilDay today = DayOf(now_us, ZoneOf("Pacific/Kiritimati"));
  const absl::CivilDay born(date.year(), std::max(date.month(), 1), std::max(date.day(), 1));
  if (born > today) faults.Add({path, "birth_date"}, "IN_THE_FUTURE", "not in the future");
}

void CheckContact(const v1::Person& person, const std::string& path, FieldFaults& faults) {
  if (person.phones_size() > kListMax) faults.Add({path, "phones"}, "TOO_MANY", "at most 10");
  // To look at a number takes the library's time: at no more than may be given.
  for (int i = 0; i < std::min(person.phones_size(), kListMax); ++i) {
    if (NormalizePhone(person.phones(i)).empty()) {
      faults.Add(absl::StrCat(path, "phones[", i, "]"), "NOT_A_PHONE_NUMBER", "with country code");
    }
  }
  CheckText(person.email(), {path, "email"}, kNameMax, faults);
  if (!person.email().empty() && person.email().find('@') == std::string::npos) {
    faults.Add({path, "email"}, "NOT_AN_EMAIL", "with an @");
  }
  CheckText(person.address(), {path, "address"}, kLineMax, faults);
}

}  // namespace

void CheckPerson(const v1::Person& person, const Catalogue& catalogue, int64_t now_us,
                 const std::string& path, FieldFaults& faults) {
  CheckNames(person, path, faults);
  CheckBorn(person.birth_date(), now_us, path, faults);
  CheckIdentity(person, catalogue, path, faults);
  CheckDocuments(person, catalogue, path, faults);
  CheckContact(person, path, faults);
  CheckText(person.note(), {path, "note"}, kNoteMax, faults);
  if (person.has_legal_basis()) {
    CheckLegalBasis(person.legal_basis(), catalogue, path + "legal_basis", faults);
  }
}

v1::Person WithoutOutputs(v1::Person person) {
  person.clear_name();
  person.clear_etag();
  person.clear_reference();
  person.clear_placement();
  person.clear_create_time();
  person.clear_update_time();
  person.clear_relations();
  person.clear_merged_into();
  person.clear_redacted();
  return person;
}

bool IsUpdatable(std::string_view path) {
  static const auto& paths = *new absl::flat_hash_set<std::string>{
      "given_name", "family_name",   "other_names", "birth_date", "birth_date_estimated",
      "sex",        "nationalities", "language",    "documents",  "residence_status",
      "phones",     "email",         "address",     "note",       "vulnerabilities",
      "legal_basis"};
  return paths.contains(std::string(path));
}

store::v1::PersonRecord NewPerson(v1::Person draft, const NewPersonFacts& facts) {
  store::v1::PersonRecord record;
  v1::Person& person = *record.mutable_person();
  person = std::move(draft);
  person.set_name(facts.name);
  person.set_reference(facts.reference);
  person.mutable_placement()->set_owner(facts.owner);
  *person.mutable_create_time() = TimestampOf(facts.now_us);
  *person.mutable_update_time() = TimestampOf(facts.now_us);
  record.set_statistical_number(facts.statistical_number);
  return record;
}

absl::StatusOr<std::string> NextReference(const House& house, const std::string& owner,
                                          storage::Transaction& transaction) {
  const v1::Centre* centre = house.catalogue->FindCentre(owner);
  if (centre == nullptr) return absl::InternalError("an owner that is no centre");
  const absl::CivilDay today = DayOf(transaction.now_us(), ZoneOf(centre->time_zone()));
  ASSIGN_OR_RETURN(const int64_t number,
                   transaction.Next(absl::StrCat(centre->reference_prefix(), "-", today.year())));
  return MakeReference(centre->reference_prefix(), today.year(), number);
}

absl::Status CheckDuplicates(const House& house, const Call& call, const PersonDraft& draft,
                             const std::vector<std::string>& reviewed, const storage::Id& self,
                             storage::Transaction& transaction) {
  if (draft.keys.blocking.empty()) return absl::OkStatus();
  std::vector<storage::RecordState> pending;
  transaction.ForEachPending(storage::Kind::kPerson, [&](const storage::RecordState& state) {
    const auto& keys = state.As<store::v1::PersonRecord>().blind_keys();
    const bool shares = std::any_of(
        draft.keys.blocking.begin(), draft.keys.blocking.end(),
        [&](uint64_t key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); });
    if (shares) pending.push_back(state);
  });
  ASSIGN_OR_RETURN(const std::vector<Candidate> candidates,
                   FindCandidates(draft, *house.people_index, pending, [&](const storage::Id& id) {
                     return transaction.Load<store::v1::PersonRecord>(id);
                   }));
  std::vector<storage::Id> unseen;
  for (const Candidate& candidate : candidates) {
    if (candidate.id == self || !MustBeReviewed(candidate.match)) continue;
    if (!MayBeTold(call, candidate)) continue;
    const std::string name = CandidateName(house, call, candidate);
    if (std::find(reviewed.begin(), reviewed.end(), name) == reviewed.end()) {
      unseen.push_back(candidate.id);
    }
  }
  if (unseen.empty()) return absl::OkStatus();
  return Revealing(Precondition("DUPLICATE_CANDIDATES",
                                "likely duplicates: call FindDuplicates, look, and repeat with "
                                "reviewed_candidates"),
                   storage::Kind::kPerson, unseen);
}

absl::StatusOr<storage::RecordState> Register(const House& house, const Call& call,
                                              PersonDraft draft, const std::string& owner,
                                              const std::vector<std::string>& reviewed,
                                              storage::Transaction& transaction) {
  RETURN_IF_ERROR(CheckDuplicates(house, call, draft, reviewed, storage::Id(), transaction));
  const storage::Id id = transaction.NewId();
  ASSIGN_OR_RETURN(std::string reference, NextReference(house, owner, transaction));
  store::v1::PersonRecord record =
      NewPerson(std::move(draft.person), {.name = storage::ResourceName("people", id),
                                          .owner = owner,
                                          .reference = std::move(reference),
                                          .now_us = transaction.now_us(),
                                          .statistical_number = transaction.Random() | 1});
  record.mutable_blind_keys()->Add(draft.keys.all.begin(), draft.keys.all.end());
  record.add_blind_keys(
      BlindValue(ReferenceValue(record.person().reference()), house.codec->vault()));
  RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
  return transaction.Load<store::v1::PersonRecord>(id);
}

absl::StatusOr<std::string> OwnerFor(const Call& call, const House& house,
                                     const std::string& asked) {
  if (asked.empty() || asked == call.caller.centre) return call.caller.centre;
  if (house.catalogue->FindCentre(asked) == nullptr) {
    return InvalidField("owner", "UNKNOWN_CENTRE", "a centre of the catalogue");
  }
  return Forbidden("CENTRE_NOT_YOURS", "the caller does not work at that centre");
}

}  // namespace balcao::services
