// People: the wire side. Each method authorises, validates, and hands a rule to
// the ledger or reads.
#pragma once

#include "balcao/v1/people.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/common/house.h"
#include "services/people/search_sessions.h"

namespace balcao::services {

class PeopleHandler {
 public:
  explicit PeopleHandler(const House* house) : house_(*house) {}

  void CreatePerson(const Call& call, const v1::CreatePersonRequest& request,
                    Reply<v1::Person> reply);
  void GetPerson(const Call& call, const v1::GetPersonRequest& request, Reply<v1::Person> reply);
  void UpdatePerson(const Call& call, const v1::UpdatePersonRequest& request,
                    Reply<v1::Person> reply);
  void ListPeople(const Call& call, const v1::ListPeopleRequest& request,
                  Reply<v1::ListPeopleResponse> reply);
  void SearchPeople(const Call& call, const v1::SearchPeopleRequest& request,
                    Reply<v1::SearchPeopleResponse> reply);
  void FindDuplicates(const Call& call, const v1::FindDuplicatesRequest& request,
                      Reply<v1::FindDuplicatesResponse> reply);
  void AddRelation(const Call& call, const v1::AddRelationRequest& request,
                   Reply<v1::Person> reply);
  void RemoveRelation(const Call& call, const v1::RemoveRelationRequest& request,
                      Reply<google::protobuf::Empty> reply);
  void PromotePerson(const Call& call, const v1::PromotePersonRequest& request,
                     Reply<v1::Person> reply);

 private:
  // Who may be meant, newest first: to be confirmed on the record.
  absl::StatusOr<std::vector<storage::Id>> Meant(const Call& call,
                                                 const v1::SearchPeopleRequest& request) const;
  absl::StatusOr<v1::SearchPeopleResponse> Search(const Call& call,
                                                  const v1::SearchPeopleRequest& request,
                                                  std::vector<storage::Id>& shown) const;

  const House& house_;
  SearchSessions sessions_;
};

}  // namespace balcao::services
