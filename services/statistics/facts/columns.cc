#include "services/statistics/facts/columns.h"

#include <algorithm>

namespace balcao::facts {
namespace {

enum ByteColumn : int {
  kKindByte,
  kMonthByte,
  kDayFlagsByte,
  kCentreByte,
  kSexAgeByte,
  kNationalityByte,
  kLanguageByte,
  kResidenceStatusByte,
  kTopicByte,
  kChannelByte,
  kOutcomeByte,
};
static_assert(kMonthByte == kMonthBytes && kOutcomeByte + 1 == kByteColumns);

constexpr int kFlagsShift = 5;
constexpr int kAgeShift = 3;

CodeSet Present(const uint8_t* bytes) {
  std::array<uint8_t, kCodes> seen = {};
  for (uint32_t i = 0; i < kBlockRows; ++i) seen[bytes[i]] = 1;
  CodeSet set;
  for (int code = 0; code < kCodes; ++code) {
    if (seen[code] != 0) set.Add(static_cast<uint8_t>(code));
  }
  return set;
}

}  // namespace

Place PlaceOf(Column column) {
  switch (column) {
    case Column::kKind:
      return {kKindByte, 0, 0xFF};
    case Column::kMonth:
      return {kMonthByte, 0, 0xFF};
    case Column::kDay:
      return {kDayFlagsByte, 0, 0x1F};
    case Column::kFlags:
      return {kDayFlagsByte, kFlagsShift, 0x07};
    case Column::kCentre:
      return {kCentreByte, 0, 0xFF};
    case Column::kSex:
      return {kSexAgeByte, 0, 0x07};
    case Column::kAgeBand:
      return {kSexAgeByte, kAgeShift, 0x1F};
    case Column::kNationality:
      return {kNationalityByte, 0, 0xFF};
    case Column::kLanguage:
      return {kLanguageByte, 0, 0xFF};
    case Column::kResidenceStatus:
      return {kResidenceStatusByte, 0, 0xFF};
    case Column::kTopic:
      return {kTopicByte, 0, 0xFF};
    case Column::kChannel:
      return {kChannelByte, 0, 0xFF};
    case Column::kOutcome:
      return {kOutcomeByte, 0, 0xFF};
  }
  return {kKindByte, 0, 0};
}

RowBytes Pack(const Fact& fact) {
  return {fact.kind,
          fact.month,
          static_cast<uint8_t>(fact.day | fact.flags << kFlagsShift),
          fact.centre,
          static_cast<uint8_t>(fact.sex | fact.age_band << kAgeShift),
          fact.nationality,
          fact.language,
          fact.residence_status,
          fact.topic,
          fact.channel,
          fact.outcome};
}

Fact Unpack(const RowBytes& bytes) {
  Fact fact;
  fact.kind = bytes[kKindByte];
  fact.month = bytes[kMonthByte];
  fact.day = PlaceOf(Column::kDay).Code(bytes[kDayFlagsByte]);
  fact.flags = PlaceOf(Column::kFlags).Code(bytes[kDayFlagsByte]);
  fact.centre = bytes[kCentreByte];
  fact.sex = PlaceOf(Column::kSex).Code(bytes[kSexAgeByte]);
  fact.age_band = PlaceOf(Column::kAgeBand).Code(bytes[kSexAgeByte]);
  fact.nationality = bytes[kNationalityByte];
  fact.language = bytes[kLanguageByte];
  fact.residence_status = bytes[kResidenceStatusByte];
  fact.topic = bytes[kTopicByte];
  fact.channel = bytes[kChannelByte];
  fact.outcome = bytes[kOutcomeByte];
  return fact;
}

Columns::Chunk& Columns::ChunkFor(uint32_t row) {
  std::unique_ptr<Chunk>& chunk = chunks_[row / kChunkRows];
  if (chunk == nullptr) chunk.reset(new Chunk);
  return *chunk;
}

void Columns::Write(uint32_t row, const RowBytes& bytes, uint32_t person) {
  Chunk& chunk = ChunkFor(row);
  const uint32_t i = row % kChunkRows;
  for (int c = 0; c < kByteColumns; ++c) chunk.bytes[c][i] = bytes[c];
  chunk.person[i] = person;
  if (row % kBlockRows == kBlockRows - 1) Summarise(row / kBlockRows);
}

void Columns::Summarise(uint32_t block) {
  Chunk& chunk = ChunkFor(block * kBlockRows);
  const uint32_t first = block % kBlocksPerChunk * kBlockRows;
  BlockSummary& summary = chunk.summaries[block % kBlocksPerChunk];
  for (int c = 0; c < kByteColumns; ++c) summary.present[c] = Present(chunk.bytes[c] + first);
  const auto [min, max] =
      std::minmax_element(chunk.person + first, chunk.person + first + kBlockRows);
  summary.person_min = *min;
  summary.person_max = *max;
}

RowBytes Columns::BytesOf(uint32_t row) const {
  const Chunk& chunk = ChunkOf(row);
  RowBytes bytes;
  for (int c = 0; c < kByteColumns; ++c) bytes[c] = chunk.bytes[c][row % kChunkRows];
  return bytes;
}

Block Columns::At(uint32_t block, uint32_t rows) const {
  const uint32_t first_row = block * kBlockRows;
  const Chunk& chunk = ChunkOf(first_row);
  const uint32_t i = first_row % kChunkRows;
  Block view;
  for (int c = 0; c < kByteColumns; ++c) view.bytes[c] = chunk.bytes[c] + i;
  view.person = chunk.person + i;
  view.first_row = first_row;
  view.rows = std::min(kBlockRows, rows - first_row);
  view.summary = view.rows == kBlockRows ? &chunk.summaries[block % kBlocksPerChunk] : nullptr;
  return view;
}

uint64_t Columns::MemoryBytes(uint32_t rows) {
  const uint64_t chunks = (uint64_t{rows} + kChunkRows - 1) / kChunkRows;
  return chunks * sizeof(Chunk) + kRowsMax / kChunkRows * sizeof(void*);
}

}  // namespace balcao::facts
