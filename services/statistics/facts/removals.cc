#include "services/statistics/facts/removals.h"

#include <algorithm>
#include <bitset>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace balcao::facts {
namespace {

using Identity = std::pair<RowBytes, uint32_t>;  // with the person

// Additions of one identity that no removal has taken, in row order.
struct Waiting {
  std::vector<uint32_t> additions;
  size_t next = 0;
};

// A coarse set of persons that decides for most rows without a look-up.
class Suspects {
 public:
  void Add(uint32_t person) { bits_.set(person % bits_.size()); }
  bool Has(uint32_t person) const { return bits_.test(person % bits_.size()); }

 private:
  std::bitset<1 << 16> bits_;
};

// Calls visit(row, person) for every row up to `last` of a suspected person.
template <typename Visit>
void ForEachSuspect(const Columns& columns, uint32_t last, const Suspects& suspects,
                    const Visit& visit) {
  for (uint32_t b = 0; b < BlockCount(last + 1); ++b) {
    const Block block = columns.At(b, last + 1);
    for (uint32_t i = 0; i < block.rows; ++i) {
      if (suspects.Has(block.person[i])) visit(block.first_row + i, block.person[i]);
    }
  }
}

}  // namespace

std::vector<uint32_t> RemovalsBelow(const RemovalList& removals, uint32_t rows) {
  std::vector<uint32_t> below;
  const uint64_t size = removals.size();
  for (uint64_t i = 0; i < size && removals[i] < rows; ++i) below.push_back(removals[i]);
  return below;
}

void RemovalPairs::Extend(const Columns& columns, const RemovalList& removals, uint64_t size) {
  Suspects suspects;
  absl::flat_hash_map<Identity, Waiting> waiting;
  absl::flat_hash_set<uint32_t> fresh;
  absl::flat_hash_set<uint32_t> settled;
  for (uint64_t i = 0; i < size; ++i) {
    const uint32_t row = removals[i];
    const uint32_t person = columns.PersonOf(row);
    if (person == 0) continue;  // nobody is not counted anyway
    (i < done_ ? settled : fresh).insert(row);
    if (i < done_) continue;
    suspects.Add(person);
    waiting.try_emplace({columns.BytesOf(row), person});
  }
  if (!fresh.empty()) {
    // Inside the lambda the analysis does not see that the lock is held.
    const auto pair_up = [&](uint32_t row, uint32_t person) ABSL_NO_THREAD_SAFETY_ANALYSIS {
      const auto found = waiting.find(Identity(columns.BytesOf(row), person));
      if (found == waiting.end() || taken_.contains(row) || settled.contains(row)) return;
      Waiting& queue = found->second;
      if (!fresh.contains(row)) {
        queue.additions.push_back(row);
      } else if (queue.next < queue.additions.size()) {
        pairs_.push_back({queue.additions[queue.next++], row});
      }
    };
    ForEachSuspect(columns, removals[size - 1], suspects, pair_up);
    for (const Pair& pair : pairs_) taken_.insert(pair.addition);
  }
  done_ = size;
}

std::vector<uint32_t> RemovalPairs::DeadRows(const Columns& columns, const RemovalList& removals,
                                             uint32_t rows, const Snapshot& snapshot) {
  std::vector<uint32_t> dead = RemovalsBelow(removals, rows);
  if (dead.empty()) return dead;
  MutexLock lock(&mutex_);
  if (done_ < dead.size()) Extend(columns, removals, dead.size());
  for (const Pair& pair : pairs_) {
    if (pair.removal >= rows) break;
    if (pair.removal < snapshot.limit[columns.BytesOf(pair.removal)[kMonthBytes]]) {
      dead.push_back(pair.addition);
    }
  }
  std::sort(dead.begin(), dead.end());
  return dead;
}

uint64_t RemovalPairs::MemoryBytes() const {
  MutexLock lock(&mutex_);
  return pairs_.capacity() * sizeof(Pair) + taken_.capacity() * (sizeof(uint32_t) + 1);
}

}  // namespace balcao::facts
