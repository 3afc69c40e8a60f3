// People.
#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "balcao/v1/people.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/duplicates.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/person_options.h"

namespace balcao::cli {
namespace {

std::vector<FieldColumn> PersonColumns() {
  return {{"PERSON", "name"},           {"REFERENCE", "reference"},
          {"GIVEN NAME", "given_name"}, {"FAMILY NAME", "family_name"},
          {"BORN", "birth_date"},       {"NATIONALITY", "nationalities"},
          {"LANGUAGE", "language"},     {"ANONYMOUS", "anonymous"}};
}

// Whether a text is a human reference, `LIS-2026-004217-K`, not a UUID.
bool IsReference(absl::string_view text) {
  return text.size() > 3 && !absl::StrContains(text, '/') && absl::ascii_isupper(text[0]) &&
         std::count(text.begin(), text.end(), '-') == 3;
}

absl::Status ShowPerson(Context& context) {
  const std::string name = context.Get("NAME");
  if (IsReference(name)) {
    v1::SearchPeopleRequest search;
    search.set_reference(name);
    ASSIGN_OR_RETURN(const v1::SearchPeopleResponse found,
                     context.Call(&v1::People::Stub::SearchPeople, search));
    if (found.people().empty()) return absl::NotFoundError(absl::StrCat("no person ", name));
    return context.Show(found.people(0));
  }
  v1::GetPersonRequest request;
  request.set_name(Qualified("people", name));
  ASSIGN_OR_RETURN(const v1::Person person, context.Call(&v1::People::Stub::GetPerson, request));
  return context.Show(person);
}

absl::Status SearchPeople(Context& context) {
  v1::SearchPeopleRequest request;
  request.set_reference(context.Get("reference"));
  request.set_document_number(context.Get("document-number"));
  request.set_phone(context.Get("phone"));
  request.set_names(context.Get("NAMES"));
  if (context.Has("birth-date")) {
    ASSIGN_OR_RETURN(*request.mutable_birth_date(), ParseDate(context.Get("birth-date")));
  }
  if (context.Has("page-size")) {
    ASSIGN_OR_RETURN(const int page_size, ParseNumber(context.Get("page-size")));
    request.set_page_size(page_size);
  }
  if (request.reference().empty() && request.document_number().empty() && request.phone().empty() &&
      request.names().empty()) {
    return UsageError("search for what? Give NAMES, --phone, --document-number or --reference");
  }
  ASSIGN_OR_RETURN(const v1::SearchPeopleResponse found,
                   context.Call(&v1::People::Stub::SearchPeople, request));
  return context.ShowList(found, PersonColumns());
}

absl::Status ListPeople(Context& context) {
  v1::ListPeopleRequest request;
  request.set_owner(Qualified("centres", context.Get("owner")));
  ASSIGN_OR_RETURN(const v1::ListPeopleResponse page,
                   context.CallPages(&v1::People::Stub::ListPeople, request));
  return context.ShowList(page, PersonColumns());
}

absl::Status AddPerson(Context& context) {
  v1::CreatePersonRequest request;
  ASSIGN_OR_RETURN(DescribedPerson described, ReadPerson(context.values()));
  described.person.set_anonymous(context.Has("anonymous"));
  ASSIGN_OR_RETURN(*described.person.mutable_legal_basis(), ReadLegalBasis(context.values()));
  *request.mutable_person() = std::move(described.person);
  request.set_owner(Qualified("centres", context.Get("owner")));
  for (const std::string& candidate : context.All("reviewed")) {
    request.add_reviewed_candidates(candidate);
  }
  const auto person = context.Call(&v1::People::Stub::CreatePerson, request);
  if (!person.ok()) {
    return ExplainDuplicates(context, person.status(), request.person(),
                             "If it is one of them, use that person: nothing is to be done.");
  }
  return context.Show(*person);
}

absl::Status UpdatePerson(Context& context) {
  v1::UpdatePersonRequest request;
  ASSIGN_OR_RETURN(DescribedPerson described, ReadPerson(context.values()));
  *request.mutable_person() = std::move(described.person);
  for (const std::string& field : described.fields) request.mutable_update_mask()->add_paths(field);
  for (const std::string& field : context.All("clear")) {
    if (v1::Person::descriptor()->FindFieldByName(field) == nullptr) {
      return UsageError(absl::StrCat("a person has no field ", field));
    }
    request.mutable_update_mask()->add_paths(field);
  }
  if (context.Has("notice")) {
    ASSIGN_OR_RETURN(*request.mutable_person()->mutable_legal_basis(),
                     ReadLegalBasis(context.values()));
    request.mutable_update_mask()->add_paths("legal_basis");
  }
  if (request.update_mask().paths().empty()) {
    return UsageError("change what? Give the fields, as --phone, or --clear FIELD");
  }
  request.mutable_person()->set_name(Qualified("people", context.Get("NAME")));
  request.mutable_person()->set_etag(context.Get("etag"));
  ASSIGN_OR_RETURN(const v1::Person person, context.Call(&v1::People::Stub::UpdatePerson, request));
  return context.Show(person);
}

absl::Status PromotePerson(Context& context) {
  const bool into = context.Has("into");
  if (into == DescribesPerson(context.values())) {
    return UsageError("who is it? Give --into NAME for a known person, or names and the like");
  }
  v1::PromotePersonRequest request;
  request.set_name(Qualified("people", context.Get("NAME")));
  request.set_into(Qualified("people", context.Get("into")));
  if (!into) {
    ASSIGN_OR_RETURN(DescribedPerson described, ReadPerson(context.values()));
    if (context.Has("notice")) {
      ASSIGN_OR_RETURN(*described.person.mutable_legal_basis(), ReadLegalBasis(context.values()));
    }
    *request.mutable_person() = std::move(described.person);
  }
  for (const std::string& candidate : context.All("reviewed")) {
    request.add_reviewed_candidates(candidate);
  }
  const auto person = context.Call(&v1::People::Stub::PromotePerson, request);
  if (!person.ok()) {
    return ExplainDuplicates(context, person.status(), request.person(),
                             "If it is one of them, repeat the command with --into CANDIDATE and "
                             "without the options that describe the person.");
  }
  return context.Show(*person);
}

absl::Status RemoveRelation(Context& context) {
  v1::RemoveRelationRequest request;
  request.set_person(Qualified("people", context.Get("NAME")));
  request.set_other(Qualified("people", context.Get("OTHER")));
  RETURN_IF_ERROR(context.Call(&v1::People::Stub::RemoveRelation, request).status());
  context.Say("They are not related any more.");
  return absl::OkStatus();
}

absl::Status RelatePeople(Context& context) {
  if (context.Has("kind") == context.Has("remove")) {
    return UsageError("give --kind KIND to relate, or --remove to end the relation");
  }
  if (context.Has("remove")) return RemoveRelation(context);
  v1::AddRelationRequest request;
  request.set_person(Qualified("people", context.Get("NAME")));
  ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::Relation::Kind>(context.Get("kind")));
  request.mutable_relation()->set_kind(kind);
  request.mutable_relation()->set_person(Qualified("people", context.Get("OTHER")));
  ASSIGN_OR_RETURN(const v1::Person person, context.Call(&v1::People::Stub::AddRelation, request));
  return context.Show(person);
}

Argument NameArgument() { return {.name = "NAME", .help = "Names the person."}; }

// Options that describe a person, after those of one command.
std::vector<Option> WithPerson(std::vector<Option> options, bool notice_required) {
  for (Option& option : LegalBasisOptions(notice_required)) options.push_back(std::move(option));
  for (Option& option : PersonOptions()) options.push_back(std::move(option));
  return options;
}

std::vector<Option> SearchOptions() {
  return {{.name = "phone", .value = "NUMBER", .help = "A telephone number in any form."},
          {.name = "document-number", .value = "NUMBER", .help = "As printed."},
          {.name = "reference", .value = "REFERENCE", .help = "As LIS-2026-004217-K."},
          {.name = "birth-date", .value = "DATE", .help = "Narrows NAMES."},
          {.name = "page-size", .value = "COUNT", .help = "At most this many; 20 unless told."}};
}

Command RelateCommand() {
  return {.path = "person relate",
          .summary = "Relates two people, or ends their relation, both ways at once",
          .arguments = {NameArgument(), {.name = "OTHER", .help = "Names the other person."}},
          .options = {{.name = "kind",
                       .value = "KIND",
                       .help = "What the other is to the first.",
                       .choices = WordsOf<v1::Relation::Kind>()},
                      {.name = "remove", .help = "Ends the relation."}},
          .writes = true,
          .run = RelatePeople};
}

std::vector<Command> WritingCommands() {
  return {
      {.path = "person add",
       .summary = "Registers a person without a visit",
       .options = WithPerson(
           {{.name = "anonymous", .help = "The person gives no name."},
            {.name = "owner", .value = "CENTRE", .help = "The centre, when you work for several."},
            ReviewedOption()},
           /*notice_required=*/true),
       .writes = true,
       .run = AddPerson},
      {.path = "person update",
       .summary = "Changes the fields that are given",
       .details = "Only the fields that are given change; one that may be repeated is replaced as "
                  "a whole. With --etag a change that another made meanwhile is not overwritten.",
       .arguments = {NameArgument()},
       .options = WithPerson({{.name = "clear",
                               .value = "FIELD",
                               .help = "Empties a field: phones, address.",
                               .repeated = true},
                              {.name = "etag", .value = "ETAG", .help = "The etag that was read."}},
                             /*notice_required=*/false),
       .writes = true,
       .run = UpdatePerson},
      {.path = "person promote",
       .summary = "Gives an anonymous person a name, or says who it turned out to be",
       .arguments = {NameArgument()},
       .options =
           WithPerson({{.name = "into", .value = "NAME", .help = "The known person that it is."},
                       ReviewedOption()},
                      /*notice_required=*/false),
       .writes = true,
       .run = PromotePerson},
      RelateCommand(),
  };
}

}  // namespace

std::vector<Command> PersonCommands() {
  std::vector<Command> commands = {
      {.path = "person show",
       .summary = "Shows a person",
       .arguments = {{.name = "NAME", .help = "people/UUID, or a reference LIS-2026-004217-K."}},
       .run = ShowPerson},
      {.path = "person search",
       .summary = "Finds people by names, telephone, document or reference, best first",
       .arguments = {{.name = "NAMES",
                      .help = "Names in any order, script and spelling, as one argument; the "
                              "last may be only begun.",
                      .optional = true}},
       .options = SearchOptions(),
       .run = SearchPeople},
      {.path = "person list",
       .summary = "Lists the people of a centre, newest first",
       .options = {{.name = "owner", .value = "CENTRE", .help = "Your own unless told."}},
       .paged = true,
       .run = ListPeople},
  };
  for (Command& command : WritingCommands()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace balcao::cli
