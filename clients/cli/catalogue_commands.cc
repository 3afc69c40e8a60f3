// The catalogue: centres, case types, codes, languages, institutions.
#include "balcao/v1/catalogue.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"

namespace balcao::cli {
namespace {

absl::Status ListCentres(Context& context) {
  ASSIGN_OR_RETURN(const v1::ListCentresResponse answer,
                   context.Call(&v1::Catalogue::Stub::ListCentres, v1::ListCentresRequest()));
  return context.ShowList(answer, {{"CENTRE", "name"},
                                   {"KIND", "kind"},
                                   {"TITLE", "title"},
                                   {"MUNICIPALITY", "municipality"},
                                   {"DISTRICT", "district"},
                                   {"PREFIX", "reference_prefix"}});
}

absl::Status ListTypes(Context& context) {
  ASSIGN_OR_RETURN(const v1::ListCaseTypesResponse answer,
                   context.Call(&v1::Catalogue::Stub::ListCaseTypes, v1::ListCaseTypesRequest()));
  return context.ShowList(answer, {{"TYPE", "name"},
                                   {"AREA", "area"},
                                   {"FROM", "valid_from"},
                                   {"TO", "valid_to"},
                                   {"ENGLISH", "title"},
                                   {"PORTUGUESE", "title_pt"}});
}

absl::Status ShowType(Context& context) {
  v1::GetCaseTypeRequest request;
  request.set_name(Qualified("caseTypes", context.Get("TYPE")));
  ASSIGN_OR_RETURN(const v1::CaseType type,
                   context.Call(&v1::Catalogue::Stub::GetCaseType, request));
  return context.Show(type);
}

absl::Status ListCodes(Context& context) {
  v1::ListCodesRequest request;
  request.set_list(context.Get("LIST"));
  ASSIGN_OR_RETURN(const v1::ListCodesResponse answer,
                   context.Call(&v1::Catalogue::Stub::ListCodes, request));
  if (context.json()) return context.ShowJson(answer);
  client::Table table({{"LIST"}, {"CODE"}, {"ENGLISH"}, {"PORTUGUESE"}});
  for (const v1::CodeList& list : answer.lists()) {
    for (const v1::Code& code : list.codes()) {
      table.AddRow({list.name(), code.code(), code.label_en(), code.label_pt()});
    }
  }
  context.ShowTable(table);
  return absl::OkStatus();
}

absl::Status ListLanguages(Context& context) {
  ASSIGN_OR_RETURN(const v1::ListLanguagesResponse answer,
                   context.Call(&v1::Catalogue::Stub::ListLanguages, v1::ListLanguagesRequest()));
  return context.ShowList(answer, {{"TAG", "tag"},
                                   {"ISO 639-3", "iso639_3"},
                                   {"ENGLISH", "label_en"},
                                   {"PORTUGUESE", "label_pt"},
                                   {"SPOKEN", "channels"}});
}

absl::Status ListInstitutions(Context& context) {
  ASSIGN_OR_RETURN(
      const v1::ListInstitutionsResponse answer,
      context.Call(&v1::Catalogue::Stub::ListInstitutions, v1::ListInstitutionsRequest()));
  return context.ShowList(answer, {{"CODE", "code"},
                                   {"KIND", "kind"},
                                   {"AREA", "parent_area"},
                                   {"ENGLISH", "label_en"},
                                   {"PORTUGUESE", "label_pt"}});
}

}  // namespace

std::vector<Command> CatalogueCommands() {
  return {
      {.path = "catalogue centres", .summary = "Lists the support centres", .run = ListCentres},
      {.path = "catalogue types", .summary = "Lists the case types", .run = ListTypes},
      {.path = "catalogue type",
       .summary = "Shows a case type: stages, moves, clocks, outcomes",
       .arguments = {{.name = "TYPE", .help = "The type: legal.permit_renewal."}},
       .run = ShowType},
      {.path = "catalogue codes",
       .summary = "Lists the codes of a list, or of all",
       .arguments = {{.name = "LIST", .help = "The list: call_topic.", .optional = true}},
       .run = ListCodes},
      {.path = "catalogue languages", .summary = "Lists the languages", .run = ListLanguages},
      {.path = "catalogue institutions",
       .summary = "Lists areas of government and institutes with a part in the plan",
       .run = ListInstitutions},
  };
}

}  // namespace balcao::cli
