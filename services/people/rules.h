// The rules of People: relations, search, and what becomes of an anonymous
// person.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/common/duplicates.h"
#include "services/common/house.h"

namespace balcao::services {

// The record with its time of change and its look-up keys as they now are.
store::v1::PersonRecord Touched(store::v1::PersonRecord record, int64_t now_us, const House& house);

// What the other is to this one, turned round: a parent's is a child.
v1::Relation::Kind Converse(v1::Relation::Kind kind);
absl::Status CheckRelation(const v1::Relation& relation, bool to_self);
// Replaces an earlier relation to the same person.
store::v1::PersonRecord WithRelation(store::v1::PersonRecord record, v1::Relation::Kind kind,
                                     const std::string& other);
store::v1::PersonRecord WithoutRelation(store::v1::PersonRecord record, const std::string& other);

// The look-up values that a person must have all of, names apart. INVALID_ARGUMENT when
// the request says nothing to look for.
absl::StatusOr<std::vector<std::string>> SearchValues(const v1::SearchPeopleRequest& request);
// Confirms a hit on the record itself.
bool Answers(const v1::Person& person, const v1::SearchPeopleRequest& request);

// Gives an anonymous person a name. The statistical number stays, so the person
// is counted once; who they may be already is looked for with all that is known of them.
absl::Status NameAnonymous(const House& house, const Call& call, const storage::Id& id,
                           const v1::Person& identity, const std::vector<std::string>& reviewed,
                           storage::Transaction& transaction);

// Says that an anonymous person is a known one: visits, cases and calls move
// over, and their facts move to the known person's statistical number, as a
// correction.
absl::Status MergeAnonymous(const House& house, const Call& call, const storage::Id& id,
                            const storage::Id& into, storage::Transaction& transaction);

}  // namespace balcao::services
