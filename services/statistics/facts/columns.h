// The rows themselves: eleven byte columns and the dense number of the person,
// in chunks that never move. Sex and age band share a byte, and so do day and
// flags. Every full block has a summary, by which a scan passes it over or drops
// a filter that all of its rows pass.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "services/statistics/facts/fact.h"
#include "services/statistics/facts/limits.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

inline constexpr int kByteColumns = 11;
inline constexpr int kMonthBytes = 1;

// Where a column stands: code = byte >> shift & mask.
struct Place {
  int byte_column;
  int shift;
  uint8_t mask;

  uint8_t Code(uint8_t byte) const { return static_cast<uint8_t>(byte >> shift & mask); }
};
Place PlaceOf(Column column);

// The bytes of one row. Two facts are identical when these and the person are.
using RowBytes = std::array<uint8_t, kByteColumns>;
RowBytes Pack(const Fact& fact);
Fact Unpack(const RowBytes& bytes);  // person and weight stay at their defaults

struct BlockSummary {
  std::array<CodeSet, kByteColumns> present;
  uint32_t person_min = 0;
  uint32_t person_max = 0;
};

// A view of up to kBlockRows rows.
struct Block {
  std::array<const uint8_t*, kByteColumns> bytes;
  const uint32_t* person;       // dense number, 0 for none
  const BlockSummary* summary;  // null while the block is not full
  uint32_t first_row;
  uint32_t rows;
};

// One thread writes; others read rows below a number that the owner publishes.
class Columns {
 public:
  static constexpr uint32_t kBlocksPerChunk = kChunkRows / kBlockRows;
  struct Chunk {
    alignas(64) uint8_t bytes[kByteColumns][kChunkRows];
    uint32_t person[kChunkRows];
    std::array<BlockSummary, kBlocksPerChunk> summaries;
  };

  Columns() : chunks_(new std::unique_ptr<Chunk>[kRowsMax / kChunkRows]) {}

  // Writes the row after the last; rows come in order.
  void Write(uint32_t row, const RowBytes& bytes, uint32_t person);
  // The chunk of a row, made when absent, to be filled in place; then Summarise
  // every full block of it.
  Chunk& ChunkFor(uint32_t row);
  void Summarise(uint32_t block);

  const Chunk& ChunkOf(uint32_t row) const { return *chunks_[row / kChunkRows]; }
  RowBytes BytesOf(uint32_t row) const;
  uint32_t PersonOf(uint32_t row) const { return ChunkOf(row).person[row % kChunkRows]; }
  // The rows of a block that lie below `rows`; there is at least one.
  Block At(uint32_t block, uint32_t rows) const;

  static uint64_t MemoryBytes(uint32_t rows);

 private:
  std::unique_ptr<std::unique_ptr<Chunk>[]> chunks_;
};

// The number of blocks that hold this many rows.
constexpr uint32_t BlockCount(uint32_t rows) { return (rows + kBlockRows - 1) / kBlockRows; }

}  // namespace balcao::facts
