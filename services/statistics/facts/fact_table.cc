#include "services/statistics/facts/fact_table.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/statistics/facts/count.h"
#include "services/statistics/facts/distinct.h"
#include "services/statistics/facts/plan.h"
#include "services/statistics/facts/state.h"
#include "storage/common/status_macros.h"

namespace balcao::facts {
namespace {

bool InRange(const Fact& fact) {
  return fact.day < CodeLimit(Column::kDay) && fact.sex < CodeLimit(Column::kSex) &&
         fact.age_band < CodeLimit(Column::kAgeBand) && fact.flags < CodeLimit(Column::kFlags) &&
         (fact.weight == 1 || fact.weight == -1);
}

bool IsRemoval(const RemovalList& removals, uint32_t row) {
  uint64_t first = 0;
  uint64_t end = removals.size();
  while (first < end) {
    const uint64_t middle = first + (end - first) / 2;
    if (removals[middle] == row) return true;
    if (removals[middle] < row) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return false;
}

}  // namespace

FactTable::FactTable() : state_(std::make_unique<State>()) {}
FactTable::~FactTable() = default;

absl::Status FactTable::Append(int64_t position, absl::Span<const Fact> facts) {
  State& state = *state_;
  if (position < 0 || position < state.journal.extent().last_position) {
    return absl::InvalidArgumentError("the position is before the last one");
  }
  if (!std::all_of(facts.begin(), facts.end(), InRange)) {
    return absl::InvalidArgumentError("a code or a weight of a fact is out of range");
  }
  const uint32_t rows = state.rows.load(std::memory_order_relaxed);
  if (facts.size() > kRowsMax - rows || state.persons.Full(facts.size()) ||
      state.removals.Full(facts.size()) || state.journal.Full()) {
    return absl::ResourceExhaustedError("the fact table is full");
  }
  uint32_t row = rows;
  for (const Fact& fact : facts) {
    if (fact.weight < 0) state.removals.Push(row);
    state.columns.Write(row++, Pack(fact), state.persons.Number(fact.person));
  }
  state.rows.store(row, std::memory_order_release);
  state.journal.Add(position, row - rows);
  return absl::OkStatus();
}

absl::StatusOr<QueryResult> FactTable::Run(const Query& query) const {
  ASSIGN_OR_RETURN(const Plan plan, MakePlan(query));
  const State& state = *state_;
  const uint32_t rows = state.rows.load(std::memory_order_acquire);
  QueryResult result;
  result.shape = plan.shape;
  if (query.count) {
    const std::vector<uint32_t> removals = RemovalsBelow(state.removals, rows);
    ASSIGN_OR_RETURN(result.counts, CountRows(state.columns, rows, removals, plan));
  }
  if (query.persons) {
    const auto persons = static_cast<uint32_t>(state.persons.size());
    const std::vector<uint32_t> dead =
        state_->pairs.DeadRows(state.columns, state.removals, rows, plan.snapshot);
    ASSIGN_OR_RETURN(result.persons, CountPersons(state.columns, rows, persons, dead, plan));
  }
  return result;
}

uint32_t FactTable::RowsAt(int64_t position) const { return state_->journal.RowsAt(position); }
uint32_t FactTable::rows() const { return state_->rows.load(std::memory_order_acquire); }
uint32_t FactTable::persons() const { return static_cast<uint32_t>(state_->persons.size()); }
int64_t FactTable::last_position() const { return state_->journal.extent().last_position; }

Fact FactTable::At(uint32_t row) const {
  const State& state = *state_;
  Fact fact = Unpack(state.columns.BytesOf(row));
  fact.person = state.persons.Key(state.columns.PersonOf(row));
  fact.weight = IsRemoval(state.removals, row) ? -1 : +1;
  return fact;
}

MemoryUse FactTable::Memory() const {
  MemoryUse use;
  use.columns = Columns::MemoryBytes(rows());
  use.persons = state_->persons.MemoryBytes();
  use.journal = state_->journal.MemoryBytes();
  use.removals = state_->removals.MemoryBytes() + state_->pairs.MemoryBytes();
  return use;
}

}  // namespace balcao::facts
