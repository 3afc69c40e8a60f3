// The rules of closing a month. Pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "balcao/store/v1/records.pb.h"
#include "balcao/v1/statistics.pb.h"

namespace balcao::services {

// A month by its name, over on `today`. INVALID_ARGUMENT NOT_A_MONTH,
// FAILED_PRECONDITION MONTH_NOT_OVER.
absl::Status CheckClosing(const v1::ClosePeriodRequest& request, const absl::CivilDay& today);

// The month closed at a journal position: first provisionally or at once for
// good, then for good, and never again. FAILED_PRECONDITION PERIOD_CLOSED.
absl::StatusOr<store::v1::PeriodRecord> Closed(store::v1::PeriodRecord record,
                                               const v1::ClosePeriodRequest& request,
                                               int64_t position, const std::string& closed_by,
                                               int64_t now_us);

}  // namespace balcao::services
