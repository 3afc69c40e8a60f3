// The sum of weights per cell.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/statistics/facts/columns.h"
#include "services/statistics/facts/plan.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

// `removals` lists the rows of weight -1 among the first `rows`.
// RESOURCE_EXHAUSTED when a sparse result would pass kSparseCellsMax.
absl::StatusOr<Cells> CountRows(const Columns& columns, uint32_t rows,
                                const std::vector<uint32_t>& removals, const Plan& plan);

}  // namespace balcao::facts
