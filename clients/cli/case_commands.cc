// Cases: opening, following, closing.
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "balcao/v1/cases.grpc.pb.h"
#include "clients/cli/case_parties.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/exit_code.h"

namespace balcao::cli {
namespace {

std::string NameOf(const Context& context) { return Qualified("cases", context.Get("NAME")); }

absl::Status ShowCase(Context& context) {
  v1::GetCaseRequest request;
  request.set_name(NameOf(context));
  ASSIGN_OR_RETURN(const v1::Case found, context.Call(&v1::Cases::Stub::GetCase, request));
  return context.Show(found);
}

absl::Status ListCases(Context& context) {
  v1::ListCasesRequest request;
  request.set_owner(Qualified("centres", context.Get("owner")));
  request.set_person(Qualified("people", context.Get("person")));
  request.set_type(context.Get("type"));
  if (context.Has("state")) {
    ASSIGN_OR_RETURN(const auto state, ParseEnum<v1::Case::State>(context.Get("state")));
    request.set_state(state);
  }
  ASSIGN_OR_RETURN(const v1::ListCasesResponse page,
                   context.CallPages(&v1::Cases::Stub::ListCases, request));
  return context.ShowList(page, {{"CASE", "name"},
                                 {"REFERENCE", "reference"},
                                 {"OPENED", "open_time"},
                                 {"TYPE", "type"},
                                 {"STATE", "state"},
                                 {"STAGE", "stage"},
                                 {"OUTCOME", "outcome"},
                                 {"OWNER", "placement.owner"}});
}

absl::Status OpenCase(Context& context) {
  v1::CreateCaseRequest request;
  v1::Case* opened = request.mutable_case_();
  opened->set_type(context.Get("TYPE"));
  v1::Party* applicant = opened->add_parties();
  applicant->set_role(v1::Party::ROLE_APPLICANT);
  applicant->set_person(Qualified("people", context.Get("person")));
  for (const std::string& party : context.All("party")) {
    ASSIGN_OR_RETURN(*opened->add_parties(), ParseParty(party));
  }
  opened->set_summary(context.Get("summary"));
  opened->set_receipt_number(context.Get("receipt-number"));
  request.set_owner(Qualified("centres", context.Get("owner")));
  ASSIGN_OR_RETURN(const auto at, context.At());
  if (at.has_value()) *request.mutable_occurred_time() = *at;
  request.set_validate_only(context.Has("validate-only"));
  ASSIGN_OR_RETURN(const v1::Case created, context.Call(&v1::Cases::Stub::CreateCase, request));
  return context.Show(created);
}

absl::Status UpdateCase(Context& context) {
  v1::UpdateCaseRequest request;
  request.mutable_case_()->set_name(NameOf(context));
  request.mutable_case_()->set_etag(context.Get("etag"));
  if (context.Has("summary")) {
    request.mutable_case_()->set_summary(context.Get("summary"));
    request.mutable_update_mask()->add_paths("summary");
  }
  if (context.Has("receipt-number")) {
    request.mutable_case_()->set_receipt_number(context.Get("receipt-number"));
    request.mutable_update_mask()->add_paths("receipt_number");
  }
  if (request.update_mask().paths().empty()) {
    return UsageError("change what? Give --summary or --receipt-number");
  }
  ASSIGN_OR_RETURN(const v1::Case updated, context.Call(&v1::Cases::Stub::UpdateCase, request));
  return context.Show(updated);
}

absl::Status AdvanceCase(Context& context) {
  v1::AdvanceCaseRequest request;
  request.set_name(NameOf(context));
  request.set_stage(context.Get("STAGE"));
  request.set_etag(context.Get("etag"));
  ASSIGN_OR_RETURN(const auto at, context.At());
  if (at.has_value()) *request.mutable_occurred_time() = *at;
  ASSIGN_OR_RETURN(const v1::Case moved, context.Call(&v1::Cases::Stub::AdvanceCase, request));
  return context.Show(moved);
}

absl::Status CloseCase(Context& context) {
  v1::CloseCaseRequest request;
  request.set_name(NameOf(context));
  request.set_outcome(context.Get("OUTCOME"));
  request.set_etag(context.Get("etag"));
  ASSIGN_OR_RETURN(const auto at, context.At());
  if (at.has_value()) *request.mutable_occurred_time() = *at;
  ASSIGN_OR_RETURN(const v1::Case closed, context.Call(&v1::Cases::Stub::CloseCase, request));
  return context.Show(closed);
}

absl::Status ReopenCase(Context& context) {
  v1::ReopenCaseRequest request;
  request.set_name(NameOf(context));
  request.set_reason(context.Get("REASON"));
  ASSIGN_OR_RETURN(const v1::Case opened, context.Call(&v1::Cases::Stub::ReopenCase, request));
  return context.Show(opened);
}

absl::Status DeleteCase(Context& context) {
  v1::DeleteCaseRequest request;
  request.set_name(NameOf(context));
  request.set_etag(context.Get("etag"));
  RETURN_IF_ERROR(context.Call(&v1::Cases::Stub::DeleteCase, request).status());
  context.Say("Withdrawn.");
  return absl::OkStatus();
}

absl::Status AddNote(Context& context) {
  v1::AddNoteRequest request;
  request.set_parent(NameOf(context));
  request.mutable_note()->set_text(context.Get("TEXT"));
  ASSIGN_OR_RETURN(const v1::Note note, context.Call(&v1::Cases::Stub::AddNote, request));
  return context.Show(note);
}

absl::Status ListNotes(Context& context) {
  v1::ListNotesRequest request;
  request.set_parent(NameOf(context));
  ASSIGN_OR_RETURN(const v1::ListNotesResponse page,
                   context.CallPages(&v1::Cases::Stub::ListNotes, request));
  return context.ShowList(page, {{"WRITTEN", "create_time"},
                                 {"AUTHOR", "author_name"},
                                 {"ACCOUNT", "author"},
                                 {"TEXT", "text"}});
}

absl::Status CaseHistory(Context& context) {
  v1::ListCaseHistoryRequest request;
  request.set_name(NameOf(context));
  ASSIGN_OR_RETURN(const v1::ListCaseHistoryResponse history,
                   context.Call(&v1::Cases::Stub::ListCaseHistory, request));
  return context.ShowList(history, {{"POSITION", "position", true},
                                    {"TIME", "time"},
                                    {"WHO", "actor_name"},
                                    {"ACCOUNT", "actor"},
                                    {"METHOD", "method"},
                                    {"STAGE", "stage"},
                                    {"CHANGED", "changed_fields"},
                                    {"ETAG", "etag"}});
}

Argument NameArgument() { return {.name = "NAME", .help = "Names the case."}; }

Option EtagOption(absl::string_view help) {
  return {.name = "etag", .value = "ETAG", .help = std::string(help)};
}

Option AtOption() {
  return {.name = "at", .value = "TIME", .help = "When it happened; now unless told."};
}

std::vector<Option> TextOptions() {
  return {{.name = "summary", .value = "TEXT", .help = "What the case is about."},
          {.name = "receipt-number",
           .value = "NUMBER",
           .help = "The receipt number of the deciding body."}};
}

Command OpenCaseCommand() {
  std::vector<Option> options = TextOptions();
  options.push_back({.name = "person",
                     .value = "NAME",
                     .help = "The applicant, who is registered.",
                     .required = true});
  options.push_back({.name = "party",
                     .value = "ROLE:WHO",
                     .help = "Another party: child:people/UUID, employer:ACME Lda.",
                     .repeated = true});
  options.push_back(
      {.name = "owner", .value = "CENTRE", .help = "The centre, when you work for several."});
  options.push_back(AtOption());
  options.push_back({.name = "validate-only", .help = "Checks everything and writes nothing."});
  return {.path = "case open",
          .summary = "Opens a case for a known person",
          .arguments = {{.name = "TYPE", .help = "By `balcao catalogue types`."}},
          .options = std::move(options),
          .writes = true,
          .run = OpenCase};
}

Command ListCasesCommand() {
  return {.path = "case list",
          .summary = "Lists the cases of a centre, newest first",
          .options = {{.name = "owner", .value = "CENTRE", .help = "Your own unless told."},
                      {.name = "person", .value = "NAME", .help = "Only cases of this person."},
                      {.name = "type", .value = "TYPE", .help = "Only cases of this type."},
                      {.name = "state",
                       .value = "STATE",
                       .help = "Open and suspended unless told.",
                       .choices = WordsOf<v1::Case::State>()}},
          .paged = true,
          .run = ListCases};
}

// The commands that move a case.
std::vector<Command> MovingCommands() {
  return {
      {.path = "case advance",
       .summary = "Moves a case to a stage that its type allows",
       .arguments = {NameArgument(), {.name = "STAGE", .help = "The stage to move to."}},
       .options = {EtagOption("The etag that was read, when the move rests on it."), AtOption()},
       .writes = true,
       .run = AdvanceCase},
      {.path = "case close",
       .summary = "Closes a case with an outcome that its type allows",
       .arguments = {NameArgument(), {.name = "OUTCOME", .help = "By code list `outcome`."}},
       .options = {EtagOption("The etag that was read, when the closing rests on it."), AtOption()},
       .writes = true,
       .run = CloseCase},
      {.path = "case reopen",
       .summary = "Takes a closed case up again",
       .arguments = {NameArgument(), {.name = "REASON", .help = "Says why."}},
       .writes = true,
       .run = ReopenCase},
      {.path = "case delete",
       .summary = "Withdraws a case that was opened by mistake",
       .arguments = {NameArgument()},
       .options =
           {{.name = "etag", .value = "ETAG", .help = "The etag that was read.", .required = true}},
       .writes = true,
       .run = DeleteCase},
  };
}

}  // namespace

std::vector<Command> CaseCommands() {
  std::vector<Option> update_options = TextOptions();
  update_options.push_back(EtagOption("The etag that was read, when the change rests on it."));
  std::vector<Command> commands = {
      {.path = "case show",
       .summary = "Shows a case",
       .arguments = {NameArgument()},
       .run = ShowCase},
      ListCasesCommand(),
      OpenCaseCommand(),
      {.path = "case update",
       .summary = "Changes the summary or the receipt number",
       .arguments = {NameArgument()},
       .options = std::move(update_options),
       .writes = true,
       .run = UpdateCase},
      {.path = "case note",
       .summary = "Writes a note, which is never changed",
       .arguments = {NameArgument(), {.name = "TEXT", .help = "The note."}},
       .writes = true,
       .run = AddNote},
      {.path = "case notes",
       .summary = "Lists the notes of a case, oldest first",
       .arguments = {NameArgument()},
       .paged = true,
       .run = ListNotes},
      {.path = "case history",
       .summary = "Lists who did what to a case, and when",
       .arguments = {NameArgument()},
       .run = CaseHistory},
  };
  for (Command& command : MovingCommands()) commands.push_back(std::move(command));
  for (Command& command : PartyCommands()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace balcao::cli
