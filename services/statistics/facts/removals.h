// Removals and the additions they cancel, by the rule of FactTable.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "services/statistics/facts/columns.h"
#include "services/statistics/facts/limits.h"
#include "services/statistics/facts/query.h"
#include "services/statistics/facts/stable_list.h"
#include "storage/common/mutex.h"

namespace balcao::facts {

// Rows of weight -1, rising.
using RemovalList = StableList<uint32_t, 1u << 12, kRemovalsMax>;

// The removals among the first `rows`.
std::vector<uint32_t> RemovalsBelow(const RemovalList& removals, uint32_t rows);

// Finds pairs when they are first needed and keeps them: whether two rows pair
// does not depend on the snapshot. Thread-safe.
class RemovalPairs {
 public:
  // The rows, rising, that do not count for distinct persons: the removals among
  // the first `rows`, and the additions of those that the snapshot shows.
  std::vector<uint32_t> DeadRows(const Columns& columns, const RemovalList& removals, uint32_t rows,
                                 const Snapshot& snapshot);
  uint64_t MemoryBytes() const;

 private:
  struct Pair {
    uint32_t addition;
    uint32_t removal;
  };

  // Pairs the removals, up to the first `size`, that are new since the last call.
  void Extend(const Columns& columns, const RemovalList& removals, uint64_t size)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  uint64_t done_ ABSL_GUARDED_BY(mutex_) = 0;                    // removals looked at
  std::vector<Pair> pairs_ ABSL_GUARDED_BY(mutex_);              // by removal
  absl::flat_hash_set<uint32_t> taken_ ABSL_GUARDED_BY(mutex_);  // additions of pairs
};

}  // namespace balcao::facts
