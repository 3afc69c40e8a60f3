#include "clients/cli/case_parties.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "balcao/v1/cases.grpc.pb.h"
#include "clients/cli/context.h"

namespace balcao::cli {
namespace {

absl::Status AddParty(Context& context) {
  v1::AddPartyRequest request;
  request.set_name(Qualified("cases", context.Get("NAME")));
  ASSIGN_OR_RETURN(*request.mutable_party(), ParseParty(context.Get("PARTY")));
  request.mutable_party()->set_contact(context.Get("contact"));
  request.mutable_party()->set_note(context.Get("note"));
  request.mutable_party()->set_offence_note(context.Get("offence-note"));
  ASSIGN_OR_RETURN(const v1::Case changed, context.Call(&v1::Cases::Stub::AddParty, request));
  return context.Show(changed);
}

absl::Status RemoveParty(Context& context) {
  v1::RemovePartyRequest request;
  request.set_name(Qualified("cases", context.Get("NAME")));
  ASSIGN_OR_RETURN(const int number, ParseNumber(context.Get("NUMBER")));
  // People count from 1, and the first is the applicant.
  request.set_index(number - 1);
  request.set_etag(context.Get("etag"));
  ASSIGN_OR_RETURN(const v1::Case changed, context.Call(&v1::Cases::Stub::RemoveParty, request));
  return context.Show(changed);
}

}  // namespace

absl::StatusOr<v1::Party> ParseParty(absl::string_view text) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits(':', 1));
  if (parts.second.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text, "\" is no party; write child:people/UUID or employer:ACME Lda"));
  }
  v1::Party party;
  ASSIGN_OR_RETURN(const auto role, ParseEnum<v1::Party::Role>(parts.first));
  party.set_role(role);
  if (absl::StartsWith(parts.second, "people/")) {
    party.set_person(parts.second);
  } else {
    party.set_display_name(parts.second);
  }
  return party;
}

std::vector<Command> PartyCommands() {
  const Argument name = {.name = "NAME", .help = "Names the case."};
  return {
      {.path = "case add-party",
       .summary = "Adds a party to a case",
       .arguments = {name,
                     {.name = "PARTY",
                      .help = "ROLE:WHO, as child:people/UUID or employer:ACME Lda."}},
       .options = {{.name = "contact", .value = "TEXT", .help = "How to reach the party."},
                   {.name = "note", .value = "TEXT", .help = "What the house should know."},
                   {.name = "offence-note",
                    .value = "TEXT",
                    .help = "Proceedings and records that bear on the case (GDPR art. 10)."}},
       .writes = true,
       .run = AddParty},
      {.path = "case remove-party",
       .summary = "Removes a party from a case; the applicant stays",
       .arguments = {name, {.name = "NUMBER", .help = "Its number in `balcao case show`, from 2."}},
       .options = {{.name = "etag",
                    .value = "ETAG",
                    .help = "The etag that was read, since places move.",
                    .required = true}},
       .writes = true,
       .run = RemoveParty},
  };
}

}  // namespace balcao::cli
