// Reads records for a caller: what may not be known answers as if it were not
// there.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "auth/policy.h"
#include "services/common/house.h"

namespace balcao::services {

// Where a record stands; every kind with a placement has one.
const v1::Placement& PlacementOf(const storage::RecordState& record);

// The id of a resource name. INVALID_ARGUMENT NOT_A_NAME at `path`.
absl::StatusOr<storage::Id> IdFromName(std::string_view collection, const std::string& name,
                                       const std::string& path);

// A record that the caller may read. NOT_FOUND.
absl::StatusOr<storage::RecordState> ReadVisible(const House& house, const Call& call,
                                                 storage::Kind kind, const storage::Id& id);

// A record that the caller may write, inside a write. NOT_FOUND when it may not be
// known, PERMISSION_DENIED when it may be read and not written.
absl::StatusOr<storage::RecordState> LoadWritable(const Call& call, storage::Kind kind,
                                                  const storage::Id& id,
                                                  storage::Transaction& transaction);

// NOT_FOUND unless the caller may read the record: holds replies to repeated
// requests to the same rule.
absl::Status CheckVisible(const Call& call, storage::Kind kind, const v1::Placement& placement);

// A page of records in the caller's scope. `owner` narrows it.
struct ListRequest {
  storage::Kind kind;
  std::string owner;
  std::vector<std::pair<std::string, storage::ColumnValue>> equals;
  std::vector<int64_t> states;
  int page_size;
  std::string page_token;
};
struct VisiblePage {
  std::vector<storage::RecordState> records;
  std::string next_page_token;
  Reads reads;
};
absl::StatusOr<VisiblePage> ListVisible(const House& house, const Call& call,
                                        const ListRequest& request);

}  // namespace balcao::services
