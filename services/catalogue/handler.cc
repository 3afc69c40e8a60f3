#include "services/catalogue/handler.h"

#include "services/common/errors.h"

namespace balcao::services {

void CatalogueHandler::ListCentres(const Call&, const v1::ListCentresRequest&,
                                   Reply<v1::ListCentresResponse> reply) {
  Answer<v1::ListCentresResponse> answer;
  *answer.message.mutable_centres() = house_.catalogue->centres();
  reply(std::move(answer));
}

void CatalogueHandler::ListCaseTypes(const Call&, const v1::ListCaseTypesRequest&,
                                     Reply<v1::ListCaseTypesResponse> reply) {
  Answer<v1::ListCaseTypesResponse> answer;
  *answer.message.mutable_case_types() = house_.catalogue->case_types();
  answer.message.set_catalogue_version(house_.catalogue->version());
  reply(std::move(answer));
}

void CatalogueHandler::GetCaseType(const Call&, const v1::GetCaseTypeRequest& request,
                                   Reply<v1::CaseType> reply) {
  const v1::CaseType* type = house_.catalogue->FindCaseType(ShortName(request.name()));
  if (type == nullptr) return reply(NotFound());
  reply(Answer<v1::CaseType>{*type, {}});
}

void CatalogueHandler::ListCodes(const Call&, const v1::ListCodesRequest& request,
                                 Reply<v1::ListCodesResponse> reply) {
  Answer<v1::ListCodesResponse> answer;
  for (const v1::CodeList& list : house_.catalogue->lists()) {
    if (request.list().empty() || request.list() == list.name()) *answer.message.add_lists() = list;
  }
  if (answer.message.lists().empty()) {
    return reply(InvalidField("list", "UNKNOWN_LIST", "a list of the catalogue"));
  }
  reply(std::move(answer));
}

void CatalogueHandler::ListLanguages(const Call&, const v1::ListLanguagesRequest&,
                                     Reply<v1::ListLanguagesResponse> reply) {
  Answer<v1::ListLanguagesResponse> answer;
  *answer.message.mutable_languages() = house_.catalogue->languages();
  reply(std::move(answer));
}

void CatalogueHandler::ListInstitutions(const Call&, const v1::ListInstitutionsRequest&,
                                        Reply<v1::ListInstitutionsResponse> reply) {
  Answer<v1::ListInstitutionsResponse> answer;
  *answer.message.mutable_institutions() = house_.catalogue->institutions();
  reply(std::move(answer));
}

}  // namespace balcao::services
