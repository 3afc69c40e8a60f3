#include "services/statistics/facts/random_facts.h"

#include <algorithm>
#include <array>

namespace balcao::facts {
namespace {

// Mostly one of a few small codes, at times any.
uint8_t Code(int limit, Random* random) {
  const bool rare = Below(50, random) == 0;
  return static_cast<uint8_t>(Below(rare ? limit : std::min(limit, 3), random));
}

Fact RandomFact(int persons, Random* random) {
  Fact fact;
  for (uint8_t* code : {&fact.kind, &fact.month, &fact.centre, &fact.nationality, &fact.language,
                        &fact.residence_status, &fact.topic, &fact.channel, &fact.outcome}) {
    *code = Below(3, random) == 0 ? Code(256, random) : 0;
  }
  fact.day = Code(32, random);
  fact.age_band = Code(32, random);
  fact.sex = Code(8, random);
  fact.flags = Code(8, random);
  fact.person = static_cast<uint64_t>(Below(persons + 1, random)) * 0x9E3779B97F4A7C15ull;
  return fact;
}

CodeSet RandomSet(int limit, Random* random) {
  if (Below(3, random) == 0) {
    return CodeSet::Range(Below(3, random), Below(limit, random));
  }
  CodeSet set;
  for (int code = 0; code < limit; ++code) {
    if (Below(4, random) != 0) set.Add(static_cast<uint8_t>(code));
  }
  return set;
}

Dimension RandomDimension(Random* random) {
  Dimension dimension;
  dimension.column = static_cast<Column>(Below(kColumns, random));
  const int limit = CodeLimit(dimension.column);
  dimension.categories = Below(4, random) == 0 ? limit : 1 + Below(6, random);
  if (Below(2, random) == 0) {
    std::array<uint8_t, kCodes> categories;
    for (uint8_t& category : categories) {
      category = static_cast<uint8_t>(Below(dimension.categories, random));
      if (Below(8, random) == 0) category = 255;  // left out, as a rule
    }
    dimension.category_of = categories;
  }
  return dimension;
}

Snapshot RandomSnapshot(uint32_t rows, Random* random) {
  if (Below(2, random) == 0) return Snapshot::Uniform(rows);
  Snapshot snapshot = Snapshot::Uniform(static_cast<uint32_t>((*random)() % (rows + 1)));
  for (uint32_t& limit : snapshot.limit) {
    const int draw = Below(3, random);
    if (draw == 0) limit = 0;
    if (draw == 1) limit = static_cast<uint32_t>((*random)() % (rows + 100));
  }
  return snapshot;
}

}  // namespace

std::vector<Fact> RandomFacts(size_t rows, int persons, Random* random) {
  std::vector<Fact> facts;
  const int removals_in_100 = Below(2, random) * Below(40, random);
  while (facts.size() < rows) {
    const bool removal = Below(100, random) < removals_in_100;
    if (removal && !facts.empty() && Below(5, random) != 0) {
      facts.push_back(facts[(*random)() % facts.size()]);
    } else {
      facts.push_back(RandomFact(persons, random));
    }
    facts.back().weight = removal ? -1 : +1;
  }
  return facts;
}

Query RandomQuery(uint32_t rows, Random* random) {
  Query query;
  for (int d = Below(kDimensionsMax + 1, random); d > 0; --d) {
    query.dimensions.push_back(RandomDimension(random));
  }
  for (int f = Below(4, random); f > 0; --f) {
    const auto column = static_cast<Column>(Below(kColumns, random));
    query.filters.push_back({column, RandomSet(CodeLimit(column), random)});
  }
  query.snapshot = RandomSnapshot(rows, random);
  query.persons = true;
  return query;
}

}  // namespace balcao::facts
