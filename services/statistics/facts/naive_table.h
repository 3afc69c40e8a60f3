// The fact table as one would write it without a thought for speed: the oracle of
// the tests.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "services/statistics/facts/fact.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

using Figures = std::map<uint64_t, int64_t>;  // by cell, without zeros

uint8_t CodeOf(const Fact& fact, Column column);
Figures NaiveCounts(const std::vector<Fact>& rows, const Query& query);
Figures NaivePersons(const std::vector<Fact>& rows, const Query& query);

}  // namespace balcao::facts
