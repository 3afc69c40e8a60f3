// The rules of the plan: stages, readings, and when a figure is met. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "balcao/v1/catalogue_files.pb.h"
#include "balcao/v1/plan.pb.h"
#include "balcao/v1/statistics.pb.h"
#include "services/catalogue/catalogue.h"

namespace balcao::services {

// A measure at a new stage, with its evidence. FAILED_PRECONDITION
// CONTINUOUS_MEASURE when it runs as long as the plan, which is not over.
absl::StatusOr<v1::Measure> AtStage(v1::Measure measure, const v1::SetMeasureStageRequest& request,
                                    const Catalogue& catalogue, const absl::CivilDay& today,
                                    int64_t now_us);

// PERMISSION_DENIED when the focal point's institute has no part in the measure.
absl::Status CheckInstitute(const v1::Measure& measure, const std::string& institute);

// `figures/F012/readings/2020-10`.
struct ReadingName {
  std::string figure;  // figures/F012
  std::string month;   // 2020-10
};
absl::StatusOr<ReadingName> ParseReadingName(const std::string& name);

// INVALID_ARGUMENT NOT_IN_PERIOD for a month in which the figure does not run, IN_THE_FUTURE for
// one that has not begun.
absl::Status CheckMonth(const v1::PlanFigure& figure, const std::string& month,
                        const absl::CivilDay& today);

// Says whether a value meets the report's as its qualifier means it: equal, not
// below, within 2 %; a target or a derived figure, not below.
bool IsMet(const v1::PlanFigure& figure);

// The request that counts a casework figure over its period, and month by month.
v1::QueryTableRequest CaseworkQuery(const v1::Indicator& indicator);

// The trend of a casework figure: what its months hold, from their table as it may leave. Months
// that are not closed, `periods/2020-03`, have none.
void TellMonths(const v1::QueryTableResponse& table,
                const std::map<std::string, v1::Period>& periods, v1::PlanFigure& figure);

// The value and the trend of a typed figure, from its readings by month: the value is the last.
void TellReadings(const std::map<std::string, v1::Reading>& readings, v1::PlanFigure& figure);

v1::Dashboard MakeDashboard(const std::vector<v1::Measure>& measures);

}  // namespace balcao::services
