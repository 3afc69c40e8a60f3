// A query made ready for the scan: filters as one set per byte column, dimensions
// as look-up tables whose sum is the number of the cell.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/statistics/facts/bits.h"
#include "services/statistics/facts/columns.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

struct Plan {
  // Dimensions that share a byte column share an axis, so there are at most four.
  struct Axis {
    int byte_column;
    std::array<uint32_t, kCodes> cell_part;
  };

  std::array<CodeSet, kByteColumns> allowed;
  std::array<std::optional<CodeTable>, kByteColumns> filters;  // where not all are allowed
  std::vector<Axis> axes;
  std::vector<int> shape;
  uint64_t cells = 1;  // at most 2^32, so that a cell fits uint32_t
  Snapshot snapshot;
  uint64_t working_bytes_max = kDistinctBytesMax;

  bool Accepts(const RowBytes& bytes, uint32_t row) const;
  uint32_t CellOf(const RowBytes& bytes) const;
};

// INVALID_ARGUMENT when the query has more than four dimensions or sixteen
// filters, a dimension does not have 1..256 categories, or nothing is measured.
absl::StatusOr<Plan> MakePlan(const Query& query);

}  // namespace balcao::facts
