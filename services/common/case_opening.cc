#include "services/common/case_opening.h"

#include "services/common/case_rules.h"
#include "services/common/civil.h"
#include "services/common/person_rules.h"
#include "storage/common/status_macros.h"

namespace balcao::services {

absl::StatusOr<storage::RecordState> OpenCaseFor(const House& house, const Call& call,
                                                 const store::v1::PersonRecord& applicant,
                                                 const CaseOpening& opening,
                                                 storage::Transaction& transaction) {
  const v1::Centre* centre = house.catalogue->FindCentre(opening.owner);
  if (centre == nullptr) return absl::InternalError("an owner that is no centre");
  const storage::Id id = transaction.NewId();
  ASSIGN_OR_RETURN(const std::string reference, NextReference(house, opening.owner, transaction));
  const OpenCaseInput input{.name = storage::ResourceName("cases", id),
                            .reference = reference,
                            .owner = opening.owner,
                            .opener = call.caller.account_name,
                            .visit = opening.visit,
                            .channel = opening.channel,
                            .now_us = transaction.now_us(),
                            .occurred_us = opening.occurred_us,
                            .day = DayOf(opening.occurred_us, ZoneOf(centre->time_zone()))};
  ASSIGN_OR_RETURN(store::v1::CaseRecord record,
                   OpenCase(*house.catalogue, opening.type, opening.type_path, input, applicant));
  RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
  return transaction.Load<store::v1::CaseRecord>(id);
}

}  // namespace balcao::services
