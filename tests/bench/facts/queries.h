// The twelve tables that are measured, for us and as SQL.
#pragma once

#include <string>
#include <vector>

#include "services/statistics/facts/query.h"

namespace balcao::bench {

struct BenchQuery {
  std::string name;
  facts::Query query;
  std::vector<std::string> columns;  // SQL names of the dimensions
  std::string where;                 // SQL of the filters, may be empty
};

std::vector<BenchQuery> TwelveQueries(uint32_t rows);

}  // namespace balcao::bench
