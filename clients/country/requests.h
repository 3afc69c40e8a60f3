// The requests of the story, from the plan. Pure: the names that the server gave
// are passed in.
#pragma once

#include <string>

#include "balcao/v1/cases.pb.h"
#include "balcao/v1/helpline.pb.h"
#include "balcao/v1/intake.pb.h"
#include "balcao/v1/people.pb.h"
#include "clients/country/plan.h"

namespace balcao::country {

class RequestWriter {
 public:
  RequestWriter(const World& world, const CountryPlan& plan)
      : world_(world), plan_(plan), people_(world, plan.nationalities) {}

  // `person` is the name that the server gave; empty on the first visit.
  // `attempt` above 0 changes the date of birth, as in PersonWriter::Named().
  v1::OpenVisitRequest OpenVisit(uint32_t visit, const std::string& person, int attempt) const;
  v1::ServeTicketRequest ServeTicket(uint32_t visit, size_t ticket, const std::string& name) const;
  v1::OpenTicketCaseRequest OpenTicketCase(uint32_t visit, size_t ticket,
                                           const std::string& name) const;
  v1::CloseTicketRequest CloseTicket(uint32_t visit, size_t ticket, const std::string& name) const;
  v1::PromotePersonRequest Promote(uint32_t person, const std::string& name, Moment at,
                                   int attempt) const;
  v1::UpdateCaseRequest Receipt(uint32_t planned_case, uint32_t step,
                                const std::string& name) const;
  v1::AdvanceCaseRequest Advance(uint32_t planned_case, uint32_t step,
                                 const std::string& name) const;
  v1::AddNoteRequest Note(uint32_t planned_case, uint32_t step, const std::string& name) const;
  v1::CloseCaseRequest Close(uint32_t planned_case, uint32_t step, const std::string& name) const;
  v1::LogCallRequest LogCall(uint32_t call) const;

 private:
  std::string Id(absl::string_view what, uint64_t index, uint64_t step, Moment at) const {
    return RequestId(plan_.options.seed, what, index, step, at);
  }
  const CaseStep& StepOf(uint32_t planned_case, uint32_t step) const {
    return plan_.cases[planned_case].steps[step];
  }

  const World& world_;
  const CountryPlan& plan_;
  PersonWriter people_;
};

}  // namespace balcao::country
