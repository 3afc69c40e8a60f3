// What a FactTable is made of.
#pragma once

#include <atomic>
#include <cstdint>

#include "services/statistics/facts/columns.h"
#include "services/statistics/facts/fact_table.h"
#include "services/statistics/facts/person_dictionary.h"
#include "services/statistics/facts/position_index.h"
#include "services/statistics/facts/removals.h"

namespace balcao::facts {

// The appender writes columns, persons and removals, then publishes `rows`, then
// tells the journal: whoever reads `rows` finds everything below it.
struct FactTable::State {
  Columns columns;
  PersonDictionary persons;
  RemovalList removals;
  std::atomic<uint32_t> rows = 0;
  PositionIndex journal;
  RemovalPairs pairs;
};

}  // namespace balcao::facts
