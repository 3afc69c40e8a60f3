// Calls of the helpline.
#include "absl/strings/str_cat.h"
#include "balcao/v1/helpline.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"

namespace balcao::cli {
namespace {

std::vector<FieldColumn> CallColumns() {
  return {{"CALL", "name"},         {"TIME", "occurred_time"}, {"DIRECTION", "direction"},
          {"KIND", "kind"},         {"TOPIC", "topic"},        {"OUTCOME", "outcome"},
          {"LANGUAGE", "language"}, {"DURATION", "duration"},  {"PERSON", "person"}};
}

absl::Status FillKinds(const Context& context, v1::Call* call) {
  call->set_direction(v1::Call::DIRECTION_INBOUND);
  if (context.Has("direction")) {
    ASSIGN_OR_RETURN(const auto direction,
                     ParseEnum<v1::Call::Direction>(context.Get("direction")));
    call->set_direction(direction);
  }
  call->set_kind(v1::Call::KIND_DATA);
  if (context.Has("kind")) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::Call::Kind>(context.Get("kind")));
    call->set_kind(kind);
  }
  return absl::OkStatus();
}

absl::Status FillTimes(const Context& context, v1::Call* call) {
  ASSIGN_OR_RETURN(const auto at, context.At());
  if (at.has_value()) *call->mutable_occurred_time() = *at;
  if (context.Has("duration")) {
    ASSIGN_OR_RETURN(const absl::Duration duration, ParseDuration(context.Get("duration")));
    *call->mutable_duration() = ToProto(duration);
  }
  for (const std::string& leg : context.All("leg")) {
    ASSIGN_OR_RETURN(*call->add_legs(), ParseLeg(leg));
  }
  return absl::OkStatus();
}

// A call with an interpreter is one of three, unless told otherwise.
std::string ChannelOf(const Context& context) {
  if (context.Has("channel")) return context.Get("channel");
  return context.Has("leg") ? "phone3" : "phone";
}

absl::Status LogCall(Context& context) {
  v1::LogCallRequest request;
  v1::Call* call = request.mutable_call();
  RETURN_IF_ERROR(FillKinds(context, call));
  RETURN_IF_ERROR(FillTimes(context, call));
  call->set_channel(ChannelOf(context));
  call->set_number(context.Get("number"));
  call->set_language(context.Get("language"));
  call->set_topic(context.Get("topic"));
  call->set_outcome(context.Get("outcome"));
  call->set_queue(context.Get("queue"));
  call->set_person(Qualified("people", context.Get("person")));
  call->set_case_(Qualified("cases", context.Get("case")));
  call->set_note(context.Get("note"));
  call->set_operator_(Qualified("accounts", context.Get("operator")));
  call->set_nationality(context.Get("nationality"));
  call->set_sex(context.Get("sex"));
  request.set_validate_only(context.Has("validate-only"));
  ASSIGN_OR_RETURN(const v1::Call logged, context.Call(&v1::Helpline::Stub::LogCall, request));
  return context.Show(logged);
}

absl::Status ShowCall(Context& context) {
  v1::GetCallRequest request;
  request.set_name(Qualified("calls", context.Get("NAME")));
  ASSIGN_OR_RETURN(const v1::Call call, context.Call(&v1::Helpline::Stub::GetCall, request));
  return context.Show(call);
}

absl::Status ListCalls(Context& context) {
  v1::ListCallsRequest request;
  request.set_person(Qualified("people", context.Get("person")));
  ASSIGN_OR_RETURN(const v1::ListCallsResponse page,
                   context.CallPages(&v1::Helpline::Stub::ListCalls, request));
  return context.ShowList(page, CallColumns());
}

absl::Status PreviousContacts(Context& context) {
  v1::ListPreviousContactsRequest request;
  request.set_number(context.Get("NUMBER"));
  if (context.Has("page-size")) {
    ASSIGN_OR_RETURN(const int page_size, ParseNumber(context.Get("page-size")));
    request.set_page_size(page_size);
  }
  ASSIGN_OR_RETURN(const v1::ListPreviousContactsResponse found,
                   context.Call(&v1::Helpline::Stub::ListPreviousContacts, request));
  if (!context.json()) context.Note(absl::StrCat("Number: ", found.normalized_number()));
  return context.ShowList(found, CallColumns());
}

absl::Status LinkCall(Context& context) {
  v1::LinkCallRequest request;
  request.set_name(Qualified("calls", context.Get("NAME")));
  request.set_person(Qualified("people", context.Get("person")));
  request.set_case_(Qualified("cases", context.Get("case")));
  ASSIGN_OR_RETURN(const v1::Call call, context.Call(&v1::Helpline::Stub::LinkCall, request));
  return context.Show(call);
}

std::vector<Option> LinkOptions() {
  return {{.name = "person", .value = "NAME", .help = "The person it is linked to."},
          {.name = "case", .value = "NAME", .help = "The case it is linked to."}};
}

std::vector<Option> LogOptions() {
  std::vector<Option> options = {
      {.name = "number", .value = "NUMBER", .help = "The other number; leave out when withheld."},
      {.name = "language", .value = "TAG", .help = "The language spoken, BCP 47."},
      {.name = "topic", .value = "CODE", .help = "By code list `call_topic`."},
      {.name = "outcome", .value = "CODE", .help = "By code list `call_outcome`."},
      {.name = "direction",
       .value = "DIRECTION",
       .help = "Inbound unless told.",
       .choices = WordsOf<v1::Call::Direction>()},
      {.name = "kind",
       .value = "KIND",
       .help = "Whether it carried a demand (data, unless told).",
       .choices = WordsOf<v1::Call::Kind>()},
      {.name = "channel", .value = "CODE", .help = "phone unless told; phone3 with --leg."},
      {.name = "at", .value = "TIME", .help = "When it began; now unless told."},
      {.name = "duration", .value = "DURATION", .help = "How long it took: 4m30s."},
      {.name = "leg",
       .value = "LANGUAGE:OUTCOME[:BODY[:DURATION[:INTERPRETER]]]",
       .help = "A stretch with an interpreter: ar:translated:health_centre.",
       .repeated = true},
      {.name = "queue", .value = "QUEUE", .help = "The queue it came through."},
      {.name = "operator", .value = "ACCOUNT", .help = "Who took it, when you log for another."},
      {.name = "nationality", .value = "COUNTRY", .help = "When told, ISO 3166-1."},
      {.name = "sex", .value = "CODE", .help = "When told, by code list `sex`."},
      {.name = "note", .value = "TEXT", .help = "What was said."},
      {.name = "validate-only", .help = "Checks everything and writes nothing."},
  };
  for (Option& option : LinkOptions()) options.push_back(std::move(option));
  return options;
}

}  // namespace

std::vector<Command> CallCommands() {
  return {
      {.path = "call log",
       .summary = "Logs a call, during or after it",
       .details = "A demand (--kind data) needs --language, --topic and --outcome.\n\n"
                  "  balcao call log --number 912345678 --language ar --topic health \\\n"
                  "    --outcome translated --duration 4m30s --leg ar:translated:health_centre",
       .options = LogOptions(),
       .writes = true,
       .run = LogCall},
      {.path = "call show",
       .summary = "Shows a call",
       .arguments = {{.name = "NAME", .help = "Names the call."}},
       .run = ShowCall},
      {.path = "call list",
       .summary = "Lists calls, newest first",
       .options = {{.name = "person", .value = "NAME", .help = "Only calls of this person."}},
       .paged = true,
       .run = ListCalls},
      {.path = "call previous",
       .summary = "Lists the earlier calls of a number, in whatever form it is given",
       .arguments = {{.name = "NUMBER", .help = "The number."}},
       .options = {{.name = "page-size",
                    .value = "COUNT",
                    .help = "At most this many; 20 unless told."}},
       .run = PreviousContacts},
      {.path = "call link",
       .summary = "Links a call to a person and a case; what is not given is unlinked",
       .arguments = {{.name = "NAME", .help = "Names the call."}},
       .options = LinkOptions(),
       .writes = true,
       .run = LinkCall},
  };
}

}  // namespace balcao::cli
