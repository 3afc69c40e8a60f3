// Statistics: the wire side.
#pragma once

#include "balcao/v1/statistics.pb.h"
#include "services/common/house.h"

namespace balcao::services {

class StatisticsHandler {
 public:
  explicit StatisticsHandler(const House* house) : house_(*house) {}

  void ClosePeriod(const Call& call, const v1::ClosePeriodRequest& request,
                   Reply<v1::Period> reply);
  void ListPeriods(const Call& call, const v1::ListPeriodsRequest& request,
                   Reply<v1::ListPeriodsResponse> reply);
  void QueryTable(const Call& call, const v1::QueryTableRequest& request,
                  Reply<v1::QueryTableResponse> reply);

 private:
  const House& house_;
};

}  // namespace balcao::services
