// Plan: the wire side.
#pragma once

#include "balcao/v1/plan.pb.h"
#include "services/common/house.h"

namespace balcao::services {

class PlanHandler {
 public:
  explicit PlanHandler(const House* house) : house_(*house) {}

  void ListMeasures(const Call& call, const v1::ListMeasuresRequest& request,
                    Reply<v1::ListMeasuresResponse> reply);
  void GetMeasure(const Call& call, const v1::GetMeasureRequest& request, Reply<v1::Measure> reply);
  void SetMeasureStage(const Call& call, const v1::SetMeasureStageRequest& request,
                       Reply<v1::Measure> reply);
  void RecordReading(const Call& call, const v1::RecordReadingRequest& request,
                     Reply<v1::Reading> reply);
  void GetPlanTable(const Call& call, const v1::GetPlanTableRequest& request,
                    Reply<v1::PlanTable> reply);
  void GetDashboard(const Call& call, const v1::GetDashboardRequest& request,
                    Reply<v1::Dashboard> reply);

 private:
  // A figure, and its value unless it is typed.
  absl::StatusOr<v1::PlanFigure> FigureOf(const v1::Indicator& indicator);
  // The measures in the order of the plan, each as it was last reported.
  absl::StatusOr<std::vector<v1::Measure>> Measures();

  const House& house_;
};

}  // namespace balcao::services
