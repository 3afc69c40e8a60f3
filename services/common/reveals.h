// Refusals that tell of records: there are likely duplicates, it changed since it
// was read, it is closed. Such a refusal carries which records it rests on, and the
// gate puts their trace on disk before it leaves, as for an answer.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/common/house.h"

namespace balcao::services {

// The refusal with the records that it tells of, beside those it carries already.
// OK, NOT_FOUND and inner faults tell nothing and stay as they are.
absl::Status Revealing(absl::Status refusal, storage::Kind kind,
                       const std::vector<storage::Id>& ids);
absl::Status Revealing(absl::Status refusal, const storage::RecordState& record);

// The records that a status tells of.
Reads RevealedBy(const absl::Status& status);

}  // namespace balcao::services
