#include "services/statistics/facts/position_index.h"

#include <algorithm>

namespace balcao::facts {
namespace {

constexpr uint32_t kBatchesPerAnchor = 1024;
constexpr uint64_t kNibbleMax = 15;
constexpr uint64_t kBatchBytesLongest = 1 + 10 + 5;

// Reads a varint from the pieces of an encoding; false at its end.
class PieceReader {
 public:
  explicit PieceReader(const std::vector<std::string>& pieces) : pieces_(pieces) { Skip(); }

  bool Done() const { return piece_ == pieces_.size(); }
  bool Byte(uint8_t* byte) {
    if (Done()) return false;
    *byte = static_cast<uint8_t>(pieces_[piece_][offset_++]);
    Skip();
    return true;
  }
  bool Varint(uint64_t* value) {
    *value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      uint8_t byte = 0;
      if (!Byte(&byte)) return false;
      *value |= uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }
  bool Batch(uint64_t* distance, uint64_t* rows) {
    uint8_t byte = 0;
    if (!Byte(&byte)) return false;
    *distance = byte >> 4;
    *rows = byte & kNibbleMax;
    return byte == 0 ? Varint(distance) && Varint(rows) : *rows != 0;
  }

 private:
  void Skip() {
    while (piece_ < pieces_.size() && offset_ == pieces_[piece_].size()) {
      ++piece_;
      offset_ = 0;
    }
  }

  const std::vector<std::string>& pieces_;
  size_t piece_ = 0;
  size_t offset_ = 0;
};

}  // namespace

void PositionIndex::PushVarint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_.Push(static_cast<uint8_t>(value | 0x80));
  bytes_.Push(static_cast<uint8_t>(value));
}

void PositionIndex::Add(int64_t position, uint32_t rows) {
  MutexLock lock(&mutex_);
  if (rows > 0) AddLocked(position, rows);
  extent_.last_position = position;
}

void PositionIndex::AddLocked(int64_t position, uint32_t rows) {
  if (batches_++ % kBatchesPerAnchor == 0) {
    anchors_.push_back({encoded_position_, extent_.rows, static_cast<uint32_t>(bytes_.size())});
  }
  const auto distance = static_cast<uint64_t>(position - encoded_position_);
  if (distance <= kNibbleMax && rows <= kNibbleMax) {
    bytes_.Push(static_cast<uint8_t>(distance << 4 | rows));
  } else {
    bytes_.Push(0);
    PushVarint(distance);
    PushVarint(rows);
  }
  encoded_position_ = position;
  extent_.rows += rows;
  extent_.bytes = bytes_.size();
}

bool PositionIndex::Full() const { return bytes_.Full(kBatchBytesLongest); }

void PositionIndex::Decode(uint64_t* offset, int64_t* position, uint32_t* rows) const {
  const auto varint = [&] {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const uint8_t byte = bytes_[(*offset)++];
      value |= uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
  };
  const uint8_t byte = bytes_[(*offset)++];
  const uint64_t distance = byte != 0 ? byte >> 4 : varint();
  *position += static_cast<int64_t>(distance);
  *rows += byte != 0 ? byte & kNibbleMax : static_cast<uint32_t>(varint());
}

uint32_t PositionIndex::RowsAt(int64_t position) const {
  MutexLock lock(&mutex_);
  const auto after = std::upper_bound(anchors_.begin(), anchors_.end(), position,
                                      [](int64_t p, const Anchor& a) { return p < a.position; });
  if (after == anchors_.begin()) return 0;
  const Anchor& anchor = *(after - 1);
  uint64_t offset = anchor.offset;
  int64_t reached = anchor.position;
  uint32_t rows = anchor.rows;
  while (offset < extent_.bytes) {
    uint32_t rows_after = rows;
    Decode(&offset, &reached, &rows_after);
    if (reached > position) break;
    rows = rows_after;
  }
  return rows;
}

PositionIndex::Extent PositionIndex::extent() const {
  MutexLock lock(&mutex_);
  return extent_;
}

uint64_t PositionIndex::MemoryBytes() const {
  MutexLock lock(&mutex_);
  return bytes_.MemoryBytes() + anchors_.capacity() * sizeof(Anchor);
}

bool PositionIndex::Restore(const std::vector<std::string>& pieces, const Extent& extent) {
  MutexLock lock(&mutex_);
  PieceReader reader(pieces);
  while (!reader.Done()) {
    uint64_t distance = 0;
    uint64_t rows = 0;
    if (!reader.Batch(&distance, &rows)) return false;
    if (extent.last_position < encoded_position_) return false;
    const auto position_room = static_cast<uint64_t>(extent.last_position - encoded_position_);
    if (rows == 0 || rows > extent.rows - extent_.rows || distance > position_room) return false;
    AddLocked(encoded_position_ + static_cast<int64_t>(distance), static_cast<uint32_t>(rows));
  }
  extent_.last_position = extent.last_position;
  return extent_.rows == extent.rows && extent_.bytes == extent.bytes;
}

}  // namespace balcao::facts
