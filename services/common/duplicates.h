// Finds the people that a draft may already be.
//
// Candidates share a blind key: a document, a telephone, or a name with the date
// of birth. Each is scored as Fellegi and Sunter do (A Theory for Record Linkage,
// 1969): the sum, over the fields that both sides have, of log2 of how much more
// likely the agreement is among the same person than among two.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "balcao/store/v1/records.pb.h"
#include "services/common/house.h"
#include "services/common/keys.h"

namespace balcao::services {

struct Match {
  double score = 0;                 // bits
  std::vector<std::string> fields;  // that agree
  bool same_document = false;
};

// Pure.
Match Compare(const v1::Person& draft, const v1::Person& known);

// From here on a candidate is shown, and from here on it must be looked at
// before a person is registered; a shared document always must.
inline constexpr double kShowScore = 8;
inline constexpr double kReviewScore = 14;
bool MustBeReviewed(const Match& match);

struct Candidate {
  storage::Id id;
  v1::Placement placement;
  Match match;
};

// A draft with its keys, made before the writer's thread is asked.
struct PersonDraft {
  v1::Person person;
  PersonKeys keys;  // without that of the reference
};
PersonDraft MakeDraft(v1::Person person, storage::Vault& vault);

// The candidates, best first; `load` reads a person. `also` are people that no
// index knows yet.
absl::StatusOr<std::vector<Candidate>> FindCandidates(
    const PersonDraft& draft, const BlindIndex& index,
    const std::vector<storage::RecordState>& also,
    absl::FunctionRef<absl::StatusOr<storage::RecordState>(const storage::Id&)> load);

// A restricted person is nobody's candidate but theirs who may know of it.
bool MayBeTold(const Call& call, const Candidate& candidate);

// What a caller is told of a candidate: its name where the caller may read it,
// otherwise a token that only this caller can repeat.
std::string CandidateName(const House& house, const Call& call, const Candidate& candidate);

}  // namespace balcao::services
