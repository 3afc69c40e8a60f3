// Compares what the house answers with the report and with the generator's own
// record, and prints the plan table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "balcao/v1/plan.pb.h"
#include "balcao/v1/statistics.pb.h"
#include "clients/country/client.h"
#include "clients/country/record.h"
#include "clients/country/staff.h"

namespace balcao::country {

struct CheckOptions {
  int first_month = 0;
  int last_month = kMonths - 1;
  // Holds values against the report: only the whole story at its full size can be.
  bool whole = true;
};

// One line of the plan table, judged.
struct Verdict {
  std::string line;
  bool met = true;
};

// Says whether a value meets the report's, as the qualifier means it.
bool Meets(const v1::PlanFigure& figure, int64_t value);

// Judges a figure: by the report where `options.whole`, and for figures of
// casework by the own record, which it must equal.
Verdict Judge(const v1::PlanFigure& figure, const Record& record, const CheckOptions& options);

// The nearest multiple of five, as tables round their cells.
int64_t RoundedTo5(int64_t count);

// Says how an answered table (month by centre) differs from the own record; empty
// when it does not.
std::vector<std::string> CompareTable(const v1::QueryTableResponse& answer, Kind kind,
                                      const World& world, const Record& record,
                                      const CheckOptions& options);

// Asks for the plan table and for a table of each kind, prints them and what
// differs. FAILED_PRECONDITION when anything does.
absl::Status Check(Client& client, const Staff& staff, const World& world, const Record& record,
                   const CheckOptions& options);

}  // namespace balcao::country
