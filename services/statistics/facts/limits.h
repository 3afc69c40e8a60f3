// Every number that bounds the fact table.
#pragma once

#include <cstdint>

namespace balcao::facts {

inline constexpr uint32_t kBlockRows = 4096;    // the unit of a scan
inline constexpr uint32_t kChunkRows = 65536;   // the unit of growth, about 1 MB
inline constexpr uint32_t kRowsMax = 1u << 28;  // about 4 GB of columns
inline constexpr uint32_t kPersonsMax = 1u << 26;
inline constexpr uint32_t kRemovalsMax = 1u << 24;
inline constexpr uint64_t kBatchBytesMax = 1ull << 30;  // of the position index

inline constexpr int kCodes = 256;  // codes of a column
inline constexpr int kDimensionsMax = 4;
inline constexpr int kFiltersMax = 16;
inline constexpr uint64_t kDenseCellsMax = 8'000'000;  // above it a result is sparse
inline constexpr uint64_t kSparseCellsMax = 4'000'000;

// Working memory of one query for distinct persons.
inline constexpr uint64_t kDistinctBytesMax = 128ull << 20;
inline constexpr uint64_t kDistinctBytesMin = 1ull << 12;

inline constexpr uint32_t kFrameBytesMax = 1u << 20;  // of a checkpoint

}  // namespace balcao::facts
