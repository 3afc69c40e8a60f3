// Binds every method of the contract to its handler, through the gate. One line
// each, so that what is served can be read at a glance.
#include "services/server/rpc.h"

#include "balcao/v1/access.grpc.pb.h"
#include "balcao/v1/cases.grpc.pb.h"
#include "balcao/v1/catalogue.grpc.pb.h"
#include "balcao/v1/helpline.grpc.pb.h"
#include "balcao/v1/intake.grpc.pb.h"
#include "balcao/v1/maintenance.grpc.pb.h"
#include "balcao/v1/people.grpc.pb.h"
#include "balcao/v1/plan.grpc.pb.h"
#include "balcao/v1/statistics.grpc.pb.h"
#include "services/access/handler.h"
#include "services/cases/handler.h"
#include "services/catalogue/handler.h"
#include "services/helpline/handler.h"
#include "services/intake/handler.h"
#include "services/maintenance/handler.h"
#include "services/people/handler.h"
#include "services/plan/handler.h"
#include "services/server/gate.h"
#include "services/server/watch_stream.h"
#include "services/statistics/handler.h"

namespace balcao::server {
namespace {

#define BALCAO_RPC(service, method, request_type, response_type)                         \
  grpc::ServerUnaryReactor* method(grpc::CallbackServerContext* context,                 \
                                   const request_type* request, response_type* response) \
      override {                                                                         \
    return gate_.Run(context, "balcao.v1." #service "/" #method, *request, response,     \
                     [this](const services::Call& call, const request_type& message,     \
                            services::Reply<response_type> reply) {                      \
                       handler_.method(call, message, std::move(reply));                 \
                     });                                                                 \
  }

#define BALCAO_WATCH(service, method, request_type, response_type)                        \
  grpc::ServerWriteReactor<response_type>* method(grpc::CallbackServerContext* context,   \
                                                  const request_type* request) override { \
    return StartWatch<response_type>(                                                     \
        &gate_, &house_, context, "balcao.v1." #service "/" #method, *request,            \
        [this](const services::Call& call, const request_type& message) {                 \
          return handler_.method(call, message);                                          \
        });                                                                               \
  }

class PeopleRpc final : public v1::People::CallbackService {
 public:
  PeopleRpc(Gate* gate, services::PeopleHandler* handler) : gate_(*gate), handler_(*handler) {}

  BALCAO_RPC(People, CreatePerson, v1::CreatePersonRequest, v1::Person)
  BALCAO_RPC(People, GetPerson, v1::GetPersonRequest, v1::Person)
  BALCAO_RPC(People, UpdatePerson, v1::UpdatePersonRequest, v1::Person)
  BALCAO_RPC(People, ListPeople, v1::ListPeopleRequest, v1::ListPeopleResponse)
  BALCAO_RPC(People, SearchPeople, v1::SearchPeopleRequest, v1::SearchPeopleResponse)
  BALCAO_RPC(People, FindDuplicates, v1::FindDuplicatesRequest, v1::FindDuplicatesResponse)
  BALCAO_RPC(People, AddRelation, v1::AddRelationRequest, v1::Person)
  BALCAO_RPC(People, RemoveRelation, v1::RemoveRelationRequest, google::protobuf::Empty)
  BALCAO_RPC(People, PromotePerson, v1::PromotePersonRequest, v1::Person)

 private:
  Gate& gate_;
  services::PeopleHandler& handler_;
};

class IntakeRpc final : public v1::Intake::CallbackService {
 public:
  IntakeRpc(Gate* gate, services::IntakeHandler* handler, const services::House* house)
      : gate_(*gate), handler_(*handler), house_(*house) {}

  BALCAO_RPC(Intake, OpenVisit, v1::OpenVisitRequest, v1::Visit)
  BALCAO_RPC(Intake, GetVisit, v1::GetVisitRequest, v1::Visit)
  BALCAO_RPC(Intake, ListVisits, v1::ListVisitsRequest, v1::ListVisitsResponse)
  BALCAO_RPC(Intake, ServeTicket, v1::ServeTicketRequest, v1::Visit)
  BALCAO_RPC(Intake, OpenTicketCase, v1::OpenTicketCaseRequest, v1::Visit)
  BALCAO_RPC(Intake, CloseTicket, v1::CloseTicketRequest, v1::Visit)
  BALCAO_WATCH(Intake, WatchVisits, v1::WatchVisitsRequest, v1::WatchVisitsResponse)

 private:
  Gate& gate_;
  services::IntakeHandler& handler_;
  const services::House& house_;
};

class CasesRpc final : public v1::Cases::CallbackService {
 public:
  CasesRpc(Gate* gate, services::CasesHandler* handler, const services::House* house)
      : gate_(*gate), handler_(*handler), house_(*house) {}

  BALCAO_RPC(Cases, CreateCase, v1::CreateCaseRequest, v1::Case)
  BALCAO_RPC(Cases, GetCase, v1::GetCaseRequest, v1::Case)
  BALCAO_RPC(Cases, UpdateCase, v1::UpdateCaseRequest, v1::Case)
  BALCAO_RPC(Cases, ListCases, v1::ListCasesRequest, v1::ListCasesResponse)
  BALCAO_RPC(Cases, DeleteCase, v1::DeleteCaseRequest, google::protobuf::Empty)
  BALCAO_RPC(Cases, AdvanceCase, v1::AdvanceCaseRequest, v1::Case)
  BALCAO_RPC(Cases, CloseCase, v1::CloseCaseRequest, v1::Case)
  BALCAO_RPC(Cases, ReopenCase, v1::ReopenCaseRequest, v1::Case)
  BALCAO_RPC(Cases, AddParty, v1::AddPartyRequest, v1::Case)
  BALCAO_RPC(Cases, RemoveParty, v1::RemovePartyRequest, v1::Case)
  BALCAO_RPC(Cases, AddNote, v1::AddNoteRequest, v1::Note)
  BALCAO_RPC(Cases, ListNotes, v1::ListNotesRequest, v1::ListNotesResponse)
  BALCAO_RPC(Cases, ListCaseHistory, v1::ListCaseHistoryRequest, v1::ListCaseHistoryResponse)
  BALCAO_WATCH(Cases, WatchCase, v1::WatchCaseRequest, v1::WatchCaseResponse)

 private:
  Gate& gate_;
  services::CasesHandler& handler_;
  const services::House& house_;
};

class HelplineRpc final : public v1::Helpline::CallbackService {
 public:
  HelplineRpc(Gate* gate, services::HelplineHandler* handler) : gate_(*gate), handler_(*handler) {}

  BALCAO_RPC(Helpline, LogCall, v1::LogCallRequest, v1::Call)
  BALCAO_RPC(Helpline, GetCall, v1::GetCallRequest, v1::Call)
  BALCAO_RPC(Helpline, ListCalls, v1::ListCallsRequest, v1::ListCallsResponse)
  BALCAO_RPC(Helpline, ListPreviousContacts, v1::ListPreviousContactsRequest,
             v1::ListPreviousContactsResponse)
  BALCAO_RPC(Helpline, LinkCall, v1::LinkCallRequest, v1::Call)

 private:
  Gate& gate_;
  services::HelplineHandler& handler_;
};

class StatisticsRpc final : public v1::Statistics::CallbackService {
 public:
  StatisticsRpc(Gate* gate, services::StatisticsHandler* handler)
      : gate_(*gate), handler_(*handler) {}

  BALCAO_RPC(Statistics, ClosePeriod, v1::ClosePeriodRequest, v1::Period)
  BALCAO_RPC(Statistics, ListPeriods, v1::ListPeriodsRequest, v1::ListPeriodsResponse)
  BALCAO_RPC(Statistics, QueryTable, v1::QueryTableRequest, v1::QueryTableResponse)

 private:
  Gate& gate_;
  services::StatisticsHandler& handler_;
};

class PlanRpc final : public v1::Plan::CallbackService {
 public:
  PlanRpc(Gate* gate, services::PlanHandler* handler) : gate_(*gate), handler_(*handler) {}

  BALCAO_RPC(Plan, ListMeasures, v1::ListMeasuresRequest, v1::ListMeasuresResponse)
  BALCAO_RPC(Plan, GetMeasure, v1::GetMeasureRequest, v1::Measure)
  BALCAO_RPC(Plan, SetMeasureStage, v1::SetMeasureStageRequest, v1::Measure)
  BALCAO_RPC(Plan, RecordReading, v1::RecordReadingRequest, v1::Reading)
  BALCAO_RPC(Plan, GetPlanTable, v1::GetPlanTableRequest, v1::PlanTable)
  BALCAO_RPC(Plan, GetDashboard, v1::GetDashboardRequest, v1::Dashboard)

 private:
  Gate& gate_;
  services::PlanHandler& handler_;
};

class CatalogueRpc final : public v1::Catalogue::CallbackService {
 public:
  CatalogueRpc(Gate* gate, services::CatalogueHandler* handler)
      : gate_(*gate), handler_(*handler) {}

  BALCAO_RPC(Catalogue, ListCentres, v1::ListCentresRequest, v1::ListCentresResponse)
  BALCAO_RPC(Catalogue, ListCaseTypes, v1::ListCaseTypesRequest, v1::ListCaseTypesResponse)
  BALCAO_RPC(Catalogue, GetCaseType, v1::GetCaseTypeRequest, v1::CaseType)
  BALCAO_RPC(Catalogue, ListCodes, v1::ListCodesRequest, v1::ListCodesResponse)
  BALCAO_RPC(Catalogue, ListLanguages, v1::ListLanguagesRequest, v1::ListLanguagesResponse)
  BALCAO_RPC(Catalogue, ListInstitutions, v1::ListInstitutionsRequest, v1::ListInstitutionsResponse)

 private:
  Gate& gate_;
  services::CatalogueHandler& handler_;
};

class AccessRpc final : public v1::Access::CallbackService {
 public:
  AccessRpc(Gate* gate, services::AccessHandler* handler) : gate_(*gate), handler_(*handler) {}

  BALCAO_RPC(Access, ClaimHouse, v1::ClaimHouseRequest, v1::Session)
  BALCAO_RPC(Access, CreateSession, v1::CreateSessionRequest, v1::Session)
  BALCAO_RPC(Access, GetSession, v1::GetSessionRequest, v1::Session)
  BALCAO_RPC(Access, DeleteSession, v1::DeleteSessionRequest, google::protobuf::Empty)
  BALCAO_RPC(Access, CreateAccount, v1::CreateAccountRequest, v1::Account)
  BALCAO_RPC(Access, ListAccounts, v1::ListAccountsRequest, v1::ListAccountsResponse)
  BALCAO_RPC(Access, MoveAccount, v1::MoveAccountRequest, v1::Account)
  BALCAO_RPC(Access, DisableAccount, v1::DisableAccountRequest, v1::Account)
  BALCAO_RPC(Access, SetPassword, v1::SetPasswordRequest, google::protobuf::Empty)
  BALCAO_RPC(Access, Echo, v1::EchoRequest, v1::EchoResponse)

 private:
  Gate& gate_;
  services::AccessHandler& handler_;
};

class MaintenanceRpc final : public v1::Maintenance::CallbackService {
 public:
  MaintenanceRpc(Gate* gate, services::MaintenanceHandler* handler)
      : gate_(*gate), handler_(*handler) {}

  BALCAO_RPC(Maintenance, Verify, v1::VerifyRequest, v1::VerifyResponse)
  BALCAO_RPC(Maintenance, Backup, v1::BackupRequest, v1::BackupResponse)

 private:
  Gate& gate_;
  services::MaintenanceHandler& handler_;
};

#undef BALCAO_WATCH
#undef BALCAO_RPC

struct AllServices final : RpcServices {
  AllServices(const services::House* house, const services::AccessOptions& access_options,
              const services::MaintenanceOptions& maintenance_options,
              const GateOptions& gate_options)
      : gate(house, gate_options),
        people(house),
        intake(house),
        cases(house),
        helpline(house),
        statistics(house),
        plan(house),
        catalogue(house),
        access(house, access_options),
        maintenance(house, maintenance_options),
        intake_rpc(&gate, &intake, house),
        cases_rpc(&gate, &cases, house) {}

  std::vector<grpc::Service*> all() override {
    return {&people_rpc, &intake_rpc,    &cases_rpc,  &helpline_rpc,   &statistics_rpc,
            &plan_rpc,   &catalogue_rpc, &access_rpc, &maintenance_rpc};
  }

  Gate gate;
  services::PeopleHandler people;
  services::IntakeHandler intake;
  services::CasesHandler cases;
  services::HelplineHandler helpline;
  services::StatisticsHandler statistics;
  services::PlanHandler plan;
  services::CatalogueHandler catalogue;
  services::AccessHandler access;
  services::MaintenanceHandler maintenance;
  PeopleRpc people_rpc{&gate, &people};
  IntakeRpc intake_rpc;
  CasesRpc cases_rpc;
  HelplineRpc helpline_rpc{&gate, &helpline};
  StatisticsRpc statistics_rpc{&gate, &statistics};
  PlanRpc plan_rpc{&gate, &plan};
  CatalogueRpc catalogue_rpc{&gate, &catalogue};
  AccessRpc access_rpc{&gate, &access};
  MaintenanceRpc maintenance_rpc{&gate, &maintenance};
};

}  // namespace

std::unique_ptr<RpcServices> MakeRpcServices(const services::House* house,
                                             const services::AccessOptions& access,
                                             const services::MaintenanceOptions& maintenance,
                                             const GateOptions& gate) {
  return std::make_unique<AllServices>(house, access, maintenance, gate);
}

}  // namespace balcao::server
