// Visits and their tickets.
#include "absl/strings/str_cat.h"
#include "balcao/v1/intake.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/duplicates.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/person_options.h"

namespace balcao::cli {
namespace {

// A visit is for a known person, a new one, or one who gives no name.
absl::Status CheckWho(const Context& context) {
  const bool named = context.Has("given-name") || context.Has("family-name");
  const int ways =
      (context.Has("person") ? 1 : 0) + (context.Has("anonymous") ? 1 : 0) + (named ? 1 : 0);
  if (ways != 1) {
    return UsageError(
        "who came? Give one of --person NAME, --anonymous, or --given-name and "
        "--family-name");
  }
  if (context.Has("person") && DescribesPerson(context.values())) {
    return UsageError("--person names a known person; change it with: balcao person update");
  }
  return absl::OkStatus();
}

absl::Status FillVisit(const Context& context, v1::Visit* visit) {
  visit->set_person(Qualified("people", context.Get("person")));
  visit->set_channel(context.Has("channel") ? context.Get("channel") : "desk");
  visit->set_language(context.Get("language"));
  ASSIGN_OR_RETURN(*visit->mutable_legal_basis(), ReadLegalBasis(context.values()));
  ASSIGN_OR_RETURN(const auto at, context.At());
  if (at.has_value()) *visit->mutable_occurred_time() = *at;
  for (const std::string& matter : context.All("matter")) {
    ASSIGN_OR_RETURN(*visit->add_tickets(), ParseMatter(matter));
  }
  return absl::OkStatus();
}

absl::Status OpenVisit(Context& context) {
  RETURN_IF_ERROR(CheckWho(context));
  v1::OpenVisitRequest request;
  RETURN_IF_ERROR(FillVisit(context, request.mutable_visit()));
  if (!context.Has("person")) {
    ASSIGN_OR_RETURN(DescribedPerson described, ReadPerson(context.values()));
    described.person.set_anonymous(context.Has("anonymous"));
    *described.person.mutable_legal_basis() = request.visit().legal_basis();
    *request.mutable_new_person() = std::move(described.person);
  }
  request.set_owner(Qualified("centres", context.Get("owner")));
  for (const std::string& candidate : context.All("reviewed")) {
    request.add_reviewed_candidates(candidate);
  }
  request.set_validate_only(context.Has("validate-only"));
  const auto visit = context.Call(&v1::Intake::Stub::OpenVisit, request);
  if (!visit.ok()) {
    return ExplainDuplicates(
        context, visit.status(), request.new_person(),
        "If it is one of them, repeat the command with --person CANDIDATE and without the options "
        "that describe the person.");
  }
  return context.Show(*visit);
}

absl::Status ShowVisit(Context& context) {
  v1::GetVisitRequest request;
  request.set_name(Qualified("visits", context.Get("NAME")));
  ASSIGN_OR_RETURN(const v1::Visit visit, context.Call(&v1::Intake::Stub::GetVisit, request));
  return context.Show(visit);
}

absl::Status ListVisits(Context& context) {
  v1::ListVisitsRequest request;
  request.set_owner(Qualified("centres", context.Get("owner")));
  request.set_open_only(context.Has("open"));
  ASSIGN_OR_RETURN(const v1::ListVisitsResponse page,
                   context.CallPages(&v1::Intake::Stub::ListVisits, request));
  return context.ShowList(page, {{"VISIT", "name"},
                                 {"NUMBER", "queue_number"},
                                 {"CAME", "occurred_time"},
                                 {"OWNER", "placement.owner"},
                                 {"PERSON", "person"},
                                 {"DONE", "done"},
                                 {"AREAS", "tickets.area"},
                                 {"TICKETS", "tickets.state"}});
}

absl::Status ServeTicket(Context& context) {
  v1::ServeTicketRequest request;
  request.set_name(context.Get("TICKET"));
  ASSIGN_OR_RETURN(const v1::Visit visit, context.Call(&v1::Intake::Stub::ServeTicket, request));
  return context.Show(visit);
}

absl::Status OpenTicketCase(Context& context) {
  v1::OpenTicketCaseRequest request;
  request.set_name(context.Get("TICKET"));
  request.set_case_type(context.Get("CASE_TYPE"));
  ASSIGN_OR_RETURN(const v1::Visit visit, context.Call(&v1::Intake::Stub::OpenTicketCase, request));
  return context.Show(visit);
}

absl::Status CloseTicket(Context& context) {
  v1::CloseTicketRequest request;
  request.set_name(context.Get("TICKET"));
  ASSIGN_OR_RETURN(const auto state, ParseEnum<v1::Ticket::State>(context.Get("HOW")));
  request.set_state(state);
  request.set_note(context.Get("note"));
  request.set_referral(context.Get("referral"));
  ASSIGN_OR_RETURN(const v1::Visit visit, context.Call(&v1::Intake::Stub::CloseTicket, request));
  return context.Show(visit);
}

std::vector<Option> OpenVisitOptions() {
  std::vector<Option> options = {
      {.name = "matter",
       .value = "MATTER",
       .help = "What the person comes for: an area (legal) waits as a ticket, a case type "
               "(legal.permit_renewal) opens a case at once; =NOTE adds words.",
       .required = true,
       .repeated = true},
      {.name = "person", .value = "NAME", .help = "A person who is registered."},
      {.name = "anonymous", .help = "The person gives no name."},
      {.name = "channel", .value = "CODE", .help = "By code list `channel`; desk unless told."},
      {.name = "at", .value = "TIME", .help = "When the person came; now unless told."},
      {.name = "owner", .value = "CENTRE", .help = "The centre, when you work for several."},
      ReviewedOption(),
      {.name = "validate-only", .help = "Checks everything and writes nothing."},
  };
  for (Option& option : LegalBasisOptions(/*required=*/true)) options.push_back(std::move(option));
  for (Option& option : PersonOptions()) options.push_back(std::move(option));
  return options;
}

Command OpenVisitCommand() {
  return {.path = "visit open",
          .summary = "Receives a person: visit, tickets, cases, and the person when new",
          .details =
              "For a new person give names and what else is known; for a known one "
              "--person; for one who gives no name --anonymous. When the person may be "
              "registered already, the likely ones are listed and nothing is written.\n\n"
              "  balcao visit open --notice 2020-1 --matter legal.permit_renewal \\\n"
              "    --given-name Ana --family-name Souza --birth-date 1990-05-17 \\\n"
              "    --nationality BR --language pt --document passport:AB123:BR",
          .options = OpenVisitOptions(),
          .writes = true,
          .run = OpenVisit};
}

Argument TicketArgument() {
  return {.name = "TICKET", .help = "Names the ticket: visits/UUID/tickets/1."};
}

Command CloseTicketCommand() {
  return {.path = "ticket close",
          .summary = "Ends a ticket: advice given, referred, or the person left",
          .arguments = {TicketArgument(),
                        {.name = "HOW",
                         .help = "How it ended.",
                         .choices = {"advice_given", "referred", "left"}}},
          .options = {{.name = "note", .value = "TEXT", .help = "What was advised."},
                      {.name = "referral",
                       .value = "CODE",
                       .help = "Where to, by code list `referral`; with referred."}},
          .writes = true,
          .run = CloseTicket};
}

}  // namespace

std::vector<Command> VisitCommands() {
  return {
      OpenVisitCommand(),
      {.path = "visit show",
       .summary = "Shows a visit with its tickets",
       .arguments = {{.name = "NAME", .help = "Names the visit."}},
       .run = ShowVisit},
      {.path = "visit list",
       .summary = "Lists the visits of a centre, newest first",
       .options = {{.name = "owner", .value = "CENTRE", .help = "Your own unless told."},
                   {.name = "open", .help = "Only those with an open ticket: the queue."}},
       .paged = true,
       .run = ListVisits},
      {.path = "ticket serve",
       .summary = "Begins to serve a ticket, or takes one up again",
       .arguments = {TicketArgument()},
       .writes = true,
       .run = ServeTicket},
      {.path = "ticket case",
       .summary = "Opens a case from a ticket",
       .arguments = {TicketArgument(),
                     {.name = "CASE_TYPE", .help = "By `balcao catalogue types`."}},
       .writes = true,
       .run = OpenTicketCase},
      CloseTicketCommand(),
  };
}

}  // namespace balcao::cli
