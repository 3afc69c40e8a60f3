#include "services/statistics/facts/bits.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#define BALCAO_FACTS_AVX2 1
#endif

namespace balcao::facts {
namespace {

constexpr uint32_t kWordRows = 64;

// For every byte of eight bits: which are set, and how many.
struct ByteBits {
  alignas(64) uint8_t position[256][8];
  uint8_t count[256];
};

constexpr ByteBits MakeByteBits() {
  ByteBits table = {};
  for (int byte = 0; byte < 256; ++byte) {
    for (uint8_t bit = 0; bit < 8; ++bit) {
      if (byte >> bit & 1) table.position[byte][table.count[byte]++] = bit;
    }
  }
  return table;
}

constexpr ByteBits kByteBits = MakeByteBits();

uint64_t MembersOf(const uint8_t* codes, uint32_t rows, const CodeTable& table) {
  uint64_t word = 0;
  for (uint32_t i = 0; i < rows; ++i) word |= uint64_t{table.member[codes[i]]} << i;
  return word;
}

uint64_t PersonsIn(const uint32_t* persons, uint32_t rows, uint32_t first, uint32_t width) {
  uint64_t word = 0;
  for (uint32_t i = 0; i < rows; ++i) word |= uint64_t{persons[i] - first < width} << i;
  return word;
}

#ifdef BALCAO_FACTS_AVX2

bool HasAvx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}

// Membership of 32 codes: the high nibble picks a byte of eight members, the low
// nibble a bit of it.
__attribute__((target("avx2"))) uint32_t Members32(__m256i codes, __m256i low, __m256i high,
                                                   __m256i bit_of) {
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  const __m256i high_nibble = _mm256_and_si256(_mm256_srli_epi16(codes, 4), nibble);
  const __m256i low_nibble = _mm256_and_si256(codes, nibble);
  const __m256i upper_half = _mm256_slli_epi16(low_nibble, 4);  // top bit: 8..15
  const __m256i members = _mm256_blendv_epi8(_mm256_shuffle_epi8(low, high_nibble),
                                             _mm256_shuffle_epi8(high, high_nibble), upper_half);
  const __m256i bit = _mm256_shuffle_epi8(bit_of, low_nibble);
  const __m256i hit = _mm256_cmpeq_epi8(_mm256_and_si256(members, bit), bit);
  return static_cast<uint32_t>(_mm256_movemask_epi8(hit));
}

__attribute__((target("avx2"))) __m256i Twice(const std::array<uint8_t, 16>& bytes) {
  return _mm256_broadcastsi128_si256(
      _mm_load_si128(reinterpret_cast<const __m128i*>(bytes.data())));
}

__attribute__((target("avx2"))) void KeepCodesAvx2(const uint8_t* codes, uint32_t words,
                                                   const CodeTable& table, BlockBits* bits) {
  const __m256i low = Twice(table.low_nibbles);
  const __m256i high = Twice(table.high_nibbles);
  const __m256i bit_of = _mm256_set1_epi64x(static_cast<int64_t>(0x8040201008040201ull));
  for (uint32_t w = 0; w < words; ++w) {
    const auto* at = reinterpret_cast<const __m256i*>(codes + w * kWordRows);
    const uint64_t first = Members32(_mm256_loadu_si256(at), low, high, bit_of);
    const uint64_t second = Members32(_mm256_loadu_si256(at + 1), low, high, bit_of);
    bits->words[w] &= first | second << 32;
  }
}

__attribute__((target("avx2"))) void KeepPersonsAvx2(const uint32_t* persons, uint32_t words,
                                                     uint32_t first, uint32_t width,
                                                     BlockBits* bits) {
  const __m256i from = _mm256_set1_epi32(static_cast<int>(first));
  const __m256i last = _mm256_set1_epi32(static_cast<int>(width - 1));
  for (uint32_t w = 0; w < words; ++w) {
    const auto* at = reinterpret_cast<const __m256i*>(persons + w * kWordRows);
    uint64_t word = 0;
    for (int i = 0; i < 8; ++i) {
      const __m256i local = _mm256_sub_epi32(_mm256_loadu_si256(at + i), from);
      const __m256i in = _mm256_cmpeq_epi32(_mm256_min_epu32(local, last), local);
      const auto mask = static_cast<uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(in)));
      word |= uint64_t{mask} << (8 * i);
    }
    bits->words[w] &= word;
  }
}

#endif

// The ids of one byte of bits; writes eight, of which the first `count` hold.
inline void ListByte(uint32_t byte, uint32_t base, uint16_t* ids) {
#if defined(__x86_64__)
  const auto* positions = reinterpret_cast<const __m128i*>(kByteBits.position[byte]);
  const __m128i wide = _mm_unpacklo_epi8(_mm_loadl_epi64(positions), _mm_setzero_si128());
  const __m128i moved = _mm_add_epi16(wide, _mm_set1_epi16(static_cast<int16_t>(base)));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(ids), moved);
#else
  for (int i = 0; i < 8; ++i) {
    ids[i] = static_cast<uint16_t>(base + kByteBits.position[byte][i]);
  }
#endif
}

}  // namespace

void BlockBits::SetFirst(uint32_t rows) {
  words.fill(0);
  std::fill_n(words.begin(), rows / kWordRows, ~uint64_t{0});
  if (rows % kWordRows != 0) words[rows / kWordRows] = (uint64_t{1} << rows % kWordRows) - 1;
}

CodeTable::CodeTable(const CodeSet& set) : member(), low_nibbles(), high_nibbles() {
  for (int code = 0; code < kCodes; ++code) {
    if (!set.Contains(static_cast<uint8_t>(code))) continue;
    member[code] = 1;
    auto& half = (code & 8) == 0 ? low_nibbles : high_nibbles;
    half[code >> 4] = static_cast<uint8_t>(half[code >> 4] | 1 << (code & 7));
  }
}

void KeepCodes(const uint8_t* codes, uint32_t rows, const CodeTable& table, BlockBits* bits) {
  uint32_t done = 0;
#ifdef BALCAO_FACTS_AVX2
  if (HasAvx2()) {
    done = rows / kWordRows;
    KeepCodesAvx2(codes, done, table, bits);
  }
#endif
  for (uint32_t i = done * kWordRows; i < rows; i += kWordRows) {
    bits->words[i / kWordRows] &= MembersOf(codes + i, std::min(kWordRows, rows - i), table);
  }
}

void KeepPersons(const uint32_t* persons, uint32_t rows, uint32_t first, uint32_t end,
                 BlockBits* bits) {
  uint32_t done = 0;
#ifdef BALCAO_FACTS_AVX2
  if (HasAvx2() && first < end) {
    done = rows / kWordRows;
    KeepPersonsAvx2(persons, done, first, end - first, bits);
  }
#endif
  for (uint32_t i = done * kWordRows; i < rows; i += kWordRows) {
    bits->words[i / kWordRows] &=
        PersonsIn(persons + i, std::min(kWordRows, rows - i), first, end - first);
  }
}

uint32_t ListBits(const BlockBits& bits, uint32_t rows, BlockIds* ids) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < rows; i += kWordRows) {
    uint64_t word = bits.words[i / kWordRows];
    for (uint32_t base = i; word != 0; base += 8, word >>= 8) {
      const auto byte = static_cast<uint32_t>(word & 0xFF);
      ListByte(byte, base, ids->data() + count);
      count += kByteBits.count[byte];
    }
  }
  return count;
}

}  // namespace balcao::facts
