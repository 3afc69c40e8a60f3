#include "services/statistics/tables.h"

#include "absl/strings/str_cat.h"
#include "services/common/errors.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

constexpr int kDimensionsMax = 4;
constexpr int kFiltersMax = 8;

void CheckShape(const FactsView& view, const v1::QueryTableRequest& request, FieldFaults& faults) {
  if (view.FindKind(request.kind()) == nullptr) {
    faults.Add("kind", "UNKNOWN_KIND", "a kind of event");
  }
  if (request.measure() != v1::QueryTableRequest::MEASURE_COUNT &&
      request.measure() != v1::QueryTableRequest::MEASURE_PERSONS) {
    faults.Add("measure", "REQUIRED", "events or persons");
  }
  if (request.dimensions_size() > kDimensionsMax) {
    faults.Add("dimensions", "TOO_MANY", "at most four");
  }
  for (const std::string& name : request.dimensions()) {
    if (view.FindDimension(name) == nullptr) {
      faults.Add("dimensions", "UNKNOWN_DIMENSION", "a dimension of the tables");
    }
  }
  const int first = MonthFromText(request.first_month());
  const int last = MonthFromText(request.last_month());
  if (first < 0) faults.Add("first_month", "NOT_A_MONTH", "a month such as 2019-08");
  if (last < 0) faults.Add("last_month", "NOT_A_MONTH", "a month such as 2019-08");
  if (first >= 0 && last >= 0 && first > last) {
    faults.Add("last_month", "BEFORE_FIRST", "not before the first");
  }
}

// The codes of a filter's column that fall into its categories.
facts::CodeSet CodesOf(const DimensionInfo& info, const v1::TableFilter& filter,
                       const std::string& path, FieldFaults& faults) {
  facts::CodeSet codes;
  for (const std::string& code : filter.codes()) {
    const auto found = std::find(info.categories.begin(), info.categories.end(), code);
    if (found == info.categories.end()) {
      faults.Add(path, "UNKNOWN_CODE", "a code of the dimension");
      continue;
    }
    const auto category = static_cast<uint8_t>(found - info.categories.begin());
    for (int i = 0; i < facts::kCodes; ++i) {
      if (info.category_of[static_cast<size_t>(i)] == category) {
        codes.Add(static_cast<uint8_t>(i));
      }
    }
  }
  return codes;
}

void AddFilters(const FactsView& view, const v1::QueryTableRequest& request, facts::Query& query,
                FieldFaults& faults) {
  if (request.filters_size() > kFiltersMax) faults.Add("filters", "TOO_MANY", "at most eight");
  for (int i = 0; i < request.filters_size(); ++i) {
    const v1::TableFilter& filter = request.filters(i);
    const std::string path = absl::StrCat("filters[", i, "]");
    const DimensionInfo* info = view.FindDimension(filter.dimension());
    if (info == nullptr) {
      faults.Add(path + ".dimension", "UNKNOWN_DIMENSION", "a dimension of the tables");
      continue;
    }
    if (filter.codes().empty()) faults.Add(path + ".codes", "REQUIRED", "at least one code");
    query.filters.push_back({info->column, CodesOf(*info, filter, path + ".codes", faults)});
  }
}

absl::StatusOr<facts::Cells> RunFor(const FactsView& view, facts::Query query, bool persons) {
  query.count = !persons;
  query.persons = persons;
  ASSIGN_OR_RETURN(facts::QueryResult result, view.table().Run(query));
  return persons ? std::move(result.persons) : std::move(result.counts);
}

}  // namespace

absl::StatusOr<ExactTable> CountExactly(const FactsView& view, const v1::QueryTableRequest& request,
                                        bool all_closed) {
  FieldFaults faults;
  CheckShape(view, request, faults);
  facts::Query query;
  AddFilters(view, request, query, faults);
  RETURN_IF_ERROR(faults.ToStatus());

  const int first = MonthFromText(request.first_month());
  const int last = MonthFromText(request.last_month());
  ASSIGN_OR_RETURN(query.snapshot, view.SnapshotOf(first, last, all_closed));
  query.filters.push_back({facts::Column::kKind, {*view.FindKind(request.kind())}});
  query.filters.push_back({facts::Column::kMonth, facts::CodeSet::Range(first, last)});

  const bool persons = request.measure() == v1::QueryTableRequest::MEASURE_PERSONS;
  ExactTable table;
  ASSIGN_OR_RETURN(const facts::Cells total, RunFor(view, query, persons));
  table.total = total[0];
  for (const std::string& name : request.dimensions()) {
    const DimensionInfo* info = view.FindDimension(name);
    table.dimensions.push_back(info);
    query.dimensions.push_back({.column = info->column,
                                .categories = static_cast<int>(info->categories.size()),
                                .category_of = info->category_of});
  }
  ASSIGN_OR_RETURN(table.cells, RunFor(view, query, persons));
  return table;
}

int64_t RoundToFive(int64_t count) { return count <= 0 ? 0 : (count + 2) / 5 * 5; }

v1::QueryTableResponse Protect(const ExactTable& table) {
  v1::QueryTableResponse response;
  response.set_total(RoundToFive(table.total));
  response.set_protection(
      "Every cell, and the total, is rounded on its own to the nearest multiple of 5.");
  if (table.dimensions.empty()) return response;
  table.cells.ForEach([&](uint64_t cell, int64_t count) {
    const int64_t rounded = RoundToFive(count);
    if (rounded == 0) return;
    v1::TableCell& told = *response.add_cells();
    told.set_value(rounded);
    std::vector<const std::string*> codes(table.dimensions.size());
    for (size_t d = table.dimensions.size(); d-- > 0;) {
      const std::vector<std::string>& categories = table.dimensions[d]->categories;
      codes[d] = &categories[cell % categories.size()];
      cell /= categories.size();
    }
    for (const std::string* code : codes) told.add_codes(*code);
  });
  return response;
}

}  // namespace balcao::services
