#include "clients/common/table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/common/text.h"

namespace balcao::client {

void Table::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) {
    cell = cell.empty() ? "-" : Printable(cell);
  }
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::Widths() const {
  std::vector<int> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    int width = DisplayWidth(columns_[i].header);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i]));
    widths.push_back(width);
  }
  return widths;
}

std::string Table::Line(const std::vector<std::string>& cells,
                        const std::vector<int>& widths) const {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - DisplayWidth(cells[i]), ' ');
    if (columns_[i].right) absl::StrAppend(&line, padding);
    absl::StrAppend(&line, cells[i]);
    if (i + 1 == cells.size()) break;
    if (!columns_[i].right) absl::StrAppend(&line, padding);
    absl::StrAppend(&line, "  ");
  }
  return line;
}

std::string Table::Render(bool bold) const {
  const std::vector<int> widths = Widths();
  std::vector<std::string> headers;
  for (const Column& column : columns_) headers.push_back(column.header);
  const std::string header = Line(headers, widths);
  std::string result = bold ? absl::StrCat("\x1b[1m", header, "\x1b[0m\n") : header + "\n";
  for (const auto& row : rows_) absl::StrAppend(&result, Line(row, widths), "\n");
  return result;
}

}  // namespace balcao::client
