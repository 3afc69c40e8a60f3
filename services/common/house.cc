#include "services/common/house.h"

#include "services/common/errors.h"

namespace balcao::services {

absl::StatusOr<storage::Id> ParseRequestId(const std::string& request_id) {
  if (request_id.empty()) {
    return InvalidField("request_id", "REQUIRED", "any UUID, the same when the call is repeated");
  }
  const absl::StatusOr<storage::Id> id = storage::Id::Parse(request_id);
  if (!id.ok() || id->empty()) return InvalidField("request_id", "NOT_A_UUID", "any UUID");
  return *id;
}

Reads ReadsOf(const storage::ChangeSet& changes) {
  Reads reads;
  for (const storage::ChangedRecord& changed : changes.records) {
    reads.push_back({changed.after.kind, {changed.after.id}});
  }
  return reads;
}

}  // namespace balcao::services
