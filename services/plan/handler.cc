#include "services/plan/handler.h"

#include <map>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/errors.h"
#include "services/plan/rules.h"
#include "services/statistics/tables.h"
#include "storage/common/status_macros.h"
#include "storage/records/store.h"

namespace balcao::services {
namespace {

using storage::Kind;
using storage::RecordState;
using storage::Transaction;
using store::v1::MeasureRecord;
using store::v1::ReadingRecord;

// What focal points typed, by figure and month.
using Readings = absl::flat_hash_map<std::string, std::map<std::string, v1::Reading>>;

absl::StatusOr<Readings> ReadingsIn(storage::Connection& connection, const storage::Codec& codec) {
  Readings readings;
  RETURN_IF_ERROR(storage::ScanRecords(
      connection, codec, Kind::kReading, [&](const RecordState& state) -> absl::Status {
        const v1::Reading& reading = state.As<ReadingRecord>().reading();
        ASSIGN_OR_RETURN(const ReadingName name, ParseReadingName(reading.name()));
        readings[name.figure][name.month] = reading;
        return absl::OkStatus();
      }));
  return readings;
}

}  // namespace

absl::StatusOr<std::vector<v1::Measure>> PlanHandler::Measures() {
  ASSIGN_OR_RETURN(storage::Reader reader, house_.engine->Read());
  std::vector<v1::Measure> measures;
  for (const v1::Measure& planned : house_.catalogue->measures()) {
    const absl::StatusOr<RecordState> state = storage::LoadRecord(
        *reader, *house_.codec, Kind::kMeasure, storage::IdOfName(planned.name()));
    if (!state.ok() && !absl::IsNotFound(state.status())) return state.status();
    measures.push_back(state.ok() ? state->As<MeasureRecord>().measure() : planned);
  }
  return measures;
}

void PlanHandler::ListMeasures(const Call&, const v1::ListMeasuresRequest& request,
                               Reply<v1::ListMeasuresResponse> reply) {
  const absl::StatusOr<std::vector<v1::Measure>> measures = Measures();
  if (!measures.ok()) return reply(measures.status());
  Answer<v1::ListMeasuresResponse> answer;
  for (const v1::Measure& measure : *measures) {
    if ((request.axis() == 0 || request.axis() == measure.axis()) &&
        (request.objective() == 0 || request.objective() == measure.objective())) {
      *answer.message.add_measures() = measure;
    }
  }
  reply(std::move(answer));
}

void PlanHandler::GetMeasure(const Call&, const v1::GetMeasureRequest& request,
                             Reply<v1::Measure> reply) {
  const absl::StatusOr<std::vector<v1::Measure>> measures = Measures();
  if (!measures.ok()) return reply(measures.status());
  for (const v1::Measure& measure : *measures) {
    if (measure.name() == request.name()) return reply(Answer<v1::Measure>{measure, {}});
  }
  reply(NotFound());
}

void PlanHandler::SetMeasureStage(const Call& call, const v1::SetMeasureStageRequest& request,
                                  Reply<v1::Measure> reply) {
  const v1::Measure* planned = house_.catalogue->FindMeasure(request.name());
  if (planned == nullptr) return reply(NotFound());
  const absl::Status allowed = CheckInstitute(*planned, call.caller.institute);
  if (!allowed.ok()) return reply(allowed);
  auto decide = [&catalogue = *house_.catalogue, planned,
                 request](Transaction& transaction) -> absl::Status {
    const storage::Id id = storage::IdOfName(planned->name());
    const absl::StatusOr<RecordState> state = transaction.Load<MeasureRecord>(id);
    if (!state.ok() && !absl::IsNotFound(state.status())) return state.status();
    MeasureRecord record;
    ASSIGN_OR_RETURN(
        *record.mutable_measure(),
        AtStage(state.ok() ? state->As<MeasureRecord>().measure() : *planned, request, catalogue,
                DayOf(transaction.now_us(), ZoneOf(kLisbon)), transaction.now_us()));
    return transaction.Put(id, std::move(record));
  };
  Write<v1::Measure>(
      house_, call, request.request_id(), false, std::move(decide),
      [](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Measure> {
        const auto* record = changes.First<MeasureRecord>();
        if (record == nullptr) return NotFound();
        return record->measure();
      },
      std::move(reply));
}

void PlanHandler::RecordReading(const Call& call, const v1::RecordReadingRequest& request,
                                Reply<v1::Reading> reply) {
  const absl::StatusOr<ReadingName> name = ParseReadingName(request.reading().name());
  if (!name.ok()) return reply(name.status());
  const v1::Indicator* indicator = house_.catalogue->FindIndicator(name->figure);
  if (indicator == nullptr) return reply(NotFound());
  const absl::Status checked =
      CheckMonth(indicator->figure(), name->month, DayOf(house_.sources.now_us(), ZoneOf(kLisbon)));
  if (!checked.ok()) return reply(checked);
  if (indicator->institute() != call.caller.institute) {
    return reply(Forbidden("NOT_YOUR_FIGURE", "another institute types this figure, or nobody"));
  }
  FieldFaults faults;
  CheckText(request.reading().source(), "reading.source", 500, faults);
  CheckRequired(request.reading().value() >= 0, "reading.value", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  auto decide = [call, request](Transaction& transaction) {
    ReadingRecord record;
    *record.mutable_reading() = request.reading();
    record.mutable_reading()->set_author(call.caller.account_name);
    *record.mutable_reading()->mutable_create_time() = TimestampOf(transaction.now_us());
    return transaction.Put(storage::IdOfName(request.reading().name()), std::move(record));
  };
  Write<v1::Reading>(
      house_, call, request.request_id(), false, std::move(decide),
      [](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Reading> {
        const auto* record = changes.First<ReadingRecord>();
        if (record == nullptr) return NotFound();
        return record->reading();
      },
      std::move(reply));
}

absl::StatusOr<v1::PlanFigure> PlanHandler::FigureOf(const v1::Indicator& indicator) {
  v1::PlanFigure figure = indicator.figure();
  *figure.mutable_measures() = indicator.measures();
  figure.set_institute(indicator.institute());
  if (indicator.has_casework()) {
    figure.set_origin(v1::PlanFigure::ORIGIN_CASEWORK);
    ASSIGN_OR_RETURN(const ExactTable table,
                     CountExactly(*house_.facts, CaseworkQuery(indicator), false));
    figure.set_value(table.total);
    TellMonths(Protect(table), house_.facts->Periods(), figure);
  } else if (!indicator.catalogue_count().empty()) {
    figure.set_origin(v1::PlanFigure::ORIGIN_CATALOGUE);
    figure.set_value(house_.catalogue->CountOf(indicator.catalogue_count()));
  } else {
    figure.set_origin(v1::PlanFigure::ORIGIN_TYPED);
  }
  return figure;
}

void PlanHandler::GetPlanTable(const Call&, const v1::GetPlanTableRequest&,
                               Reply<v1::PlanTable> reply) {
  absl::StatusOr<storage::Reader> reader = house_.engine->Read();
  if (!reader.ok()) return reply(reader.status());
  const absl::StatusOr<Readings> readings = ReadingsIn(**reader, *house_.codec);
  if (!readings.ok()) return reply(readings.status());
  Answer<v1::PlanTable> answer;
  for (const v1::Indicator& indicator : house_.catalogue->indicators()) {
    absl::StatusOr<v1::PlanFigure> figure = FigureOf(indicator);
    if (!figure.ok()) return reply(figure.status());
    const auto typed = readings->find(figure->name());
    if (figure->origin() == v1::PlanFigure::ORIGIN_TYPED && typed != readings->end()) {
      TellReadings(typed->second, *figure);
    }
    figure->set_met(IsMet(*figure));
    *answer.message.add_figures() = *std::move(figure);
  }
  reply(std::move(answer));
}

void PlanHandler::GetDashboard(const Call&, const v1::GetDashboardRequest&,
                               Reply<v1::Dashboard> reply) {
  const absl::StatusOr<std::vector<v1::Measure>> measures = Measures();
  if (!measures.ok()) return reply(measures.status());
  reply(Answer<v1::Dashboard>{MakeDashboard(*measures), {}});
}

}  // namespace balcao::services
