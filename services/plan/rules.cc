#include "services/plan/rules.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/errors.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

constexpr size_t kEvidenceMax = 2000;
constexpr std::string_view kReadings = "/readings/";
constexpr int kAxes = 5;
constexpr int kObjectives = 23;

void CountStage(const v1::Measure& measure, v1::StageCounts& counts) {
  switch (measure.stage()) {
    case v1::MEASURE_STAGE_IN_PROGRESS:
      counts.set_in_progress(counts.in_progress() + 1);
      break;
    case v1::MEASURE_STAGE_COMPLETED:
      counts.set_completed(counts.completed() + 1);
      break;
    default:
      counts.set_not_started(counts.not_started() + 1);
  }
}

// The months in which a figure runs.
struct Months {
  std::string first, last;
  bool Hold(std::string_view month) const { return first <= month && month <= last; }
};

Months MonthsOf(const v1::PlanFigure& figure) {
  return {figure.period_start().substr(0, 7), figure.period_end().substr(0, 7)};
}

}  // namespace

absl::StatusOr<v1::Measure> AtStage(v1::Measure measure, const v1::SetMeasureStageRequest& request,
                                    const Catalogue& catalogue, const absl::CivilDay& today,
                                    int64_t now_us) {
  FieldFaults faults;
  CheckRequired(
      v1::MeasureStage_IsValid(request.stage()) && request.stage() != v1::MEASURE_STAGE_UNSPECIFIED,
      "stage", faults);
  CheckRequired(!request.evidence().empty(), "evidence", faults);
  CheckText(request.evidence(), "evidence", kEvidenceMax, faults);
  RETURN_IF_ERROR(faults.ToStatus());
  if (measure.continuous() && request.stage() == v1::MEASURE_STAGE_COMPLETED &&
      DayText(today) <= std::string(catalogue.plan_end())) {
    return Precondition("CONTINUOUS_MEASURE", "it runs as long as the plan, which is not over");
  }
  measure.set_stage(request.stage());
  measure.set_evidence(request.evidence());
  *measure.mutable_stage_time() = TimestampOf(now_us);
  return measure;
}

absl::Status CheckInstitute(const v1::Measure& measure, const std::string& institute) {
  const auto& institutes = measure.institutes();
  if (std::find(institutes.begin(), institutes.end(), institute) != institutes.end()) {
    return absl::OkStatus();
  }
  return Forbidden("NOT_YOUR_MEASURE", "the institute has no part in the measure");
}

absl::StatusOr<ReadingName> ParseReadingName(const std::string& name) {
  const size_t at = name.find(kReadings);
  if (at == std::string::npos) {
    return InvalidField("reading.name", "NOT_A_NAME", "figures/F012/readings/2020-10");
  }
  ReadingName parsed{name.substr(0, at), name.substr(at + kReadings.size())};
  if (!ParseDay(parsed.month + "-01").ok()) {
    return InvalidField("reading.name", "NOT_A_MONTH", "figures/F012/readings/2020-10");
  }
  return parsed;
}

absl::Status CheckMonth(const v1::PlanFigure& figure, const std::string& month,
                        const absl::CivilDay& today) {
  const Months months = MonthsOf(figure);
  if (!months.Hold(month)) {
    return InvalidField("reading.name", "NOT_IN_PERIOD",
                        absl::StrCat("a month from ", months.first, " to ", months.last));
  }
  if (month > DayText(today).substr(0, 7)) {
    return InvalidField("reading.name", "IN_THE_FUTURE", "a month that has begun");
  }
  return absl::OkStatus();
}

bool IsMet(const v1::PlanFigure& figure) {
  if (!figure.has_value()) return false;
  const int64_t off = std::abs(figure.value() - figure.report_value());
  switch (figure.qualifier()) {
    case v1::PlanFigure::QUALIFIER_EXACTLY:
      return off == 0;
    case v1::PlanFigure::QUALIFIER_ABOUT:
      return off <= figure.report_value() / 50;
    default:
      return figure.value() >= figure.report_value();
  }
}

v1::QueryTableRequest CaseworkQuery(const v1::Indicator& indicator) {
  v1::QueryTableRequest request;
  request.set_kind(indicator.casework().kind());
  request.set_measure(indicator.casework().measure());
  *request.mutable_filters() = indicator.casework().filters();
  const Months months = MonthsOf(indicator.figure());
  request.set_first_month(months.first);
  request.set_last_month(months.last);
  request.add_dimensions("month");
  return request;
}

void TellMonths(const v1::QueryTableResponse& table,
                const std::map<std::string, v1::Period>& periods, v1::PlanFigure& figure) {
  std::map<std::string_view, int64_t> counts;
  for (const v1::TableCell& cell : table.cells()) counts[cell.codes(0)] = cell.value();
  const Months months = MonthsOf(figure);
  for (const auto& [name, period] : periods) {
    const std::string_view month = ShortName(name);
    if (!months.Hold(month)) continue;
    v1::FigureMonth& told = *figure.add_trend();
    told.set_month(std::string(month));
    const auto found = counts.find(month);
    told.set_value(found == counts.end() ? 0 : found->second);
    told.set_provisional(period.closing() == v1::Period::CLOSING_PROVISIONAL);
  }
}

void TellReadings(const std::map<std::string, v1::Reading>& readings, v1::PlanFigure& figure) {
  const Months months = MonthsOf(figure);
  for (const auto& [month, reading] : readings) {
    if (!months.Hold(month)) continue;
    v1::FigureMonth& told = *figure.add_trend();
    told.set_month(month);
    told.set_value(reading.value());
    figure.set_value(reading.value());
  }
}

v1::Dashboard MakeDashboard(const std::vector<v1::Measure>& measures) {
  v1::Dashboard dashboard;
  for (int axis = 1; axis <= kAxes; ++axis) dashboard.add_axes()->set_number(axis);
  for (int objective = 1; objective <= kObjectives; ++objective) {
    dashboard.add_objectives()->set_number(objective);
  }
  for (const v1::Measure& measure : measures) {
    CountStage(measure, *dashboard.mutable_axes(measure.axis() - 1));
    CountStage(measure, *dashboard.mutable_objectives(measure.objective() - 1));
    *dashboard.add_measures() = measure;
  }
  return dashboard;
}

}  // namespace balcao::services
