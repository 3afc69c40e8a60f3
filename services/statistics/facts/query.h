// What can be asked of the fact table, and what it answers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "services/statistics/facts/fact.h"
#include "services/statistics/facts/limits.h"

namespace balcao::facts {

// A set of codes of one column.
class CodeSet {
 public:
  CodeSet() = default;  // empty
  CodeSet(std::initializer_list<uint8_t> codes) {
    for (uint8_t code : codes) Add(code);
  }
  static CodeSet All() { return Range(0, kCodes - 1); }
  // The codes first..last, both included; empty when first > last.
  static CodeSet Range(int first, int last) {
    CodeSet set;
    for (int code = first; code <= last; ++code) set.Add(static_cast<uint8_t>(code));
    return set;
  }

  void Add(uint8_t code) { words_[code >> 6] |= uint64_t{1} << (code & 63); }
  void Remove(uint8_t code) { words_[code >> 6] &= ~(uint64_t{1} << (code & 63)); }
  bool Contains(uint8_t code) const { return words_[code >> 6] >> (code & 63) & 1; }
  bool Empty() const { return (words_[0] | words_[1] | words_[2] | words_[3]) == 0; }

  CodeSet& operator&=(const CodeSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  CodeSet& operator|=(const CodeSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  friend bool operator==(const CodeSet&, const CodeSet&) = default;

 private:
  std::array<uint64_t, 4> words_ = {};
};

// One axis of a table. The category of a row is category_of[code], or the code
// itself without a table (month -> quarter -> year, centre -> district ->
// nation). A row whose category is not below `categories` is left out.
struct Dimension {
  Column column = Column::kKind;
  int categories = 0;  // 1..256
  std::optional<std::array<uint8_t, kCodes>> category_of = std::nullopt;
};

// Keeps the rows whose code is in the set. A column may be filtered twice.
struct Filter {
  Column column = Column::kKind;
  CodeSet codes;
};

// Which rows count. A row of month m counts when its number is below limit[m];
// limit[m] = 0 says that m is not closed. The limit of a month closed at journal
// position p is FactTable::RowsAt(p).
struct Snapshot {
  std::array<uint32_t, kCodes> limit = {};

  // Every month up to the same row: open figures, or a single position.
  static Snapshot Uniform(uint32_t rows) {
    Snapshot snapshot;
    snapshot.limit.fill(rows);
    return snapshot;
  }
};

struct Query {
  std::vector<Dimension> dimensions;  // none to four; the first is the outermost
  std::vector<Filter> filters;        // all must hold
  Snapshot snapshot;
  bool count = true;                               // sum of weights
  bool persons = false;                            // distinct persons, see FactTable
  uint64_t working_bytes_max = kDistinctBytesMax;  // of the count of distinct persons
};

// Figures by cell. A cell is numbered row-major: ((c0 * n1 + c1) * n2 + c2) ...
// Up to kDenseCellsMax cells they are an array; above it only cells that were
// reached by some row are kept.
class Cells {
 public:
  using Entry = std::pair<uint32_t, int64_t>;  // cell, figure

  Cells() = default;
  static Cells Dense(uint64_t size);  // zeros
  static Cells Sparse(uint64_t size, std::vector<Entry> sorted);
  Cells(Cells&& other) noexcept { *this = std::move(other); }
  Cells& operator=(Cells&& other) noexcept;
  ~Cells();

  uint64_t size() const { return size_; }  // product of the category counts
  bool dense() const { return dense_ != nullptr; }
  // The figure of a cell; 0 outside the table.
  int64_t operator[](uint64_t cell) const;
  // Calls visit(cell, figure) for figures that are not 0, in order of cells.
  void ForEach(const std::function<void(uint64_t, int64_t)>& visit) const;

  int64_t* data() { return dense_; }  // size() figures, or null when sparse
  const int64_t* data() const { return dense_; }

 private:
  uint64_t size_ = 0;
  int64_t* dense_ = nullptr;  // zeroed pages of the system, touched on demand
  std::vector<Entry> sparse_;
};

struct QueryResult {
  std::vector<int> shape;  // category counts, one per dimension
  Cells counts;            // of size 0 when not asked for
  Cells persons;           // of size 0 when not asked for
};

}  // namespace balcao::facts
