// Reads records of every kind from a connection. A list takes the caller's scope
// into its WHERE clause, so no page is filtered after it was cut.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/engine.h"
#include "storage/records/codec.h"

namespace balcao::storage {

// NOT_FOUND when there is no such record.
absl::StatusOr<RecordState> LoadRecord(Connection& connection, const Codec& codec, Kind kind,
                                       const Id& id);

// The key and nothing else: what sealing for a person needs.
absl::StatusOr<KeyId> LoadKey(Connection& connection, Kind kind, const Id& id);

// Inserts a new row, or updates the one that is there.
absl::Status SaveRecord(Connection& connection, const StoredRecord& record, bool is_new);

// What a list keeps: all conditions hold. Newest first.
struct ListQuery {
  Kind kind;
  std::vector<std::pair<std::string, ColumnValue>> equals;  // column, value
  std::vector<int64_t> states;  // only these values of the column `state`; empty for all
  int64_t before_row = 0;       // continues an earlier page; 0 from the newest
  bool oldest_first = false;    // then `before_row` is the row after which to go on
  int page_size = 50;
};

struct ListPage {
  std::vector<RecordState> records;
  int64_t next_row = 0;  // for the next page; 0 at the end
};

absl::StatusOr<ListPage> ListRecords(Connection& connection, const Codec& codec,
                                     const ListQuery& query);

// Calls `visit` with every record of a kind, oldest first.
absl::Status ScanRecords(Connection& connection, const Codec& codec, Kind kind,
                         const std::function<absl::Status(const RecordState&)>& visit);

}  // namespace balcao::storage
