#include "services/statistics/facts/fact_table.h"

#include <rapidcheck.h>

#include <atomic>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/statistics/facts/naive_table.h"
#include "services/statistics/facts/random_facts.h"

namespace balcao::facts {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Figures FiguresOf(const Cells& cells) {
  Figures figures;
  cells.ForEach([&](uint64_t cell, int64_t figure) { figures[cell] = figure; });
  return figures;
}

// Appends in batches of 1 to `batch_max` at positions with gaps; returns the
// rows after every position.
std::vector<std::pair<int64_t, uint32_t>> AppendAll(const std::vector<Fact>& facts, int batch_max,
                                                    Random* random, FactTable* table) {
  std::vector<std::pair<int64_t, uint32_t>> reached;
  int64_t position = Below(3, random);
  for (size_t done = 0; done < facts.size();) {
    const size_t size = std::min<size_t>(facts.size() - done, 1 + Below(batch_max, random));
    EXPECT_TRUE(table->Append(position, absl::MakeSpan(facts).subspan(done, size)).ok());
    done += size;
    reached.emplace_back(position, static_cast<uint32_t>(done));
    position += Below(20, random) == 0 ? Below(1'000'000, random) : Below(4, random);
  }
  return reached;
}

Fact Visit(uint8_t centre, uint64_t person) {
  Fact fact;
  fact.centre = centre;
  fact.person = person;
  return fact;
}

Fact Removed(Fact fact) {
  fact.weight = -1;
  return fact;
}

Query ByCentre(const FactTable& table) {
  Query query;
  query.dimensions = {{.column = Column::kCentre, .categories = 4}};
  query.snapshot = Snapshot::Uniform(table.rows());
  query.persons = true;
  return query;
}

TEST(FactTable, CountsRowsAndDistinctPersonsPerCell) {
  FactTable table;
  ASSERT_TRUE(table.Append(7, {Visit(1, 10), Visit(1, 10), Visit(2, 10), Visit(2, 11)}).ok());
  ASSERT_TRUE(table.Append(9, {Visit(3, kNoPerson)}).ok());
  const absl::StatusOr<QueryResult> result = table.Run(ByCentre(table));
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(result->shape, ElementsAre(4));
  EXPECT_THAT(FiguresOf(result->counts), ElementsAre(Pair(1, 2), Pair(2, 2), Pair(3, 1)));
  EXPECT_THAT(FiguresOf(result->persons), ElementsAre(Pair(1, 1), Pair(2, 2)));
}

TEST(FactTable, ARemovalHidesItsAdditionOnlyWhereTheSnapshotShowsIt) {
  FactTable table;
  ASSERT_TRUE(table.Append(1, {Visit(1, 10), Visit(1, 11)}).ok());
  ASSERT_TRUE(table.Append(2, {Removed(Visit(1, 10))}).ok());
  Query query = ByCentre(table);
  query.snapshot = Snapshot::Uniform(table.RowsAt(1));
  EXPECT_EQ(table.Run(query)->persons[1], 2);
  query.snapshot = Snapshot::Uniform(table.RowsAt(2));
  EXPECT_EQ(table.Run(query)->persons[1], 1);
  EXPECT_EQ(table.Run(query)->counts[1], 1);
}

TEST(FactTable, ARemovalOfNothingCountsMinusOneAndHidesNobody) {
  FactTable table;
  ASSERT_TRUE(table.Append(1, {Removed(Visit(1, 10)), Visit(1, 10)}).ok());
  const absl::StatusOr<QueryResult> result = table.Run(ByCentre(table));
  EXPECT_EQ(result->counts[1], 0);
  EXPECT_EQ(result->persons[1], 1);
}

TEST(FactTable, APairStaysAPairWhenMoreRemovalsFollow) {
  FactTable table;
  ASSERT_TRUE(table.Append(1, {Visit(1, 10), Visit(1, 10), Removed(Visit(1, 10))}).ok());
  EXPECT_EQ(table.Run(ByCentre(table))->persons[1], 1);
  ASSERT_TRUE(table.Append(2, {Removed(Visit(1, 10))}).ok());
  EXPECT_EQ(table.Run(ByCentre(table))->persons[1], 0);
}

TEST(FactTable, RefusesWhatItCannotHold) {
  FactTable table;
  Fact fact = Visit(1, 10);
  ASSERT_TRUE(table.Append(5, {fact}).ok());
  EXPECT_EQ(table.Append(4, {fact}).code(), absl::StatusCode::kInvalidArgument);
  Fact bad[] = {fact, fact, fact, fact, fact, fact};
  bad[0].day = 32;
  bad[1].sex = 8;
  bad[2].age_band = 32;
  bad[3].flags = 8;
  bad[4].weight = 0;
  bad[5].weight = 2;
  for (const Fact& one : bad) {
    EXPECT_EQ(table.Append(6, {fact, one}).code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(table.rows(), 1u);
  EXPECT_EQ(table.last_position(), 5);
}

TEST(FactTable, RefusesQueriesOutOfShape) {
  FactTable table;
  const auto refused = [&](const Query& query) {
    return table.Run(query).status().code() == absl::StatusCode::kInvalidArgument;
  };
  Query query;
  query.dimensions.resize(5, {.column = Column::kSex, .categories = 3});
  EXPECT_TRUE(refused(query));
  query.dimensions = {{.column = Column::kSex, .categories = 0}};
  EXPECT_TRUE(refused(query));
  query.dimensions = {{.column = Column::kSex, .categories = 257}};
  EXPECT_TRUE(refused(query));
  query.dimensions.clear();
  query.filters.resize(kFiltersMax + 1);
  EXPECT_TRUE(refused(query));
  query.filters.clear();
  query.count = false;
  EXPECT_TRUE(refused(query));
}

TEST(FactTable, AnEmptyTableAnswersZero) {
  FactTable table;
  const absl::StatusOr<QueryResult> result = table.Run(ByCentre(table));
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(FiguresOf(result->counts).empty());
  EXPECT_TRUE(FiguresOf(result->persons).empty());
  EXPECT_EQ(table.RowsAt(100), 0u);
  EXPECT_EQ(table.last_position(), -1);
}

// The product of the categories is past kDenseCellsMax, so the cells are sparse.
TEST(FactTable, LargeProductsAreSparse) {
  FactTable table;
  Random random(1);
  const std::vector<Fact> facts = RandomFacts(5000, 40, &random);
  AppendAll(facts, 5, &random, &table);
  Query query = RandomQuery(table.rows(), &random);
  query.dimensions.clear();
  for (Column column : {Column::kCentre, Column::kTopic, Column::kMonth, Column::kLanguage}) {
    query.dimensions.push_back({.column = column, .categories = 256});
  }
  const absl::StatusOr<QueryResult> result = table.Run(query);
  ASSERT_TRUE(result.ok());
  EXPECT_FALSE(result->counts.dense());
  EXPECT_EQ(FiguresOf(result->counts), NaiveCounts(facts, query));
  EXPECT_EQ(FiguresOf(result->persons), NaivePersons(facts, query));
}

// RapidCheck prints the seed; RC_PARAMS=seed=... repeats a run.
TEST(FactTable, AnswersAsTheNaiveTable) {
  EXPECT_TRUE(rc::check([] {
    Random random(*rc::gen::arbitrary<uint64_t>());
    const auto rows = *rc::gen::inRange<size_t>(0, 600);
    const std::vector<Fact> facts = RandomFacts(rows, *rc::gen::inRange(0, 60), &random);
    FactTable table;
    AppendAll(facts, 20, &random, &table);
    for (int i = 0; i < 10; ++i) {
      Query query = RandomQuery(table.rows(), &random);
      if (i % 2 == 0) query.working_bytes_max = 0;
      const absl::StatusOr<QueryResult> result = table.Run(query);
      RC_ASSERT(result.ok());
      RC_ASSERT(FiguresOf(result->counts) == NaiveCounts(facts, query));
      RC_ASSERT(FiguresOf(result->persons) == NaivePersons(facts, query));
    }
  }));
}

// Enough rows for summaries of blocks, limits inside them and a second chunk.
TEST(FactTable, AnswersAsTheNaiveTableOverManyBlocks) {
  Random random(20240331);
  std::vector<Fact> facts = RandomFacts(70'000, 9'000, &random);
  for (size_t row = 0; row < facts.size(); ++row) {  // mostly in the order of months
    facts[row].month = static_cast<uint8_t>(row / 3000 + (row % 50 == 0 ? 1 : 0));
  }
  std::erase_if(facts, [&](const Fact& f) { return f.weight < 0 && Below(100, &random) != 0; });
  FactTable table;
  AppendAll(facts, 20, &random, &table);
  for (int i = 0; i < 60; ++i) {
    Query query = RandomQuery(table.rows(), &random);
    if (i % 2 == 0) query.working_bytes_max = 1 << 14;
    const absl::StatusOr<QueryResult> result = table.Run(query);
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(FiguresOf(result->counts), NaiveCounts(facts, query)) << i;
    ASSERT_EQ(FiguresOf(result->persons), NaivePersons(facts, query)) << i;
  }
}

TEST(FactTable, TheCapOnWorkingMemoryDoesNotChangeTheAnswer) {
  Random random(5);
  FactTable table;
  AppendAll(RandomFacts(200'000, 50'000, &random), 1000, &random, &table);
  Query query;
  query.dimensions = {{.column = Column::kCentre, .categories = 256},
                      {.column = Column::kTopic, .categories = 256}};
  query.snapshot = Snapshot::Uniform(table.rows());
  query.persons = true;
  const Figures free = FiguresOf(table.Run(query)->persons);
  EXPECT_GT(free.size(), 500u);
  for (uint64_t cap : {0ull, 1ull << 16, 1ull << 18, 1ull << 20}) {
    query.working_bytes_max = cap;
    EXPECT_EQ(FiguresOf(table.Run(query)->persons), free) << cap;
  }
}

TEST(FactTable, RowsAtIsExactAtEveryPosition) {
  Random random(3);
  FactTable table;
  const auto reached = AppendAll(RandomFacts(20'000, 10, &random), 20, &random, &table);
  for (size_t i = 0; i < reached.size(); ++i) {
    const auto [position, rows] = reached[i];
    const bool last = i + 1 == reached.size();
    if (!last && reached[i + 1].first == position) continue;  // more rows there
    EXPECT_EQ(table.RowsAt(position), rows);
    if (!last) {
      EXPECT_EQ(table.RowsAt(reached[i + 1].first - 1), rows);
    }
  }
  EXPECT_EQ(table.RowsAt(-1), 0u);
  EXPECT_EQ(table.last_position(), reached.back().first);
}

TEST(FactTable, PositionsStartAtZeroAndMayRepeat) {
  FactTable table;
  EXPECT_EQ(table.Append(-1, {}).code(), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(table.Append(0, {Visit(1, 10)}).ok());
  ASSERT_TRUE(table.Append(0, {Visit(1, 11), Visit(1, 12)}).ok());
  ASSERT_TRUE(table.Append(4, {}).ok());
  EXPECT_EQ(table.RowsAt(0), 3u);
  EXPECT_EQ(table.RowsAt(4), 3u);
  EXPECT_EQ(table.last_position(), 4);
}

TEST(FactTable, GivesRowsBackAsTheyCame) {
  Random random(4);
  const std::vector<Fact> facts = RandomFacts(3000, 100, &random);
  FactTable table;
  AppendAll(facts, 9, &random, &table);
  for (uint32_t row = 0; row < table.rows(); ++row) EXPECT_EQ(table.At(row), facts[row]);
}

TEST(FactTable, ReadersSeeWholeBatchesWhileRowsAreAppended) {
  constexpr int kBatches = 12'000;
  FactTable table;
  std::atomic<bool> done = false;
  // Three new persons; the first of the last batch is taken back.
  std::thread appender([&] {
    uint64_t person = 1;
    for (int b = 0; b < kBatches; ++b, person += 3) {
      const Fact taken_back = b == 0 ? Visit(0, 999'999'999) : Visit(0, person - 3);
      const Fact batch[] = {Visit(0, person), Visit(1, person + 1), Visit(2, person + 2),
                            Removed(taken_back)};
      ASSERT_TRUE(table.Append(b, batch).ok());
    }
    done = true;
  });
  const auto read = [&] {
    while (!done) {
      const uint32_t rows = table.rows();
      ASSERT_EQ(rows % 4, 0u);
      const uint32_t told = table.RowsAt(kBatches);
      ASSERT_LE(told, table.rows());
      Query query = ByCentre(table);
      query.snapshot = Snapshot::Uniform(rows);
      const absl::StatusOr<QueryResult> result = table.Run(query);
      ASSERT_EQ(result->counts[0], 0);
      ASSERT_EQ(result->counts[2], rows / 4);
      ASSERT_EQ(result->persons[0], rows == 0 ? 0 : 1);
      ASSERT_EQ(result->persons[2], rows / 4);
      if (rows > 0) {
        ASSERT_EQ(table.At(rows - 1).weight, -1);
      }
    }
  };
  std::thread first(read);
  std::thread second(read);
  for (std::thread* thread : {&appender, &first, &second}) thread->join();
  EXPECT_EQ(table.persons(), 3u * kBatches + 1);
}

}  // namespace
}  // namespace balcao::facts
