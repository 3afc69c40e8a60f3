#include "clients/country/plan_work.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/country/calendar.h"
#include "clients/country/methods.h"
#include "clients/country/plan.h"
#include "google/protobuf/text_format.h"

namespace balcao::country {
namespace {

// Measures that the report calls done though their day is later.
constexpr std::array<const char*, 3> kDoneEarly = {"PN-14.03", "PN-16.02", "PN-17.02"};

absl::CivilMonth LastMonthOf(const v1::PlanFigure& figure) {
  const absl::CivilDay end =
      CivilOf(std::min(ParseDay(figure.period_end()).value_or(EndOfStory()), EndOfStory()));
  return absl::CivilMonth(end);
}

absl::CivilMonth FirstMonthOf(const v1::PlanFigure& figure) {
  const absl::CivilDay start =
      CivilOf(std::max(ParseDay(figure.period_start()).value_or(FirstDay(0)), FirstDay(0)));
  return absl::CivilMonth(start);
}

// Large counts grow from month to month; the rest is told once.
bool IsMonthly(const v1::PlanFigure& figure) {
  const bool grows = figure.qualifier() == v1::PlanFigure::QUALIFIER_AT_LEAST ||
                     figure.qualifier() == v1::PlanFigure::QUALIFIER_ABOUT;
  const bool recent = ParseDay(figure.period_start()).value_or(0) >= FirstDay(0);
  return grows && recent && figure.report_value() >= 1000 &&
         LastMonthOf(figure) - FirstMonthOf(figure) >= 3;
}

PlannedReading MakeReading(const v1::PlanFigure& figure, absl::CivilMonth month, int64_t value,
                           const std::string& institute) {
  PlannedReading planned;
  const int place = static_cast<int>(month - absl::CivilMonth(2019, 1));
  planned.month = std::clamp(place, 0, kMonths - 1);
  planned.reading.set_name(
      absl::StrFormat("%s/readings/%04d-%02d", figure.name(), month.year(), month.month()));
  planned.reading.set_value(value);
  planned.reading.set_source(absl::StrCat("Monthly report of ", institute));
  planned.institute = institute;
  return planned;
}

void PlanReadings(const v1::PlanFigure& figure, const std::string& institute, PlanWork& work) {
  const absl::CivilMonth first = FirstMonthOf(figure), last = LastMonthOf(figure);
  const int64_t value = FinalValue(figure);
  if (IsMonthly(figure)) {
    const int64_t months = last - first + 1;
    for (int64_t month = 0; month + 1 < months; ++month) {
      work.readings.push_back(
          MakeReading(figure, first + month, value * (month + 1) / months, institute));
    }
  }
  work.readings.push_back(MakeReading(figure, last, value, institute));
}

bool IsDone(const v1::Measure& measure) {
  if (measure.continuous()) return false;
  const std::string id(Leaf(measure.name()));
  return measure.deadline() <= "2020-06-30" ||
         std::find(kDoneEarly.begin(), kDoneEarly.end(), id) != kDoneEarly.end();
}

// Assumptions of ours with a far deadline are left for later now and then.
bool IsBegun(const v1::Measure& measure) {
  return measure.continuous() || measure.source() != "illustrative" ||
         measure.deadline() <= "2020-12-31" || HashText(measure.name()) % 2 == 0;
}

void PlanStages(const v1::Measure& measure, PlanWork& work) {
  if (measure.institutes().empty() || !IsBegun(measure)) return;
  const std::string& institute = measure.institutes(0);
  // The plan was published in August 2019; reporting began in November.
  const int begun = 10 + static_cast<int>(HashText(measure.name()) % 6);
  work.stages.push_back(
      {begun, measure.name(), v1::MEASURE_STAGE_IN_PROGRESS,
       absl::StrCat("Work plan and first monthly report of ", institute, ", ", MonthCode(begun)),
       institute});
  if (!IsDone(measure)) return;
  const int done = begun + 3 + static_cast<int>(HashText(measure.name()) / 7 % 3);
  work.stages.push_back({done, measure.name(), v1::MEASURE_STAGE_COMPLETED,
                         absl::StrCat("Closing report of ", institute, ", ", MonthCode(done)),
                         institute});
}

Task<absl::Status> Fetch(Client& client, const std::string& token, v1::PlanTable& table,
                         v1::ListMeasuresResponse& measures) {
  const v1::GetPlanTableRequest table_request;
  const absl::Status status = co_await client.Call(kGetPlanTable, token, table_request, &table);
  if (!status.ok()) co_return status;
  const v1::ListMeasuresRequest measures_request;
  const absl::Status listed =
      co_await client.Call(kListMeasures, token, measures_request, &measures);
  co_return listed;
}

Task<absl::Status> SendReading(Client& client, const Staff& staff, const PlannedReading& planned,
                               uint64_t seed) {
  v1::RecordReadingRequest request;
  *request.mutable_reading() = planned.reading;
  request.set_request_id(
      RequestId(seed, "reading", HashText(planned.reading.name()), 0, {LastDay(planned.month), 0}));
  v1::Reading reading;
  const absl::Status status = co_await client.Call(
      kRecordReading, staff.focal_points.at(planned.institute).token, request, &reading);
  co_return status;
}

Task<absl::Status> SendStage(Client& client, const Staff& staff, const PlannedStage& planned,
                             uint64_t seed) {
  v1::SetMeasureStageRequest request;
  request.set_name(planned.measure);
  request.set_stage(planned.stage);
  request.set_evidence(planned.evidence);
  request.set_request_id(RequestId(seed, "stage", HashText(planned.measure),
                                   static_cast<uint64_t>(planned.stage),
                                   {LastDay(planned.month), 0}));
  v1::Measure measure;
  const absl::Status status = co_await client.Call(
      kSetMeasureStage, staff.focal_points.at(planned.institute).token, request, &measure);
  co_return status;
}

}  // namespace

std::vector<std::string> PlanWork::Institutes() const {
  std::set<std::string> institutes;
  for (const PlannedReading& reading : readings) institutes.insert(reading.institute);
  for (const PlannedStage& stage : stages) institutes.insert(stage.institute);
  return {institutes.begin(), institutes.end()};
}

absl::StatusOr<Typists> ReadTypists(const std::string& folder) {
  const std::string path = folder + "/indicators.textproto";
  const absl::StatusOr<std::string> text = ReadText(path);
  if (!text.ok()) return text.status();
  v1::IndicatorsFile file;
  if (!google::protobuf::TextFormat::ParseFromString(*text, &file)) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": not a text of its message"));
  }
  Typists typists;
  for (const v1::Indicator& indicator : file.indicators()) {
    const bool counted = indicator.has_casework() || !indicator.catalogue_count().empty();
    if (!counted) typists[indicator.figure().name()] = indicator.institute();
  }
  return typists;
}

int64_t FinalValue(const v1::PlanFigure& figure) {
  if (figure.qualifier() != v1::PlanFigure::QUALIFIER_AT_LEAST) return figure.report_value();
  // `More than`: a little above.
  return figure.report_value() + std::max<int64_t>(1, figure.report_value() / 150);
}

PlanWork MakePlanWork(const v1::PlanTable& table, const v1::ListMeasuresResponse& measures,
                      const Typists& typists) {
  PlanWork work;
  for (const v1::PlanFigure& figure : table.figures()) {
    const auto typist = typists.find(figure.name());
    if (typist != typists.end()) PlanReadings(figure, typist->second, work);
  }
  for (const v1::Measure& measure : measures.measures()) PlanStages(measure, work);
  return work;
}

absl::StatusOr<PlanWork> FetchPlanWork(Client& client, const std::string& token,
                                       const Typists& typists) {
  v1::PlanTable table;
  v1::ListMeasuresResponse measures;
  if (absl::Status status = client.Run(Fetch(client, token, table, measures)); !status.ok()) {
    return status;
  }
  return MakePlanWork(table, measures, typists);
}

absl::Status ReportPlan(Client& client, const Staff& staff, const PlanWork& work, int month,
                        uint64_t seed) {
  std::vector<Task<absl::Status>> tasks;
  for (const PlannedReading& reading : work.readings) {
    if (reading.month == month) tasks.push_back(SendReading(client, staff, reading, seed));
  }
  for (const PlannedStage& stage : work.stages) {
    if (stage.month == month) tasks.push_back(SendStage(client, staff, stage, seed));
  }
  return client.RunAll(tasks);
}

}  // namespace balcao::country
