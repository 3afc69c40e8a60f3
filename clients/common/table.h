// Aligned columns for people.
#pragma once

#include <string>
#include <vector>

namespace balcao::client {

// A table with a header line. Empty cells show as `-`; numbers go right when
// the column says so. The last column is not padded.
class Table {
 public:
  struct Column {
    std::string header;
    bool right = false;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // Adds a row; missing cells are empty, cells beyond the columns are dropped.
  void AddRow(std::vector<std::string> cells);

  // The lines, each with a line feed. `bold` sets the header in bold.
  std::string Render(bool bold) const;

 private:
  std::vector<int> Widths() const;
  std::string Line(const std::vector<std::string>& cells, const std::vector<int>& widths) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace balcao::client
