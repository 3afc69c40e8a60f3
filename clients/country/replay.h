// Sends the plan: month by month, the chains of a month over many lanes at once.
// What is sent depends on the plan alone; only the order between chains varies.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/country/client.h"
#include "clients/country/plan.h"
#include "clients/country/plan_work.h"
#include "clients/country/progress.h"
#include "clients/country/record.h"
#include "clients/country/requests.h"
#include "clients/country/staff.h"

namespace balcao::country {

struct ReplayOptions {
  int first_month = 0;
  int last_month = kMonths - 1;
  // Chains that are sent at a time.
  int clients = 48;
  // At most so many events a second; 0 for no limit.
  double rate = 0;
};

class Replay {
 public:
  Replay(Client& client, const World& world, const CountryPlan& plan, const Staff& staff,
         const ReplayOptions& options);

  // Sends everything, the work on the plan (which may be empty) among it; ends at
  // the first answer that is not expected.
  absl::Status Run(const PlanWork& work);

  const Record& record() const { return record_; }
  // Requests that were refused because of a likely duplicate and sent again with
  // another date of birth.
  int64_t namesakes() const { return namesakes_; }

 private:
  int64_t EventCount() const;
  absl::Status RunMonth(int month, const PlanWork& work);
  Task<absl::Status> Lane(const MonthPlan& month);
  Task<absl::Status> Do(const Event& event);
  Task<absl::Status> DoVisit(uint32_t visit);
  Task<absl::Status> DoTicket(uint32_t visit, size_t ticket, const v1::Visit& opened);
  Task<absl::Status> DoPromotion(uint32_t person, Moment at);
  Task<absl::Status> DoCaseStep(uint32_t planned_case, uint32_t step);
  Task<absl::Status> DoCall(uint32_t call);
  Task<absl::Status> Close(int month, v1::Period::Closing closing);
  // How long to wait so that the rate is kept.
  absl::Duration NextDelay();
  const std::string& TokenOf(uint32_t person) const {
    return staff_.desks[plan_.people[person].centre].token;
  }

  Client& client_;
  const World& world_;
  const CountryPlan& plan_;
  const Staff& staff_;
  ReplayOptions options_;
  RequestWriter requests_;
  Record record_;
  Progress progress_;
  // Names that the server gave; empty until then.
  std::vector<std::string> person_names_;
  std::vector<std::string> case_names_;
  size_t next_chain_ = 0;
  bool failed_ = false;
  int64_t namesakes_ = 0;
  absl::Time next_event_ = absl::InfinitePast();
};

}  // namespace balcao::country
