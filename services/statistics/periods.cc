#include "services/statistics/periods.h"

#include "services/common/civil.h"
#include "services/common/errors.h"
#include "services/statistics/facts_view.h"

namespace balcao::services {
namespace {
constexpr std::string_view kPeriods = "periods/";
}

absl::Status CheckClosing(const v1::ClosePeriodRequest& request, const absl::CivilDay& today) {
  FieldFaults faults;
  const std::string_view name = request.name();
  const int month = name.starts_with(kPeriods) ? MonthFromText(name.substr(kPeriods.size())) : -1;
  if (month < 0) faults.Add("name", "NOT_A_MONTH", "periods/2019-08");
  if (request.closing() != v1::Period::CLOSING_PROVISIONAL &&
      request.closing() != v1::Period::CLOSING_FINAL) {
    faults.Add("closing", "REQUIRED", "provisional or final");
  }
  if (!faults.empty()) return faults.ToStatus();
  const absl::CivilMonth last(facts::kFirstYear, month + 1);
  if (absl::CivilMonth(today) <= last) {
    return Precondition("MONTH_NOT_OVER", "a month is closed when it is over");
  }
  return absl::OkStatus();
}

absl::StatusOr<store::v1::PeriodRecord> Closed(store::v1::PeriodRecord record,
                                               const v1::ClosePeriodRequest& request,
                                               int64_t position, const std::string& closed_by,
                                               int64_t now_us) {
  v1::Period& period = *record.mutable_period();
  const bool again = period.closing() == v1::Period::CLOSING_PROVISIONAL &&
                     request.closing() == v1::Period::CLOSING_FINAL;
  if (period.closing() != v1::Period::CLOSING_UNSPECIFIED && !again) {
    return Precondition("PERIOD_CLOSED", "the month was closed already");
  }
  period.set_name(request.name());
  period.set_closing(request.closing());
  if (request.closing() == v1::Period::CLOSING_FINAL) {
    period.set_final_position(position);
  } else {
    period.set_provisional_position(position);
  }
  *period.mutable_close_time() = TimestampOf(now_us);
  period.set_closed_by(closed_by);
  return record;
}

}  // namespace balcao::services
