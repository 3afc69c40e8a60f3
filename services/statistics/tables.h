// Counts over closed months, exactly: what the registered figures of the plan are
// made of, and what a table is before it is protected. Never an answer by itself.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "balcao/v1/statistics.pb.h"
#include "services/statistics/facts_view.h"

namespace balcao::services {

struct ExactTable {
  std::vector<const DimensionInfo*> dimensions;
  facts::Cells cells;
  int64_t total = 0;  // counted on its own: persons do not add up
};

// INVALID_ARGUMENT for what is not known; FAILED_PRECONDITION PERIOD_NOT_CLOSED
// with `all_closed` when a month of the range is open.
absl::StatusOr<ExactTable> CountExactly(const FactsView& view, const v1::QueryTableRequest& request,
                                        bool all_closed);

// The nearest multiple of 5.
int64_t RoundToFive(int64_t count);

// The table as it may leave: every cell and the total rounded, zeros left out.
v1::QueryTableResponse Protect(const ExactTable& table);

}  // namespace balcao::services
