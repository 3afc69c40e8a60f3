#include "services/statistics/facts/plan.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace balcao::facts {
namespace {

absl::Status Check(const Query& query) {
  if (query.dimensions.size() > kDimensionsMax) {
    return absl::InvalidArgumentError(absl::StrCat("more than ", kDimensionsMax, " dimensions"));
  }
  if (query.filters.size() > kFiltersMax) {
    return absl::InvalidArgumentError(absl::StrCat("more than ", kFiltersMax, " filters"));
  }
  for (const Dimension& dimension : query.dimensions) {
    if (dimension.categories < 1 || dimension.categories > kCodes) {
      return absl::InvalidArgumentError("a dimension needs 1 to 256 categories");
    }
  }
  if (!query.count && !query.persons) {
    return absl::InvalidArgumentError("the query measures nothing");
  }
  return absl::OkStatus();
}

int CategoryOf(const Dimension& dimension, uint8_t code) {
  return dimension.category_of.has_value() ? (*dimension.category_of)[code] : code;
}

// The bytes of the place whose code passes.
template <typename Test>
CodeSet BytesWhere(const Place& place, const Test& test) {
  CodeSet bytes;
  for (int byte = 0; byte < kCodes; ++byte) {
    if (test(place.Code(static_cast<uint8_t>(byte)))) bytes.Add(static_cast<uint8_t>(byte));
  }
  return bytes;
}

Plan::Axis& AxisOn(int byte_column, Plan* plan) {
  for (Plan::Axis& axis : plan->axes) {
    if (axis.byte_column == byte_column) return axis;
  }
  plan->axes.push_back({byte_column, {}});
  return plan->axes.back();
}

// `stride` is the product of the category counts that follow.
void AddDimension(const Dimension& dimension, uint64_t stride, Plan* plan) {
  const Place place = PlaceOf(dimension.column);
  plan->allowed[place.byte_column] &= BytesWhere(
      place, [&](uint8_t code) { return CategoryOf(dimension, code) < dimension.categories; });
  Plan::Axis& axis = AxisOn(place.byte_column, plan);
  for (int byte = 0; byte < kCodes; ++byte) {
    const int category = CategoryOf(dimension, place.Code(static_cast<uint8_t>(byte)));
    if (category >= dimension.categories) continue;
    axis.cell_part[byte] += static_cast<uint32_t>(static_cast<uint64_t>(category) * stride);
  }
}

}  // namespace

absl::StatusOr<Plan> MakePlan(const Query& query) {
  if (absl::Status status = Check(query); !status.ok()) return status;
  Plan plan;
  plan.allowed.fill(CodeSet::All());
  plan.snapshot = query.snapshot;
  plan.working_bytes_max = std::max(query.working_bytes_max, kDistinctBytesMin);
  for (const Filter& filter : query.filters) {
    const Place place = PlaceOf(filter.column);
    plan.allowed[place.byte_column] &=
        BytesWhere(place, [&](uint8_t code) { return filter.codes.Contains(code); });
  }
  for (auto it = query.dimensions.rbegin(); it != query.dimensions.rend(); ++it) {
    AddDimension(*it, plan.cells, &plan);
    plan.cells *= static_cast<uint64_t>(it->categories);
    plan.shape.insert(plan.shape.begin(), it->categories);
  }
  for (int c = 0; c < kByteColumns; ++c) {
    if (plan.allowed[c] != CodeSet::All()) plan.filters[c].emplace(plan.allowed[c]);
  }
  return plan;
}

bool Plan::Accepts(const RowBytes& bytes, uint32_t row) const {
  if (row >= snapshot.limit[bytes[kMonthBytes]]) return false;
  for (int c = 0; c < kByteColumns; ++c) {
    if (!allowed[c].Contains(bytes[c])) return false;
  }
  return true;
}

uint32_t Plan::CellOf(const RowBytes& bytes) const {
  uint32_t cell = 0;
  for (const Axis& axis : axes) cell += axis.cell_part[bytes[axis.byte_column]];
  return cell;
}

}  // namespace balcao::facts
