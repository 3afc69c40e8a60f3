// The rules of a visit and its tickets. Pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "balcao/store/v1/records.pb.h"
#include "balcao/v1/intake.pb.h"
#include "services/catalogue/catalogue.h"
#include "services/common/errors.h"
#include "storage/records/id.h"

namespace balcao::services {

inline constexpr int kTicketsMax = 8;

void CheckVisit(const v1::OpenVisitRequest& request, const Catalogue& catalogue, int64_t now_us,
                FieldFaults& faults);

// A visit as it begins: every ticket waits.
v1::Visit NewVisit(const v1::Visit& draft, const Catalogue& catalogue, const std::string& name,
                   const std::string& owner, const std::string& receiver, int64_t now_us);

// The series that numbers those who wait with this visit: one of each centre and day. Empty when it
// was recorded on a later day than it happened: nobody waits.
std::string QueueSeries(const v1::Visit& visit, const absl::TimeZone& zone);

// `visits/{uuid}/tickets/{n}`, n from 1.
std::string TicketName(const std::string& visit, int index);
struct TicketPlace {
  storage::Id visit;
  int index = 0;
};
// INVALID_ARGUMENT NOT_A_NAME.
absl::StatusOr<TicketPlace> ParseTicketName(const std::string& name);

// Moves of a ticket. FAILED_PRECONDITION TICKET_CLOSED when it has ended, TICKET_NOT_WAITING
// when it is served already. One that ended without a case may be served again.
absl::Status Serve(v1::Ticket& ticket);
absl::Status CloseWith(v1::Ticket& ticket, const v1::CloseTicketRequest& request);
absl::Status CheckTicketOpen(const v1::Ticket& ticket);
void MarkCaseOpened(v1::Ticket& ticket, const Catalogue& catalogue, const std::string& type,
                    const std::string& name);

// Checks how a ticket is to end.
absl::Status CheckClosing(const v1::CloseTicketRequest& request, const Catalogue& catalogue);

// Says whether no ticket is open.
bool IsDone(const v1::Visit& visit);

}  // namespace balcao::services
