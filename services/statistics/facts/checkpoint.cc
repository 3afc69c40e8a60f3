// The stream of a checkpoint: frames of CRC-32C (4 bytes, of what follows), frame
// number (4 bytes) and payload, all little-endian.
//
//   header      magic, version, then the counts that fix every later frame
//   persons     keys, 8 bytes each
//   rows        per chunk: each byte column, then the persons, 4 bytes each
//   removals    rows, 4 bytes each
//   journal     bytes of the position index
#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/statistics/facts/crc32c.h"
#include "services/statistics/facts/state.h"
#include "storage/common/status_macros.h"

namespace balcao::facts {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr uint64_t kMagic = 0x5354434146424C42;  // "BLBFACTS"
constexpr uint32_t kVersion = 1;
constexpr uint64_t kPrefixBytes = 8;
constexpr uint64_t kItemsPerFrame = 1 << 16;
constexpr uint64_t kRowBytes = kByteColumns + sizeof(uint32_t);
static_assert(kChunkRows * kRowBytes + kPrefixBytes <= kFrameBytesMax);
static_assert(kItemsPerFrame * sizeof(uint64_t) + kPrefixBytes <= kFrameBytesMax);

struct Header {
  uint64_t magic = kMagic;
  uint32_t version = kVersion;
  uint32_t rows = 0;
  uint64_t persons = 0;
  uint64_t removals = 0;
  uint64_t journal_bytes = 0;
  int64_t last_position = -1;
};
static_assert(sizeof(Header) == 48);

void Put(const void* bytes, uint64_t size, std::string* out) {
  out->append(static_cast<const char*>(bytes), size);
}

class FrameWriter {
 public:
  explicit FrameWriter(const FactTable::Sink& sink) : sink_(sink) {}

  absl::Status Write(std::string_view payload) {
    frame_.assign(sizeof(uint32_t), '\0');
    Put(&number_, sizeof(number_), &frame_);
    frame_.append(payload);
    const uint32_t crc = Crc32c(std::string_view(frame_).substr(sizeof(uint32_t)));
    std::memcpy(frame_.data(), &crc, sizeof(crc));
    ++number_;
    return sink_(frame_);
  }

 private:
  const FactTable::Sink& sink_;
  uint32_t number_ = 0;
  std::string frame_;
};

class FrameReader {
 public:
  explicit FrameReader(const FactTable::Source& source) : source_(source) {}

  // The payload of the next frame.
  absl::StatusOr<std::string> Next() {
    ASSIGN_OR_RETURN(std::string frame, source_());
    if (frame.empty()) return absl::DataLossError("the checkpoint ends early");
    if (frame.size() < kPrefixBytes || frame.size() > kFrameBytesMax) return Damaged();
    uint32_t crc = 0;
    uint32_t number = 0;
    std::memcpy(&crc, frame.data(), sizeof(crc));
    std::memcpy(&number, frame.data() + sizeof(crc), sizeof(number));
    if (crc != Crc32c(std::string_view(frame).substr(sizeof(crc)))) return Damaged();
    if (number != number_++)
      return absl::DataLossError("frames of the checkpoint are out of order");
    return frame.substr(kPrefixBytes);
  }
  absl::StatusOr<std::string> NextOf(uint64_t size) {
    ASSIGN_OR_RETURN(std::string payload, Next());
    if (payload.size() != size) return Damaged();
    return payload;
  }
  absl::Status End() {
    ASSIGN_OR_RETURN(const std::string frame, source_());
    return frame.empty() ? absl::OkStatus() : Damaged();
  }
  static absl::Status Damaged() { return absl::DataLossError("the checkpoint is damaged"); }

 private:
  const FactTable::Source& source_;
  uint32_t number_ = 0;
};

// Writes items 0..count of a list, as get(i).
template <typename T, typename Get>
absl::Status WriteItems(uint64_t count, const Get& get, FrameWriter* writer) {
  std::string payload;
  for (uint64_t first = 0; first < count; first += kItemsPerFrame) {
    payload.clear();
    const uint64_t end = std::min(count, first + kItemsPerFrame);
    for (uint64_t i = first; i < end; ++i) {
      const T item = get(i);
      Put(&item, sizeof(item), &payload);
    }
    RETURN_IF_ERROR(writer->Write(payload));
  }
  return absl::OkStatus();
}

// Reads items back; put(item) says whether an item is acceptable.
template <typename T, typename PutItem>
absl::Status ReadItems(uint64_t count, const PutItem& put, FrameReader* reader) {
  for (uint64_t first = 0; first < count; first += kItemsPerFrame) {
    const uint64_t items = std::min(kItemsPerFrame, count - first);
    ASSIGN_OR_RETURN(const std::string payload, reader->NextOf(items * sizeof(T)));
    for (uint64_t i = 0; i < items; ++i) {
      T item;
      std::memcpy(&item, payload.data() + i * sizeof(T), sizeof(T));
      if (!put(item)) return FrameReader::Damaged();
    }
  }
  return absl::OkStatus();
}

absl::Status WriteRows(const Columns& columns, uint32_t rows, FrameWriter* writer) {
  std::string payload;
  for (uint32_t first = 0; first < rows; first += kChunkRows) {
    const Columns::Chunk& chunk = columns.ChunkOf(first);
    const uint32_t count = std::min(kChunkRows, rows - first);
    payload.clear();
    for (const auto& bytes : chunk.bytes) Put(bytes, count, &payload);
    Put(chunk.person, count * sizeof(uint32_t), &payload);
    RETURN_IF_ERROR(writer->Write(payload));
  }
  return absl::OkStatus();
}

absl::Status ReadRows(const Header& header, Columns* columns, FrameReader* reader) {
  for (uint32_t first = 0; first < header.rows; first += kChunkRows) {
    const uint32_t count = std::min(kChunkRows, header.rows - first);
    ASSIGN_OR_RETURN(const std::string payload, reader->NextOf(count * kRowBytes));
    Columns::Chunk& chunk = columns->ChunkFor(first);
    const char* from = payload.data();
    for (auto& bytes : chunk.bytes) {
      std::memcpy(bytes, from, count);
      from += count;
    }
    std::memcpy(chunk.person, from, count * sizeof(uint32_t));
    const uint32_t max = *std::max_element(chunk.person, chunk.person + count);
    if (max > header.persons) return FrameReader::Damaged();
    for (uint32_t row = first; row + kBlockRows <= first + count; row += kBlockRows) {
      columns->Summarise(row / kBlockRows);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Header> ReadHeader(FrameReader* reader) {
  ASSIGN_OR_RETURN(const std::string payload, reader->Next());
  Header header;
  if (payload.size() < sizeof(header.magic) + sizeof(header.version)) return FrameReader::Damaged();
  std::memcpy(&header, payload.data(), std::min(payload.size(), sizeof(header)));
  if (header.magic != kMagic) return FrameReader::Damaged();
  if (header.version != kVersion) {
    return absl::UnimplementedError(
        absl::StrCat("version ", header.version, " of the checkpoint is not known"));
  }
  const bool fits = header.rows <= kRowsMax && header.persons <= kPersonsMax &&
                    header.removals <= kRemovalsMax && header.journal_bytes <= kBatchBytesMax &&
                    header.last_position >= -1;
  if (payload.size() != sizeof(header) || !fits) return FrameReader::Damaged();
  return header;
}

absl::Status ReadPersons(const Header& header, PersonDictionary* persons, FrameReader* reader) {
  uint32_t expected = 0;
  return ReadItems<uint64_t>(
      header.persons,
      [&](uint64_t key) { return key != kNoPerson && persons->Number(key) == ++expected; }, reader);
}

absl::Status ReadRemovals(const Header& header, RemovalList* removals, FrameReader* reader) {
  uint32_t least = 0;
  return ReadItems<uint32_t>(
      header.removals,
      [&](uint32_t row) {
        if (row < least || row >= header.rows) return false;
        least = row + 1;
        removals->Push(row);
        return true;
      },
      reader);
}

absl::Status ReadJournal(const Header& header, PositionIndex* journal, FrameReader* reader) {
  std::vector<std::string> pieces;
  for (uint64_t first = 0; first < header.journal_bytes; first += kItemsPerFrame) {
    const uint64_t size = std::min(kItemsPerFrame, header.journal_bytes - first);
    ASSIGN_OR_RETURN(std::string piece, reader->NextOf(size));
    pieces.push_back(std::move(piece));
  }
  const PositionIndex::Extent extent = {header.journal_bytes, header.rows, header.last_position};
  return journal->Restore(pieces, extent) ? absl::OkStatus() : FrameReader::Damaged();
}

}  // namespace

absl::Status FactTable::Serialize(const Sink& sink) const {
  const State& state = *state_;
  const PositionIndex::Extent extent = state.journal.extent();
  Header header;
  header.rows = extent.rows;
  header.persons = state.persons.size();
  header.removals = RemovalsBelow(state.removals, extent.rows).size();
  header.journal_bytes = extent.bytes;
  header.last_position = extent.last_position;

  FrameWriter writer(sink);
  std::string payload;
  Put(&header, sizeof(header), &payload);
  RETURN_IF_ERROR(writer.Write(payload));
  RETURN_IF_ERROR(WriteItems<uint64_t>(
      header.persons, [&](uint64_t i) { return state.persons.Key(static_cast<uint32_t>(i + 1)); },
      &writer));
  RETURN_IF_ERROR(WriteRows(state.columns, header.rows, &writer));
  RETURN_IF_ERROR(WriteItems<uint32_t>(
      header.removals, [&](uint64_t i) { return state.removals[i]; }, &writer));
  return WriteItems<uint8_t>(
      header.journal_bytes, [&](uint64_t i) { return state.journal.ByteAt(i); }, &writer);
}

absl::StatusOr<std::unique_ptr<FactTable>> FactTable::Load(const Source& source) {
  auto table = std::make_unique<FactTable>();
  State& state = *table->state_;
  FrameReader reader(source);
  ASSIGN_OR_RETURN(const Header header, ReadHeader(&reader));
  RETURN_IF_ERROR(ReadPersons(header, &state.persons, &reader));
  RETURN_IF_ERROR(ReadRows(header, &state.columns, &reader));
  RETURN_IF_ERROR(ReadRemovals(header, &state.removals, &reader));
  RETURN_IF_ERROR(ReadJournal(header, &state.journal, &reader));
  RETURN_IF_ERROR(reader.End());
  state.rows.store(header.rows, std::memory_order_release);
  return table;
}

}  // namespace balcao::facts
