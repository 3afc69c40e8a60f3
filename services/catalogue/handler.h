// Catalogue: the wire side. Reads alone, and nothing of a person.
#pragma once

#include "balcao/v1/catalogue.pb.h"
#include "services/common/house.h"

namespace balcao::services {

class CatalogueHandler {
 public:
  explicit CatalogueHandler(const House* house) : house_(*house) {}

  void ListCentres(const Call& call, const v1::ListCentresRequest& request,
                   Reply<v1::ListCentresResponse> reply);
  void ListCaseTypes(const Call& call, const v1::ListCaseTypesRequest& request,
                     Reply<v1::ListCaseTypesResponse> reply);
  void GetCaseType(const Call& call, const v1::GetCaseTypeRequest& request,
                   Reply<v1::CaseType> reply);
  void ListCodes(const Call& call, const v1::ListCodesRequest& request,
                 Reply<v1::ListCodesResponse> reply);
  void ListLanguages(const Call& call, const v1::ListLanguagesRequest& request,
                     Reply<v1::ListLanguagesResponse> reply);
  void ListInstitutions(const Call& call, const v1::ListInstitutionsRequest& request,
                        Reply<v1::ListInstitutionsResponse> reply);

 private:
  const House& house_;
};

}  // namespace balcao::services
