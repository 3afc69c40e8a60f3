// Intake: the wire side.
#pragma once

#include "balcao/v1/intake.pb.h"
#include "services/common/change_watch.h"
#include "services/common/house.h"

namespace balcao::services {

class IntakeHandler {
 public:
  explicit IntakeHandler(const House* house) : house_(*house) {}

  void OpenVisit(const Call& call, const v1::OpenVisitRequest& request, Reply<v1::Visit> reply);
  void GetVisit(const Call& call, const v1::GetVisitRequest& request, Reply<v1::Visit> reply);
  void ListVisits(const Call& call, const v1::ListVisitsRequest& request,
                  Reply<v1::ListVisitsResponse> reply);
  void ServeTicket(const Call& call, const v1::ServeTicketRequest& request, Reply<v1::Visit> reply);
  void OpenTicketCase(const Call& call, const v1::OpenTicketCaseRequest& request,
                      Reply<v1::Visit> reply);
  void CloseTicket(const Call& call, const v1::CloseTicketRequest& request, Reply<v1::Visit> reply);
  // The visits of the caller's centre.
  absl::StatusOr<Watched<v1::WatchVisitsResponse>> WatchVisits(
      const Call& call, const v1::WatchVisitsRequest& request) const;

 private:
  // Loads the visit of a ticket, lets `act` change it, and puts it back.
  using ActOnTicket = std::function<absl::Status(store::v1::VisitRecord& record, int index,
                                                 storage::Transaction& transaction)>;
  void WriteTicket(const Call& call, const std::string& name, const std::string& request_id,
                   ActOnTicket act, Reply<v1::Visit> reply);

  const House& house_;
};

}  // namespace balcao::services
