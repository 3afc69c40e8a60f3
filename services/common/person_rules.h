// The rules of a person's record: what may be written, and how. Pure, but for
// Register() at the end, which the services that take in people share.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "balcao/store/v1/records.pb.h"
#include "services/common/duplicates.h"
#include "services/common/errors.h"
#include "services/common/house.h"

namespace balcao::services {

// Checks a draft; `path` leads to it in the request: `person.` or `new_person.`.
void CheckPerson(const v1::Person& person, const Catalogue& catalogue, int64_t now_us,
                 const std::string& path, FieldFaults& faults);

// The draft without what only the server sets.
v1::Person WithoutOutputs(v1::Person person);

// The fields that UpdatePerson may write.
bool IsUpdatable(std::string_view path);

struct NewPersonFacts {
  std::string name;
  std::string owner;
  std::string reference;
  int64_t now_us;
  uint64_t statistical_number;
};
store::v1::PersonRecord NewPerson(v1::Person draft, const NewPersonFacts& facts);

// Registers a person inside a write: refuses with DUPLICATE_CANDIDATES while a
// likely duplicate is not in `reviewed` (the refusal is traced), gives name and reference, and puts
// the record, which it gives back as it stands.
absl::StatusOr<storage::RecordState> Register(const House& house, const Call& call,
                                              PersonDraft draft, const std::string& owner,
                                              const std::vector<std::string>& reviewed,
                                              storage::Transaction& transaction);

// The refusal, or OK: used again when an anonymous person gets a name.
absl::Status CheckDuplicates(const House& house, const Call& call, const PersonDraft& draft,
                             const std::vector<std::string>& reviewed, const storage::Id& self,
                             storage::Transaction& transaction);

// The next human reference of a centre.
absl::StatusOr<std::string> NextReference(const House& house, const std::string& owner,
                                          storage::Transaction& transaction);

// The owner a caller may write for: `asked`, or the caller's own centre when
// empty. INVALID_ARGUMENT for a centre that is not the caller's.
absl::StatusOr<std::string> OwnerFor(const Call& call, const House& house,
                                     const std::string& asked);

}  // namespace balcao::services
