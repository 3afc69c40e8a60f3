// The loops over the taken rows of a block, one instance per number of axes.
#pragma once

#include <array>
#include <cstdint>

#include "services/statistics/facts/columns.h"
#include "services/statistics/facts/plan.h"
#include "services/statistics/facts/selector.h"

namespace balcao::facts {

using BlockCells = std::array<uint32_t, kBlockRows>;

// The cell of a row, by its place in the block.
template <int kAxes>
class CellOfRow {
 public:
  CellOfRow(const Plan& plan, const Block& block) {
    for (int a = 0; a < kAxes; ++a) {
      bytes_[a] = block.bytes[plan.axes[a].byte_column];
      part_[a] = plan.axes[a].cell_part.data();
    }
  }
  uint32_t operator()(uint32_t i) const {
    uint32_t cell = 0;
    for (int a = 0; a < kAxes; ++a) cell += part_[a][bytes_[a][i]];
    return cell;
  }

 private:
  std::array<const uint8_t*, kAxes> bytes_;
  std::array<const uint32_t*, kAxes> part_;
};

// Calls work.template operator()<kAxes>() with the axes of the plan.
template <typename Work>
void WithAxes(const Plan& plan, const Work& work) {
  switch (plan.axes.size()) {
    case 0:
      return work.template operator()<0>();
    case 1:
      return work.template operator()<1>();
    case 2:
      return work.template operator()<2>();
    case 3:
      return work.template operator()<3>();
    default:
      return work.template operator()<4>();
  }
}

// The cells of the taken rows, in order.
template <int kAxes>
void ListCells(const Plan& plan, const Block& block, const Selection& taken, BlockCells* cells) {
  const CellOfRow<kAxes> cell_of(plan, block);
  if (taken.ids == nullptr) {
    for (uint32_t i = 0; i < taken.count; ++i) (*cells)[i] = cell_of(i);
  } else {
    for (uint32_t i = 0; i < taken.count; ++i) (*cells)[i] = cell_of(taken.ids[i]);
  }
}

// Calls visit(block, taken) for every block with a taken row.
template <typename Visit>
void ForEachBlock(const Columns& columns, uint32_t rows, Selector* selector, const Visit& visit) {
  const uint32_t blocks = BlockCount(rows);
  for (uint32_t b = 0; b < blocks; ++b) {
    const Block block = columns.At(b, rows);
    const Selection taken = selector->Select(block);
    if (taken.count > 0) visit(block, taken);
  }
}

}  // namespace balcao::facts
