#include "tests/bench/facts/queries.h"

#include <utility>

#include "tests/bench/facts/generate.h"

namespace balcao::bench {
namespace {

using facts::CodeSet;
using facts::Column;

struct Axis {
  Column column;
  int categories;
  const char* name;
};

constexpr Axis kKind = {Column::kKind, kKinds, "kind"};
constexpr Axis kMonth = {Column::kMonth, kMonths, "month"};
constexpr Axis kCentre = {Column::kCentre, kCentres, "centre"};
constexpr Axis kSex = {Column::kSex, kSexes, "sex"};
constexpr Axis kAgeBand = {Column::kAgeBand, kAgeBands, "age_band"};
constexpr Axis kNationality = {Column::kNationality, kNationalities, "nationality"};
constexpr Axis kLanguage = {Column::kLanguage, kLanguages, "language"};
constexpr Axis kStatus = {Column::kResidenceStatus, kStatuses, "residence_status"};

struct Range {
  Axis axis;
  int first;
  int last;
};

BenchQuery Make(std::string name, const std::vector<Axis>& axes, const std::vector<Range>& ranges) {
  BenchQuery made;
  made.name = std::move(name);
  for (const Axis& axis : axes) {
    made.query.dimensions.push_back({.column = axis.column, .categories = axis.categories});
    made.columns.emplace_back(axis.name);
  }
  for (const Range& range : ranges) {
    made.query.filters.push_back({range.axis.column, CodeSet::Range(range.first, range.last)});
    if (!made.where.empty()) made.where += " AND ";
    made.where += range.axis.name;
    made.where += range.first == range.last ? " = " + std::to_string(range.first)
                                            : " BETWEEN " + std::to_string(range.first) + " AND " +
                                                  std::to_string(range.last);
  }
  return made;
}

BenchQuery Distinct(BenchQuery query) {
  query.query.count = false;
  query.query.persons = true;
  return query;
}

}  // namespace

std::vector<BenchQuery> TwelveQueries(uint32_t rows) {
  std::vector<BenchQuery> queries = {
      Make("1 dim", {kCentre}, {}),
      Make("1 dim + equality", {kCentre}, {{kKind, 1, 1}}),
      Make("2 dims", {kCentre, kMonth}, {}),
      Make("2 dims + range", {kCentre, kMonth}, {{kNationality, 2, 15}}),
      Make("3 dims", {kCentre, kAgeBand, kSex}, {}),
      Make("3 dims + 2 ranges", {kCentre, kAgeBand, kSex},
           {{kMonth, 60, 71}, {kNationality, 2, 15}}),
      Make("4 dims", {kCentre, kAgeBand, kSex, kLanguage}, {}),
      Make("4 dims + 2 filters", {kCentre, kAgeBand, kSex, kLanguage},
           {{kKind, 1, 1}, {kNationality, 2, 15}}),
      Make("4 dims sparse + months", {kCentre, kMonth, kAgeBand, kNationality}, {{kMonth, 60, 71}}),
      Distinct(Make("distinct, 1 dim", {kCentre}, {})),
      Distinct(Make("distinct, 1 dim + range", {kCentre}, {{kMonth, 36, 71}})),
      Distinct(Make("distinct, 2 dims", {kMonth, kStatus}, {})),
  };
  for (BenchQuery& query : queries) query.query.snapshot = facts::Snapshot::Uniform(rows);
  return queries;
}

}  // namespace balcao::bench
