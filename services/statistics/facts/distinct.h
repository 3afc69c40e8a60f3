// Distinct persons per cell, within a bound on working memory.
//
// Where the bitmap of (cell, person) pairs is small the scan sets bits in it.
// Elsewhere the rows are first parted by ranges of persons, so that each part
// works on a bitmap that the cache holds, or sorts its few pairs. When not all
// rows fit the bound they are parted in several passes.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/statistics/facts/columns.h"
#include "services/statistics/facts/plan.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

// `persons` is the largest dense number among the first `rows`; `dead` lists the
// rows, rising, that do not count. RESOURCE_EXHAUSTED as for CountRows().
absl::StatusOr<Cells> CountPersons(const Columns& columns, uint32_t rows, uint32_t persons,
                                   const std::vector<uint32_t>& dead, const Plan& plan);

}  // namespace balcao::facts
