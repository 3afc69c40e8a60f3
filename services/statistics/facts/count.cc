#include "services/statistics/facts/count.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "services/statistics/facts/pages.h"
#include "services/statistics/facts/scan.h"
#include "services/statistics/facts/selector.h"

namespace balcao::facts {
namespace {

// Below it, neighbouring rows add to copies of the cells: rows of the same cell
// would otherwise wait for each other's stores.
constexpr uint64_t kCopiedCellsMax = 2048;
constexpr uint64_t kCopies = 4;
// Up to it, cells are first 32 bits wide, which halves what the caches hold.
constexpr uint64_t kNarrowCellsMax = 1 << 20;

const std::vector<uint32_t> kNoRows;

// Cells in `copies` runs of `stride`; a single run has stride 0.
template <typename T, typename CellOf>
void AddRows(uint32_t count, uint64_t stride, T* __restrict cells, const CellOf& cell_of) {
  uint32_t i = 0;
  for (; i + kCopies <= count; i += kCopies) {
    const uint32_t a = cell_of(i);
    const uint32_t b = cell_of(i + 1);
    const uint32_t c = cell_of(i + 2);
    const uint32_t d = cell_of(i + 3);
    ++cells[a];
    ++cells[b + stride];
    ++cells[c + 2 * stride];
    ++cells[d + 3 * stride];
  }
  for (; i < count; ++i) ++cells[cell_of(i)];
}

template <typename T>
void ScanInto(const Columns& columns, uint32_t rows, const Plan& plan, uint64_t stride, T* cells) {
  Selector selector(plan, kNoRows, {});
  WithAxes(plan, [&]<int kAxes>() {
    ForEachBlock(columns, rows, &selector, [&](const Block& block, const Selection& taken) {
      if constexpr (kAxes == 0) {
        cells[0] += static_cast<T>(taken.count);
      } else {
        const CellOfRow<kAxes> cell_of(plan, block);
        const uint16_t* ids = taken.ids;
        if (ids == nullptr) {
          AddRows(taken.count, stride, cells, cell_of);
        } else {
          AddRows(taken.count, stride, cells, [&](uint32_t i) { return cell_of(ids[i]); });
        }
      }
    });
  });
}

// Every row was counted as an addition.
template <typename Add>
void CorrectRemovals(const Columns& columns, const std::vector<uint32_t>& removals,
                     const Plan& plan, const Add& add) {
  for (uint32_t row : removals) {
    const RowBytes bytes = columns.BytesOf(row);
    if (plan.Accepts(bytes, row)) add(plan.CellOf(bytes), -2);
  }
}

void CountNarrow(const Columns& columns, uint32_t rows, const Plan& plan, Cells* result) {
  const uint64_t copies = plan.cells <= kCopiedCellsMax ? kCopies : 1;
  Pages<uint32_t> narrow(plan.cells * copies);
  ScanInto(columns, rows, plan, copies == 1 ? 0 : plan.cells, narrow.data());
  for (uint64_t copy = 0; copy < copies; ++copy) {
    const uint32_t* from = narrow.data() + copy * plan.cells;
    for (uint64_t cell = 0; cell < plan.cells; ++cell) result->data()[cell] += from[cell];
  }
}

Cells CountDense(const Columns& columns, uint32_t rows, const std::vector<uint32_t>& removals,
                 const Plan& plan) {
  Cells result = Cells::Dense(plan.cells);
  if (plan.cells <= kNarrowCellsMax) {
    CountNarrow(columns, rows, plan, &result);
  } else {
    ScanInto(columns, rows, plan, 0, result.data());
  }
  CorrectRemovals(columns, removals, plan,
                  [&](uint32_t cell, int64_t weight) { result.data()[cell] += weight; });
  return result;
}

absl::StatusOr<Cells> CountSparse(const Columns& columns, uint32_t rows,
                                  const std::vector<uint32_t>& removals, const Plan& plan) {
  absl::flat_hash_map<uint32_t, int64_t> figures;
  Selector selector(plan, kNoRows, {});
  BlockCells cells;
  WithAxes(plan, [&]<int kAxes>() {
    ForEachBlock(columns, rows, &selector, [&](const Block& block, const Selection& taken) {
      if (figures.size() > kSparseCellsMax) return;
      ListCells<kAxes>(plan, block, taken, &cells);
      for (uint32_t i = 0; i < taken.count; ++i) ++figures[cells[i]];
    });
  });
  if (figures.size() > kSparseCellsMax) {
    return absl::ResourceExhaustedError("the table has too many cells");
  }
  CorrectRemovals(columns, removals, plan,
                  [&](uint32_t cell, int64_t weight) { figures[cell] += weight; });
  std::vector<Cells::Entry> entries(figures.begin(), figures.end());
  std::sort(entries.begin(), entries.end());
  return Cells::Sparse(plan.cells, std::move(entries));
}

}  // namespace

absl::StatusOr<Cells> CountRows(const Columns& columns, uint32_t rows,
                                const std::vector<uint32_t>& removals, const Plan& plan) {
  if (plan.cells <= kDenseCellsMax) return CountDense(columns, rows, removals, plan);
  return CountSparse(columns, rows, removals, plan);
}

}  // namespace balcao::facts
