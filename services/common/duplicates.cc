#include "services/common/duplicates.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "auth/policy.h"
#include "services/common/blind_index.h"
#include "services/common/keys.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"

namespace balcao::services {
namespace {

// Weights in bits, agreement and disagreement: first values from the orders of
// magnitude of the field (a document number is shared by chance once in 10^6, a
// date of birth once in 10^4), to be fitted on labelled pairs.
constexpr double kDocument = 20;
constexpr double kPhone = 7;
constexpr double kAllNames = 9, kSomeNames = 3, kNoName = -4;
constexpr double kBirth = 9, kBirthYear = 2, kOtherBirth = -5;
constexpr double kSex = 1, kOtherSex = -3;
constexpr double kNationality = 2, kOtherNationality = -1;

constexpr size_t kCandidatesMax = 20;
constexpr size_t kHitsMax = 50;  // of one key

bool Share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& value) {
    return std::find(b.begin(), b.end(), value) != b.end();
  });
}

void AddNames(const v1::Person& draft, const v1::Person& known, Match& match) {
  const std::vector<std::string> a = SoundsOf(draft), b = SoundsOf(known);
  if (a.empty() || b.empty()) return;
  const std::vector<std::string>& shorter = a.size() <= b.size() ? a : b;
  const std::vector<std::string>& longer = a.size() <= b.size() ? b : a;
  const auto shared = std::count_if(shorter.begin(), shorter.end(), [&](const std::string& value) {
    return std::find(longer.begin(), longer.end(), value) != longer.end();
  });
  if (shared == 0) {
    match.score += kNoName;
    return;
  }
  const bool all = shared == static_cast<std::ptrdiff_t>(shorter.size()) && shorter.size() >= 2;
  match.score += all ? kAllNames : kSomeNames;
  match.fields.push_back("names");
}

void AddBirth(const v1::Date& a, const v1::Date& b, Match& match) {
  if (a.year() == 0 || b.year() == 0) return;
  if (a.year() != b.year()) {
    match.score += kOtherBirth;
  } else if (a.month() != 0 && a.month() == b.month() && a.day() != 0 && a.day() == b.day()) {
    match.score += kBirth;
    match.fields.push_back("birth_date");
  } else {
    match.score += kBirthYear;
  }
}

}  // namespace

Match Compare(const v1::Person& draft, const v1::Person& known) {
  Match match;
  if (Share(DocumentValues(draft), DocumentValues(known))) {
    match.same_document = true;
    match.score += kDocument;
    match.fields.push_back("documents");
  }
  if (Share(PhoneValues(draft), PhoneValues(known))) {
    match.score += kPhone;
    match.fields.push_back("phones");
  }
  AddNames(draft, known, match);
  AddBirth(draft.birth_date(), known.birth_date(), match);
  const auto is_told = [](const std::string& sex) { return sex == "1" || sex == "2"; };
  if (is_told(draft.sex()) && is_told(known.sex())) {
    match.score += draft.sex() == known.sex() ? kSex : kOtherSex;
  }
  if (draft.nationalities_size() > 0 && known.nationalities_size() > 0) {
    match.score +=
        draft.nationalities(0) == known.nationalities(0) ? kNationality : kOtherNationality;
  }
  return match;
}

bool MustBeReviewed(const Match& match) {
  return match.same_document || match.score >= kReviewScore;
}

PersonDraft MakeDraft(v1::Person person, storage::Vault& vault) {
  PersonKeys keys = BlindKeys(person, vault);
  return {std::move(person), std::move(keys)};
}

absl::StatusOr<std::vector<Candidate>> FindCandidates(
    const PersonDraft& draft, const BlindIndex& index,
    const std::vector<storage::RecordState>& also,
    absl::FunctionRef<absl::StatusOr<storage::RecordState>(const storage::Id&)> load) {
  std::vector<storage::RecordState> people = also;
  absl::flat_hash_set<storage::Id> seen;
  for (const storage::RecordState& state : also) seen.insert(state.id);
  for (const uint64_t key : draft.keys.blocking) {
    for (const storage::Id& id : index.Find(key, kHitsMax)) {
      if (!seen.insert(id).second) continue;
      ASSIGN_OR_RETURN(storage::RecordState state, load(id));
      people.push_back(std::move(state));
    }
  }
  std::vector<Candidate> candidates;
  for (const storage::RecordState& state : people) {
    const v1::Person& known = state.As<store::v1::PersonRecord>().person();
    if (state.erased || !known.merged_into().empty()) continue;
    Match match = Compare(draft.person, known);
    if (match.score < kShowScore && !match.same_document) continue;
    candidates.push_back({state.id, known.placement(), std::move(match)});
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.match.score != b.match.score ? a.match.score > b.match.score : a.id < b.id;
  });
  if (candidates.size() > kCandidatesMax) candidates.resize(kCandidatesMax);
  return candidates;
}

bool MayBeTold(const Call& call, const Candidate& candidate) {
  return !candidate.placement.restricted() ||
         auth::Policy::MayRead(call.caller, storage::Kind::kPerson, candidate.placement);
}

std::string CandidateName(const House& house, const Call& call, const Candidate& candidate) {
  if (auth::Policy::MayRead(call.caller, storage::Kind::kPerson, candidate.placement)) {
    return storage::ResourceName("people", candidate.id);
  }
  const uint64_t token = house.codec->vault().Blind(
      storage::Purpose::kToken, absl::StrCat("candidate|", AbslView(call.caller.account.bytes()),
                                             AbslView(candidate.id.bytes())));
  return absl::StrCat("candidates/", absl::Hex(token, absl::kZeroPad16));
}

}  // namespace balcao::services
