#include "services/statistics/facts/naive_table.h"

#include <algorithm>
#include <optional>
#include <set>

namespace balcao::facts {
namespace {

std::optional<uint64_t> CellOf(const Fact& fact, const Query& query) {
  uint64_t cell = 0;
  for (const Dimension& dimension : query.dimensions) {
    const uint8_t code = CodeOf(fact, dimension.column);
    const int category = dimension.category_of ? (*dimension.category_of)[code] : code;
    if (category >= dimension.categories) return std::nullopt;
    cell = cell * static_cast<uint64_t>(dimension.categories) + static_cast<uint64_t>(category);
  }
  return cell;
}

bool Shown(const Fact& fact, size_t row, const Query& query) {
  return row < query.snapshot.limit[fact.month];
}

bool Passes(const Fact& fact, const Query& query) {
  return std::all_of(query.filters.begin(), query.filters.end(), [&](const Filter& filter) {
    return filter.codes.Contains(CodeOf(fact, filter.column));
  });
}

void DropZeros(Figures* figures) {
  std::erase_if(*figures, [](const auto& figure) { return figure.second == 0; });
}

// The additions that a shown removal takes.
std::set<size_t> TakenRows(const std::vector<Fact>& rows, const Query& query) {
  std::set<size_t> paired;
  std::set<size_t> taken;
  for (size_t removal = 0; removal < rows.size(); ++removal) {
    if (rows[removal].weight > 0) continue;
    Fact wanted = rows[removal];
    wanted.weight = +1;
    for (size_t row = 0; row < removal; ++row) {
      if (rows[row] != wanted || !paired.insert(row).second) continue;
      if (Shown(rows[removal], removal, query)) taken.insert(row);
      break;
    }
  }
  return taken;
}

}  // namespace

uint8_t CodeOf(const Fact& fact, Column column) {
  switch (column) {
    case Column::kKind:
      return fact.kind;
    case Column::kMonth:
      return fact.month;
    case Column::kDay:
      return fact.day;
    case Column::kCentre:
      return fact.centre;
    case Column::kSex:
      return fact.sex;
    case Column::kAgeBand:
      return fact.age_band;
    case Column::kNationality:
      return fact.nationality;
    case Column::kLanguage:
      return fact.language;
    case Column::kResidenceStatus:
      return fact.residence_status;
    case Column::kTopic:
      return fact.topic;
    case Column::kChannel:
      return fact.channel;
    case Column::kOutcome:
      return fact.outcome;
    case Column::kFlags:
      return fact.flags;
  }
  return 0;
}

Figures NaiveCounts(const std::vector<Fact>& rows, const Query& query) {
  Figures figures;
  for (size_t row = 0; row < rows.size(); ++row) {
    if (!Shown(rows[row], row, query) || !Passes(rows[row], query)) continue;
    if (const auto cell = CellOf(rows[row], query)) figures[*cell] += rows[row].weight;
  }
  DropZeros(&figures);
  return figures;
}

Figures NaivePersons(const std::vector<Fact>& rows, const Query& query) {
  const std::set<size_t> taken = TakenRows(rows, query);
  std::map<uint64_t, std::set<uint64_t>> persons;
  for (size_t row = 0; row < rows.size(); ++row) {
    const Fact& fact = rows[row];
    if (fact.weight < 0 || fact.person == kNoPerson || taken.contains(row)) continue;
    if (!Shown(fact, row, query) || !Passes(fact, query)) continue;
    if (const auto cell = CellOf(fact, query)) persons[*cell].insert(fact.person);
  }
  Figures figures;
  for (const auto& [cell, set] : persons) figures[cell] = static_cast<int64_t>(set.size());
  return figures;
}

}  // namespace balcao::facts
