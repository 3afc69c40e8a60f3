// The checkpoint of the fact table: frames that were altered, cut or made up load as a table
// that answers, or are refused.
#include <algorithm>

#include "services/statistics/facts/crc32c.h"
#include "services/statistics/facts/fact_table.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

using Frames = std::vector<std::string>;
constexpr size_t kPrefixBytes = 8;  // checksum and number

Frames MakeFrames() {
  facts::FactTable table;
  for (uint8_t i = 0; i < 40; ++i) {
    const facts::Fact fact = {.kind = 1, .month = 50, .centre = i, .person = i % 7u};
    facts::Fact removal = fact;
    removal.weight = -1;
    const facts::Fact both[] = {fact, removal};
    const auto batch = absl::MakeSpan(both).subspan(0, i % 5 == 0 ? 2 : 1);
    BALCAO_REQUIRE(table.Append(i * 10, batch).ok());
  }
  Frames frames;
  const auto keep = [&](std::string_view frame) {
    frames.emplace_back(frame);
    return absl::OkStatus();
  };
  BALCAO_REQUIRE(table.Serialize(keep).ok());
  return frames;
}

// With the checksum and the number that it should have, so that what is behind them is
// reached.
void Seal(std::string& frame, uint32_t number) {
  if (frame.size() < kPrefixBytes) return;
  frame.replace(4, 4, reinterpret_cast<const char*>(&number), 4);
  const uint32_t crc = facts::Crc32c(std::string_view(frame).substr(4));
  frame.replace(0, 4, reinterpret_cast<const char*>(&crc), 4);
}

Frames AlteredFrames(Input& input) {
  static const Frames& good = *new Frames(MakeFrames());
  Frames frames = good;
  while (!input.empty()) {
    const size_t at = input.Below(frames.size() + 1);
    const std::string edit = input.Piece();
    Input edits(reinterpret_cast<const uint8_t*>(edit.data()), edit.size());
    if (at == frames.size()) {
      frames.push_back(std::string(kPrefixBytes, '\0') + edit);
    } else {
      frames[at] = Edited(frames[at], edits);
    }
  }
  for (size_t i = 0; i < frames.size(); ++i) Seal(frames[i], static_cast<uint32_t>(i));
  return frames;
}

void Use(facts::FactTable& table) {
  facts::Query query;
  query.dimensions = {{.column = facts::Column::kCentre, .categories = 256}};
  query.snapshot = facts::Snapshot::Uniform(table.rows());
  query.persons = true;
  BALCAO_REQUIRE(table.Run(query).ok());
  for (int64_t position : {int64_t{-1}, int64_t{0}, int64_t{55}, table.last_position()}) {
    BALCAO_REQUIRE(table.RowsAt(position) <= table.rows());
  }
  for (uint32_t row = 0; row < std::min(table.rows(), 100u); ++row) table.At(row);
  if (table.last_position() == INT64_MAX) return;
  const facts::Fact more[] = {{.kind = 1, .person = 1}};
  BALCAO_REQUIRE(table.Append(table.last_position() + 1, more).ok());
  BALCAO_REQUIRE(table.Run(query).ok());
}

}  // namespace

std::vector<std::string> Seeds() {
  const std::string header("\x08\x04\x04", 3), rows("\x02\x30\x02\xff\xff", 5);
  return {"",
          std::string(1, '\0') + AsPiece(std::string("\x14\x01\x01\x05", 4)),
          std::string(1, '\0') + AsPiece(header),
          std::string(1, '\1') + AsPiece(std::string("\x08\xff\x00", 3)),
          std::string(1, '\2') + AsPiece(rows),
          std::string(1, '\3') + AsPiece(std::string("\x08\x04\x04\x01\x00\x00\x00", 7)),
          std::string(1, '\4') + AsPiece(std::string("\x09\x01\x02\x00\xff", 5))};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao;
  fuzz::Input input(data, size);
  const fuzz::Frames frames = fuzz::AlteredFrames(input);
  size_t next = 0;
  const auto loaded = facts::FactTable::Load([&]() -> absl::StatusOr<std::string> {
    return next < frames.size() ? frames[next++] : std::string();
  });
  if (loaded.ok()) fuzz::Use(**loaded);
  return 0;
}
