#include "services/statistics/handler.h"

#include "services/common/civil.h"
#include "services/common/errors.h"
#include "services/statistics/facts_view.h"
#include "services/statistics/periods.h"
#include "services/statistics/tables.h"
#include "storage/common/status_macros.h"

namespace balcao::services {

using storage::Transaction;
using store::v1::PeriodRecord;

void StatisticsHandler::ClosePeriod(const Call& call, const v1::ClosePeriodRequest& request,
                                    Reply<v1::Period> reply) {
  const absl::Status checked =
      CheckClosing(request, DayOf(house_.sources.now_us(), ZoneOf(kLisbon)));
  if (!checked.ok()) return reply(checked);
  auto decide = [call, request](Transaction& transaction) -> absl::Status {
    const storage::Id id = storage::IdOfName(request.name());
    absl::StatusOr<storage::RecordState> state = transaction.Load<PeriodRecord>(id);
    if (!state.ok() && !absl::IsNotFound(state.status())) return state.status();
    PeriodRecord record;
    if (state.ok()) record = state->As<PeriodRecord>();
    ASSIGN_OR_RETURN(record, Closed(std::move(record), request, transaction.position(),
                                    call.caller.account_name, transaction.now_us()));
    return transaction.Put(id, std::move(record));
  };
  Write<v1::Period>(
      house_, call, request.request_id(), false, std::move(decide),
      [](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Period> {
        const auto* record = changes.First<PeriodRecord>();
        if (record == nullptr) return NotFound();
        return record->period();
      },
      std::move(reply));
}

void StatisticsHandler::ListPeriods(const Call&, const v1::ListPeriodsRequest&,
                                    Reply<v1::ListPeriodsResponse> reply) {
  Answer<v1::ListPeriodsResponse> answer;
  for (const auto& [name, period] : house_.facts->Periods()) {
    *answer.message.add_periods() = period;
  }
  reply(std::move(answer));
}

void StatisticsHandler::QueryTable(const Call&, const v1::QueryTableRequest& request,
                                   Reply<v1::QueryTableResponse> reply) {
  const absl::StatusOr<ExactTable> table = CountExactly(*house_.facts, request, true);
  if (!table.ok()) return reply(table.status());
  Answer<v1::QueryTableResponse> answer;
  answer.message = Protect(*table);
  for (const auto& [name, period] : house_.facts->Periods()) {
    const std::string month = std::string(ShortName(name));
    if (month >= request.first_month() && month <= request.last_month()) {
      *answer.message.add_periods() = period;
    }
  }
  reply(std::move(answer));
}

}  // namespace balcao::services
