// The facts of the statistics: an append-only, columnar, dictionary-coded table
// in memory. A table over any four dimensions is one scan.
//
//   FactTable table;
//   RETURN_IF_ERROR(table.Append(entry.sequence, FactsOf(before, after)));
//
//   Query query;
//   query.dimensions = {{.column = Column::kCentre, .categories = 109}};
//   query.filters = {{.column = Column::kKind, .codes = {kVisit}}};
//   query.snapshot.limit[MonthIndex(2024, 3)] = table.RowsAt(closing_position);
//   ASSIGN_OR_RETURN(QueryResult result, table.Run(query));
//   int64_t visits_in_centre_7 = result.counts[7];
//
// Rows stand in the order of the journal and are never changed. About 15 bytes a
// row and 13 bytes a person.
//
// Removals. A row of weight -1 cancels an earlier identical row (every column,
// person included, alike). A count adds the weights, whatever they cancel. For
// distinct persons removals pair with additions: in row order, each removal
// takes the first addition that is earlier, identical and not yet taken; neither
// row of a pair counts, and a removal never does. Identical rows share a month
// and thus a limit, so a removal that a snapshot shows hides its addition there,
// and one it does not show leaves the addition standing.
//
// Threads: one thread appends (and loads); any number run the const methods
// meanwhile. They see a prefix of whole batches and take no lock that a scan
// holds, so neither side waits for a scan.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/facts/fact.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

struct MemoryUse {
  uint64_t columns = 0;   // rows, the person of each and what prunes blocks
  uint64_t persons = 0;   // dictionary of statistical numbers
  uint64_t journal = 0;   // index of positions
  uint64_t removals = 0;  // list and pairs
  uint64_t total() const { return columns + persons + journal + removals; }
};

class FactTable {
 public:
  // Takes one frame of a checkpoint, at most kFrameBytesMax bytes.
  using Sink = std::function<absl::Status(std::string_view frame)>;
  // Gives the frames back as they were, one at a time; empty after the last.
  using Source = std::function<absl::StatusOr<std::string>()>;

  FactTable();
  ~FactTable();
  FactTable(const FactTable&) = delete;
  FactTable& operator=(const FactTable&) = delete;

  // Adds the facts of one journal entry, all or none. Readers see the batch
  // whole. INVALID_ARGUMENT when the position is negative or before the last
  // one, a code is not below CodeLimit() or a weight is not +1 or -1;
  // RESOURCE_EXHAUSTED when the table is full.
  absl::Status Append(int64_t position, absl::Span<const Fact> facts);

  // Answers a query. INVALID_ARGUMENT when it is out of shape;
  // RESOURCE_EXHAUSTED when a sparse result would pass kSparseCellsMax cells.
  absl::StatusOr<QueryResult> Run(const Query& query) const;

  // The number of rows appended at positions up to and including this one.
  uint32_t RowsAt(int64_t position) const;
  uint32_t rows() const;
  uint32_t persons() const;       // distinct statistical numbers seen
  int64_t last_position() const;  // -1 before the first batch

  // One row, for verification; `row` is below rows().
  Fact At(uint32_t row) const;

  MemoryUse Memory() const;

  // Writes a checkpoint of the rows present at the call. Frames carry a number
  // and a CRC-32C against accidents; secrecy and authenticity are the caller's.
  // Returns the sink's error.
  absl::Status Serialize(const Sink& sink) const;
  // Reads a checkpoint. DATA_LOSS when it is truncated, altered or out of order,
  // UNIMPLEMENTED when its version is unknown, or the source's error.
  static absl::StatusOr<std::unique_ptr<FactTable>> Load(const Source& source);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace balcao::facts
