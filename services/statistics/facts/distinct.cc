#include "services/statistics/facts/distinct.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "services/statistics/facts/pages.h"
#include "services/statistics/facts/scan.h"
#include "services/statistics/facts/selector.h"

namespace balcao::facts {
namespace {

constexpr uint64_t kDirectBits = 8 << 20;  // a bitmap that a scan fills directly
constexpr uint64_t kPartBits = 4 << 20;    // the bitmap of a part
constexpr uint32_t kPartsMax = 1024;
constexpr uint64_t kSortBelow = 4096;  // pairs are so rare among bits

// Groups are the cells of a dense result, or the reached cells of a sparse one.
using GroupOfCell = absl::flat_hash_map<uint32_t, uint32_t>;

class DistinctScan {
 public:
  // `group_of_cell` is null when a cell is its own group.
  DistinctScan(const Columns& columns, uint32_t rows, const std::vector<uint32_t>& dead,
               const Plan& plan, uint64_t groups, const GroupOfCell* group_of_cell,
               int64_t* figures)
      : columns_(columns),
        rows_(rows),
        dead_(dead),
        plan_(plan),
        groups_(groups),
        group_of_cell_(group_of_cell),
        figures_(figures),
        bytes_max_(std::max(plan.working_bytes_max, 2 * BitmapBytes(groups, 1))) {}

  void Run(PersonRange range);

 private:
  // Persons first..end in parts of 1 << shift; part p owns sizes[p] pairs.
  struct Parting {
    PersonRange range;
    int shift;
    std::vector<uint32_t> sizes;

    PersonRange Part(uint32_t p) const { return Parts(p, p + 1); }
    PersonRange Parts(uint32_t first, uint32_t end) const {
      const uint64_t to = range.first + (uint64_t{end} << shift);
      return {range.first + (first << shift),
              static_cast<uint32_t>(std::min<uint64_t>(to, range.end))};
    }
  };

  static uint64_t BitmapBytes(uint64_t groups, uint64_t persons) {
    return (groups * persons + 63) / 64 * 8;
  }
  int ShiftFor(PersonRange range) const;
  void RunDirect(PersonRange range);
  void RunParted(PersonRange range);
  Parting MeasureParts(PersonRange range);
  void RunPass(const Parting& parting, uint32_t first, uint32_t end);
  void CountPairs(uint32_t* pairs, uint32_t count, int shift);
  void CountByBitmap(const uint32_t* pairs, uint32_t count, int shift);
  void CountBySort(uint32_t* pairs, uint32_t count, int shift);

  // Calls visit(group, person) for every taken row of the range.
  template <typename Visit>
  void ForEachPair(PersonRange range, const Visit& visit);

  const Columns& columns_;
  const uint32_t rows_;
  const std::vector<uint32_t>& dead_;
  const Plan& plan_;
  const uint64_t groups_;
  const GroupOfCell* group_of_cell_;
  int64_t* figures_;
  const uint64_t bytes_max_;
  std::vector<uint64_t> bitmap_;
};

template <typename Visit>
void DistinctScan::ForEachPair(PersonRange range, const Visit& visit) {
  Selector selector(plan_, dead_, range);
  BlockCells cells;
  WithAxes(plan_, [&]<int kAxes>() {
    ForEachBlock(columns_, rows_, &selector, [&](const Block& block, const Selection& taken) {
      ListCells<kAxes>(plan_, block, taken, &cells);
      if (group_of_cell_ != nullptr) {
        for (uint32_t i = 0; i < taken.count; ++i) cells[i] = group_of_cell_->at(cells[i]);
      }
      if (taken.ids == nullptr) {
        for (uint32_t i = 0; i < taken.count; ++i) visit(cells[i], block.person[i]);
      } else {
        for (uint32_t i = 0; i < taken.count; ++i) visit(cells[i], block.person[taken.ids[i]]);
      }
    });
  });
}

void DistinctScan::Run(PersonRange range) {
  const uint64_t bits = groups_ * range.size();
  const bool small = bits <= kDirectBits && bits / 8 <= bytes_max_ / 2;
  if (small || range.size() == 1) {
    RunDirect(range);
  } else {
    RunParted(range);
  }
}

void DistinctScan::RunDirect(PersonRange range) {
  const uint64_t persons = range.size();
  Pages<uint64_t> bitmap(BitmapBytes(groups_, persons) / 8);
  ForEachPair(range, [&](uint32_t group, uint32_t person) {
    const uint64_t bit = group * persons + (person - range.first);
    uint64_t& word = bitmap[bit / 64];
    figures_[group] += static_cast<int64_t>(~word >> bit % 64 & 1);
    word |= uint64_t{1} << bit % 64;
  });
}

// Parts whose bitmap fits the cache, unless they would be too many; a pair of
// group and person within the part must fit 32 bits in any case.
int DistinctScan::ShiftFor(PersonRange range) const {
  const uint64_t bits = std::min(kPartBits, bytes_max_ * 4);
  int shift = std::bit_width(std::max<uint64_t>(bits / groups_, 1)) - 1;
  while (range.size() >> shift >= kPartsMax) ++shift;
  while (shift > 0 && groups_ << shift > uint64_t{1} << 32) --shift;
  while (shift > 0 && uint64_t{1} << shift >= range.size()) --shift;
  return shift;
}

DistinctScan::Parting DistinctScan::MeasureParts(PersonRange range) {
  Parting parting = {range, ShiftFor(range), {}};
  parting.sizes.resize(((range.size() - 1) >> parting.shift) + 1);
  Selector selector(plan_, dead_, range);
  uint32_t* sizes = parting.sizes.data();
  const int shift = parting.shift;
  ForEachBlock(columns_, rows_, &selector, [&](const Block& block, const Selection& taken) {
    if (taken.ids == nullptr) {
      for (uint32_t i = 0; i < taken.count; ++i) ++sizes[(block.person[i] - range.first) >> shift];
    } else {
      for (uint32_t i = 0; i < taken.count; ++i) {
        ++sizes[(block.person[taken.ids[i]] - range.first) >> shift];
      }
    }
  });
  return parting;
}

void DistinctScan::RunParted(PersonRange range) {
  const Parting parting = MeasureParts(range);
  const uint64_t pairs_max = bytes_max_ / 2 / sizeof(uint32_t);
  const auto parts = static_cast<uint32_t>(parting.sizes.size());
  for (uint32_t first = 0; first < parts;) {
    uint64_t pairs = 0;
    uint32_t end = first;
    while (end < parts && pairs + parting.sizes[end] <= pairs_max) pairs += parting.sizes[end++];
    if (end == first) {  // too many rows in a single part
      Run(parting.Part(first));
      ++end;
    } else if (pairs > 0) {
      RunPass(parting, first, end);
    }
    first = end;
  }
}

// Parts first..end have as many pairs as were measured.
void DistinctScan::RunPass(const Parting& parting, uint32_t first, uint32_t end) {
  std::vector<uint64_t> starts = {0};
  for (uint32_t p = first; p < end; ++p) starts.push_back(starts.back() + parting.sizes[p]);
  Pages<uint32_t> pairs(starts.back());
  std::vector<uint32_t*> next;
  for (uint64_t start : starts) next.push_back(pairs.data() + start);

  const PersonRange range = parting.Parts(first, end);
  const int shift = parting.shift;
  const uint32_t within = (1u << shift) - 1;
  ForEachPair(range, [&, to = next.data()](uint32_t group, uint32_t person) {
    const uint32_t local = person - range.first;
    *to[local >> shift]++ = group << shift | (local & within);
  });
  for (uint32_t p = first; p < end; ++p) {
    CountPairs(pairs.data() + starts[p - first], parting.sizes[p], shift);
  }
}

void DistinctScan::CountPairs(uint32_t* pairs, uint32_t count, int shift) {
  const uint64_t bits = groups_ << shift;
  if (bits / 8 > bytes_max_ / 2 || bits / kSortBelow > count) {
    CountBySort(pairs, count, shift);
  } else {
    CountByBitmap(pairs, count, shift);
  }
}

void DistinctScan::CountByBitmap(const uint32_t* pairs, uint32_t count, int shift) {
  bitmap_.assign(((groups_ << shift) + 63) / 64, 0);
  uint64_t* bitmap = bitmap_.data();
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t pair = pairs[i];
    uint64_t& word = bitmap[pair / 64];
    figures_[pair >> shift] += static_cast<int64_t>(~word >> pair % 64 & 1);
    word |= uint64_t{1} << pair % 64;
  }
}

void DistinctScan::CountBySort(uint32_t* pairs, uint32_t count, int shift) {
  std::sort(pairs, pairs + count);
  const uint32_t* end = std::unique(pairs, pairs + count);
  for (const uint32_t* pair = pairs; pair != end; ++pair) ++figures_[*pair >> shift];
}

// Numbers the cells that some row reaches, in order of first appearance.
absl::StatusOr<GroupOfCell> ReachedCells(const Columns& columns, uint32_t rows,
                                         const std::vector<uint32_t>& dead, const Plan& plan) {
  GroupOfCell group_of_cell;
  Selector selector(plan, dead, {});
  BlockCells cells;
  WithAxes(plan, [&]<int kAxes>() {
    ForEachBlock(columns, rows, &selector, [&](const Block& block, const Selection& taken) {
      if (group_of_cell.size() > kSparseCellsMax) return;
      ListCells<kAxes>(plan, block, taken, &cells);
      for (uint32_t i = 0; i < taken.count; ++i) {
        group_of_cell.try_emplace(cells[i], static_cast<uint32_t>(group_of_cell.size()));
      }
    });
  });
  if (group_of_cell.size() > kSparseCellsMax) {
    return absl::ResourceExhaustedError("the table has too many cells");
  }
  return group_of_cell;
}

absl::StatusOr<Cells> CountSparse(const Columns& columns, uint32_t rows, PersonRange persons,
                                  const std::vector<uint32_t>& dead, const Plan& plan) {
  absl::StatusOr<GroupOfCell> reached = ReachedCells(columns, rows, dead, plan);
  if (!reached.ok()) return std::move(reached).status();
  std::vector<int64_t> figures(reached->size());
  if (!reached->empty()) {
    DistinctScan(columns, rows, dead, plan, reached->size(), &*reached, figures.data())
        .Run(persons);
  }
  std::vector<Cells::Entry> entries;
  for (const auto& [cell, group] : *reached) {
    if (figures[group] != 0) entries.emplace_back(cell, figures[group]);
  }
  std::sort(entries.begin(), entries.end());
  return Cells::Sparse(plan.cells, std::move(entries));
}

}  // namespace

absl::StatusOr<Cells> CountPersons(const Columns& columns, uint32_t rows, uint32_t persons,
                                   const std::vector<uint32_t>& dead, const Plan& plan) {
  const PersonRange everyone = {1, persons + 1};  // 0 is nobody
  if (plan.cells > kDenseCellsMax) {
    if (persons == 0) return Cells::Sparse(plan.cells, {});
    return CountSparse(columns, rows, everyone, dead, plan);
  }
  Cells result = Cells::Dense(plan.cells);
  if (persons > 0) {
    DistinctScan(columns, rows, dead, plan, plan.cells, nullptr, result.data()).Run(everyone);
  }
  return result;
}

}  // namespace balcao::facts
