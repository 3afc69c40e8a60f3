#include <atomic>
#include <thread>

#include "gtest/gtest.h"
#include "services/statistics/facts/crc32c.h"
#include "services/statistics/facts/fact_table.h"
#include "services/statistics/facts/random_facts.h"

namespace balcao::facts {
namespace {

using Frames = std::vector<std::string>;

Frames FramesOf(const FactTable& table) {
  Frames frames;
  EXPECT_TRUE(table
                  .Serialize([&](std::string_view frame) {
                    EXPECT_LE(frame.size(), kFrameBytesMax);
                    frames.emplace_back(frame);
                    return absl::OkStatus();
                  })
                  .ok());
  return frames;
}

absl::StatusOr<std::unique_ptr<FactTable>> LoadFrom(const Frames& frames) {
  size_t next = 0;
  return FactTable::Load([&]() -> absl::StatusOr<std::string> {
    return next < frames.size() ? frames[next++] : std::string();
  });
}

absl::StatusCode LoadCode(const Frames& frames) { return LoadFrom(frames).status().code(); }

// 70,000 rows: two chunks of columns.
void Fill(size_t rows, FactTable* table) {
  Random random(8);
  const std::vector<Fact> facts = RandomFacts(rows, 3000, &random);
  int64_t position = 0;
  for (size_t i = 0; i < rows; i += 7, position += Below(40, &random)) {
    const size_t size = std::min<size_t>(7, rows - i);
    ASSERT_TRUE(table->Append(position, absl::MakeSpan(facts).subspan(i, size)).ok());
  }
}

Query AnyQuery(const FactTable& table) {
  Query query;
  query.dimensions = {{.column = Column::kCentre, .categories = 256},
                      {.column = Column::kSex, .categories = 8}};
  query.snapshot = Snapshot::Uniform(table.rows());
  query.persons = true;
  return query;
}

void ExpectSame(const FactTable& a, const FactTable& b) {
  ASSERT_EQ(a.rows(), b.rows());
  EXPECT_EQ(a.persons(), b.persons());
  EXPECT_EQ(a.last_position(), b.last_position());
  for (uint32_t row = 0; row < a.rows(); row += 11) ASSERT_EQ(a.At(row), b.At(row));
  for (int64_t p = 0; p < a.last_position(); p += 101) ASSERT_EQ(a.RowsAt(p), b.RowsAt(p));
  const absl::StatusOr<QueryResult> of_a = a.Run(AnyQuery(a));
  const absl::StatusOr<QueryResult> of_b = b.Run(AnyQuery(b));
  for (uint64_t cell = 0; cell < of_a->counts.size(); ++cell) {
    ASSERT_EQ(of_a->counts[cell], of_b->counts[cell]);
    ASSERT_EQ(of_a->persons[cell], of_b->persons[cell]);
  }
}

TEST(Crc32c, IsTheOneOfTheStandard) {
  EXPECT_EQ(Crc32c("123456789"), 0xE3069283u);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(Crc32c(""), 0u);
}

TEST(Checkpoint, ComesBackAndGoesOnAsBefore) {
  for (size_t rows : {size_t{0}, size_t{1}, size_t{5000}, size_t{70'000}}) {
    FactTable table;
    Fill(rows, &table);
    absl::StatusOr<std::unique_ptr<FactTable>> loaded = LoadFrom(FramesOf(table));
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ExpectSame(table, **loaded);
    const Fact more[] = {{.centre = 3, .person = 77}, {.centre = 3, .weight = -1, .person = 78}};
    const int64_t position = table.last_position() + 3;
    ASSERT_TRUE(table.Append(position, more).ok());
    ASSERT_TRUE((*loaded)->Append(position, more).ok());
    ExpectSame(table, **loaded);
    EXPECT_EQ(FramesOf(table), FramesOf(**loaded));
  }
}

TEST(Checkpoint, TruncatedIsRefused) {
  FactTable table;
  Fill(5000, &table);
  Frames frames = FramesOf(table);
  while (!frames.empty()) {
    std::string last = frames.back();
    frames.back().pop_back();
    EXPECT_EQ(LoadCode(frames), absl::StatusCode::kDataLoss);
    frames.pop_back();
    EXPECT_EQ(LoadCode(frames), absl::StatusCode::kDataLoss);
  }
}

TEST(Checkpoint, AlteredReorderedOrLongerIsRefused) {
  FactTable table;
  Fill(5000, &table);
  const Frames frames = FramesOf(table);
  ASSERT_GT(frames.size(), 3u);
  Random random(2);
  for (int i = 0; i < 100; ++i) {
    Frames altered = frames;
    std::string& frame = altered[random() % altered.size()];
    frame[random() % frame.size()] ^= static_cast<char>(1 << Below(8, &random));
    EXPECT_EQ(LoadCode(altered), absl::StatusCode::kDataLoss);
  }
  Frames swapped = frames;
  std::swap(swapped[1], swapped[2]);
  EXPECT_EQ(LoadCode(swapped), absl::StatusCode::kDataLoss);
  Frames longer = frames;
  longer.push_back(frames.back());
  EXPECT_EQ(LoadCode(longer), absl::StatusCode::kDataLoss);
}

// With a correct checksum, so that the checks behind it are reached.
std::string Resealed(std::string frame) {
  const uint32_t crc = Crc32c(std::string_view(frame).substr(4));
  frame.replace(0, 4, reinterpret_cast<const char*>(&crc), 4);
  return frame;
}

TEST(Checkpoint, NonsenseWithAValidChecksumNeverEndsTheProcess) {
  FactTable table;
  Fill(5000, &table);
  const Frames frames = FramesOf(table);
  Random random(6);
  for (int i = 0; i < 300; ++i) {
    Frames altered = frames;
    std::string& frame = altered[random() % altered.size()];
    const size_t at = 8 + random() % (frame.size() - 8);
    frame[at] = static_cast<char>(random());
    frame = Resealed(frame);
    const absl::StatusOr<std::unique_ptr<FactTable>> loaded = LoadFrom(altered);
    if (loaded.ok()) {
      EXPECT_TRUE((*loaded)->Run(AnyQuery(**loaded)).ok());
    }
  }
}

TEST(Checkpoint, AnUnknownVersionIsNamed) {
  FactTable table;
  Frames frames = FramesOf(table);
  frames[0][8 + 8] = 9;
  frames[0] = Resealed(frames[0]);
  EXPECT_EQ(LoadCode(frames), absl::StatusCode::kUnimplemented);
}

TEST(Checkpoint, ErrorsOfSinkAndSourceComeThrough) {
  FactTable table;
  EXPECT_EQ(table.Serialize([](std::string_view) { return absl::AbortedError(""); }).code(),
            absl::StatusCode::kAborted);
  EXPECT_EQ(FactTable::Load([]() -> absl::StatusOr<std::string> { return absl::AbortedError(""); })
                .status()
                .code(),
            absl::StatusCode::kAborted);
}

TEST(Checkpoint, IsWholeWhileRowsAreAppended) {
  FactTable table;
  std::atomic<bool> done = false;
  std::thread appender([&] {
    Fill(30'000, &table);
    done = true;
  });
  while (!done) {
    absl::StatusOr<std::unique_ptr<FactTable>> loaded = LoadFrom(FramesOf(table));
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ASSERT_EQ((*loaded)->rows(), (*loaded)->RowsAt((*loaded)->last_position()));
  }
  appender.join();
}

}  // namespace
}  // namespace balcao::facts
