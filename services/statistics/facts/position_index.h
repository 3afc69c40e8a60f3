// How many rows stood in the table at a position of the journal. One byte for
// most batches: four bits of distance from the batch before, four of rows; a zero
// byte is followed by both as varints. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "services/statistics/facts/limits.h"
#include "services/statistics/facts/stable_list.h"
#include "storage/common/mutex.h"

namespace balcao::facts {

class PositionIndex {
 public:
  struct Extent {
    uint64_t bytes = 0;
    uint32_t rows = 0;
    int64_t last_position = -1;
  };

  // The position is not before the last one.
  void Add(int64_t position, uint32_t rows);
  bool Full() const;

  uint32_t RowsAt(int64_t position) const;
  Extent extent() const;  // what has been added so far, consistently
  uint64_t MemoryBytes() const;

  // Of the encoding, below extent().bytes.
  uint8_t ByteAt(uint64_t offset) const { return bytes_[offset]; }
  // Takes an encoding back. False when it is not well formed or does not end at
  // `extent`. The index is empty before.
  bool Restore(const std::vector<std::string>& pieces, const Extent& extent);

 private:
  // The state before the batch that starts at `offset`.
  struct Anchor {
    int64_t position;
    uint32_t rows;
    uint32_t offset;
  };

  void AddLocked(int64_t position, uint32_t rows) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PushVarint(uint64_t value);
  // Reads the batch at *offset and moves on.
  void Decode(uint64_t* offset, int64_t* position, uint32_t* rows) const;

  mutable Mutex mutex_;
  StableList<uint8_t, 1u << 16, kBatchBytesMax> bytes_;
  std::vector<Anchor> anchors_ ABSL_GUARDED_BY(mutex_);
  uint32_t batches_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t encoded_position_ ABSL_GUARDED_BY(mutex_) = 0;
  Extent extent_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace balcao::facts
