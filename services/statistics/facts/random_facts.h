// Facts and queries at random, for the property tests.
#pragma once

#include <random>
#include <vector>

#include "services/statistics/facts/fact.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

using Random = std::mt19937_64;

// A number in 0..limit-1.
inline int Below(int limit, Random* random) {
  return static_cast<int>((*random)() % static_cast<uint64_t>(limit));
}

// Facts with few different codes, so that many are alike, and removals: most of an
// earlier fact, some of none.
std::vector<Fact> RandomFacts(size_t rows, int persons, Random* random);

// Dimensions, filters and a snapshot over `rows` rows; both measures.
Query RandomQuery(uint32_t rows, Random* random);

}  // namespace balcao::facts
