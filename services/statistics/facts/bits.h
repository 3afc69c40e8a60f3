// One bit per row of a block, and the loops that narrow them down. On x86-64 with
// AVX2, found at run time, they take 32 rows at a step.
#pragma once

#include <array>
#include <cstdint>

#include "services/statistics/facts/limits.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

struct BlockBits {
  std::array<uint64_t, kBlockRows / 64> words;

  void SetFirst(uint32_t rows);  // the first rows, and no other
  void Clear(uint32_t i) { words[i / 64] &= ~(uint64_t{1} << i % 64); }
};

// A set in the two forms that the loops want.
struct CodeTable {
  explicit CodeTable(const CodeSet& set);
  alignas(32) std::array<uint8_t, kCodes> member;    // 1 or 0
  alignas(16) std::array<uint8_t, 16> low_nibbles;   // by high nibble: bits of 0..7
  alignas(16) std::array<uint8_t, 16> high_nibbles;  // ... of 8..15
};

// Keeps the rows whose code is in the table.
void KeepCodes(const uint8_t* codes, uint32_t rows, const CodeTable& table, BlockBits* bits);

// Keeps the rows with first <= person < end.
void KeepPersons(const uint32_t* persons, uint32_t rows, uint32_t first, uint32_t end,
                 BlockBits* bits);

// Writes the numbers of the set bits in rising order; returns how many there are.
inline constexpr uint32_t kIdsSlack = 8;  // room that it may write past the last
using BlockIds = std::array<uint16_t, kBlockRows + kIdsSlack>;
uint32_t ListBits(const BlockBits& bits, uint32_t rows, BlockIds* ids);

}  // namespace balcao::facts
