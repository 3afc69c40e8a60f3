// The work on the national plan: the figures that focal points type, month after
// month, and the stages of the measures with what shows them. Planned from the
// server's own lists; which institute types a figure stands in the catalogue.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "balcao/v1/catalogue_files.pb.h"
#include "balcao/v1/plan.pb.h"
#include "clients/country/client.h"
#include "clients/country/staff.h"

namespace balcao::country {

struct PlannedReading {
  // The month in which it is typed, by its place in the story.
  int month = 0;
  v1::Reading reading;
  std::string institute;
};

struct PlannedStage {
  int month = 0;
  std::string measure;
  v1::MeasureStage stage = v1::MEASURE_STAGE_NOT_STARTED;
  std::string evidence;
  std::string institute;
};

struct PlanWork {
  std::vector<PlannedReading> readings;
  std::vector<PlannedStage> stages;

  // The institutes whose focal points have something to do.
  std::vector<std::string> Institutes() const;
};

// Which institute types which figure: by figure name; figures that are counted
// are not in it.
using Typists = std::map<std::string, std::string>;
absl::StatusOr<Typists> ReadTypists(const std::string& folder);

// What is typed in the end for a figure, as its qualifier means it.
int64_t FinalValue(const v1::PlanFigure& figure);

// Plans readings (for figures that have a typist) and stages.
PlanWork MakePlanWork(const v1::PlanTable& table, const v1::ListMeasuresResponse& measures,
                      const Typists& typists);

// Asks for the figures and measures as they stand, and plans the work.
absl::StatusOr<PlanWork> FetchPlanWork(Client& client, const std::string& token,
                                       const Typists& typists);

// Sends what falls in a month.
absl::Status ReportPlan(Client& client, const Staff& staff, const PlanWork& work, int month,
                        uint64_t seed);

}  // namespace balcao::country
