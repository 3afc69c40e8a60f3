// Facts like those of a network of local centres over ten years, from a seed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "services/statistics/facts/fact.h"

namespace balcao::bench {

inline constexpr int kKinds = 6;
inline constexpr int kMonths = 120;
inline constexpr int kCentres = 109;
inline constexpr int kSexes = 3;
inline constexpr int kAgeBands = 12;
inline constexpr int kNationalities = 39;
inline constexpr int kLanguages = 31;
inline constexpr int kStatuses = 9;
inline constexpr int kTopics = 40;
inline constexpr int kChannels = 5;
inline constexpr int kOutcomes = 12;

struct GenerateOptions {
  uint32_t rows = 10'000'000;
  uint32_t persons = 2'500'000;
  uint64_t seed = 1;
  int removals_per_1000 = 0;
  bool shuffled = false;  // months in no order, the worst case for a scan
};

// A fact as generated: `person` is its number 1..persons, or 0.
struct GeneratedFact {
  facts::Fact fact;     // with the random statistical number
  uint32_t person = 0;  // the number of the person, in order of first appearance
  bool alive = true;    // not a removal and not removed later
};

// Calls visit for every row in order. A removal takes back the row that stands a
// hundred thousand rows earlier.
void Generate(const GenerateOptions& options,
              const std::function<void(const GeneratedFact&)>& visit);

}  // namespace balcao::bench
