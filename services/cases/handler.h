// Cases: the wire side.
#pragma once

#include "balcao/v1/cases.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/common/change_watch.h"
#include "services/common/house.h"

namespace balcao::services {

class CasesHandler {
 public:
  explicit CasesHandler(const House* house) : house_(*house) {}

  void CreateCase(const Call& call, const v1::CreateCaseRequest& request, Reply<v1::Case> reply);
  void GetCase(const Call& call, const v1::GetCaseRequest& request, Reply<v1::Case> reply);
  void UpdateCase(const Call& call, const v1::UpdateCaseRequest& request, Reply<v1::Case> reply);
  void ListCases(const Call& call, const v1::ListCasesRequest& request,
                 Reply<v1::ListCasesResponse> reply);
  void DeleteCase(const Call& call, const v1::DeleteCaseRequest& request,
                  Reply<google::protobuf::Empty> reply);
  void AdvanceCase(const Call& call, const v1::AdvanceCaseRequest& request, Reply<v1::Case> reply);
  void CloseCase(const Call& call, const v1::CloseCaseRequest& request, Reply<v1::Case> reply);
  void ReopenCase(const Call& call, const v1::ReopenCaseRequest& request, Reply<v1::Case> reply);
  void AddParty(const Call& call, const v1::AddPartyRequest& request, Reply<v1::Case> reply);
  void RemoveParty(const Call& call, const v1::RemovePartyRequest& request, Reply<v1::Case> reply);
  void AddNote(const Call& call, const v1::AddNoteRequest& request, Reply<v1::Note> reply);
  void ListNotes(const Call& call, const v1::ListNotesRequest& request,
                 Reply<v1::ListNotesResponse> reply);
  void ListCaseHistory(const Call& call, const v1::ListCaseHistoryRequest& request,
                       Reply<v1::ListCaseHistoryResponse> reply);
  // The case and its notes. INVALID_ARGUMENT, and NOT_FOUND when looked at by who may not
  // read it.
  absl::StatusOr<Watched<v1::WatchCaseResponse>> WatchCase(
      const Call& call, const v1::WatchCaseRequest& request) const;

 private:
  // Loads a case that the caller may write, lets `act` make its next state, and
  // puts it.
  using ActOnCase = std::function<absl::StatusOr<store::v1::CaseRecord>(
      const storage::RecordState& state, storage::Transaction& transaction)>;
  struct CaseWrite {
    std::string name;
    std::string request_id;
    bool validate_only = false;
  };
  void WriteCase(const Call& call, const CaseWrite& write, ActOnCase act, Reply<v1::Case> reply);
  storage::Decide DecideCase(const Call& call, const storage::Id& id, ActOnCase act);

  const House& house_;
};

}  // namespace balcao::services
