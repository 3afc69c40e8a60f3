#include "clients/cli/help.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/exit_code.h"
#include "clients/common/text.h"

namespace balcao::cli {
namespace {

constexpr int kTextWidth = 80;
constexpr int kLabelWidthMax = 26;

using Entries = std::vector<std::pair<std::string, std::string>>;

constexpr absl::string_view kExitCodes = R"(Exit codes of balcao

  0  done
  1  another error
  2  the command line is not understood
  3  not signed in: balcao login LOGIN
  4  refused: not allowed, or not there (the server does not say which)
  5  invalid input; the fields are named
  6  conflict: changed meanwhile, there already, or not possible from where it
     stands (a likely duplicate is one of these)
  7  the server cannot be reached, is overloaded or full, or gave no answer in
     time; a write may have arrived: repeat it with the --request-id that is told
  8  `balcao verify` found faults
)";

constexpr absl::string_view kEnvironment = R"(Environment of balcao

  BALCAO_SERVER    where to call: HOST:PORT
  BALCAO_TLS_CA    certificates (PEM) that the server's must descend from
  BALCAO_TOKEN     calls with this token, not with that of `balcao login`
  BALCAO_PASSWORD  the password, where one is asked for
  XDG_CONFIG_HOME  holds balcao/session, the token of each server (mode 0600);
                   ~/.config when not set
  NO_COLOR         no bold and no colours
  TZ               the zone that times are read and shown in
)";

constexpr absl::string_view kFormats = R"(How to write values

  a date       1990-05-17, 1990-05 or 1990 where day or month are not known
  a month      2019-08
  a time       2020-03-14T10:30:00Z, "2020-03-14 10:30", 10:30, "15m ago"
  a duration   4m30s, 90s, 1h, 4:30
  a document   TYPE:NUMBER[:COUNTRY[:EXPIRY]]       passport:AB123:BR:2027-05-31
  a matter     AREA or CASE_TYPE, with =NOTE        legal, legal.permit_renewal
  a leg        LANGUAGE:OUTCOME[:BODY[:DURATION[:INTERPRETER]]]
               ar:translated, ar:translated:health_centre:12m
  a filter     DIMENSION=CODE[,CODE...]             topic=health,housing
  a name       people/UUID, cases/UUID, centres/CNAIM-LIS as the server prints
               it; the part before the slash may be left out

Codes are those of `balcao catalogue codes`.
)";

const std::vector<std::pair<absl::string_view, absl::string_view>>& Topics() {
  static const auto* const topics =
      new std::vector<std::pair<absl::string_view, absl::string_view>>{
          {"exit-codes", kExitCodes}, {"environment", kEnvironment}, {"formats", kFormats}};
  return *topics;
}

// Two columns, the second wrapped.
std::string EntriesText(const Entries& entries) {
  int label_width = 0;
  for (const auto& [label, text] : entries) {
    label_width = std::max(label_width, static_cast<int>(label.size()));
  }
  label_width = std::min(label_width, kLabelWidthMax);
  const int indent = 2 + label_width + 2;
  std::string result;
  for (const auto& [label, text] : entries) {
    absl::StrAppend(&result, "  ", label);
    const int length = static_cast<int>(label.size());
    absl::StrAppend(&result, length > label_width ? "\n" + std::string(indent, ' ')
                                                  : std::string(label_width - length + 2, ' '));
    absl::StrAppend(&result, client::Wrap(text, kTextWidth - indent, indent), "\n");
  }
  return result;
}

std::string OptionLabel(const Option& option) {
  std::string label = absl::StrCat("--", option.name);
  if (!option.value.empty()) absl::StrAppend(&label, " ", option.value);
  return label;
}

std::string OptionHelp(const Option& option) {
  std::string help = option.help;
  if (!option.choices.empty()) {
    absl::StrAppend(&help, help.empty() ? "" : " ", "One of ", absl::StrJoin(option.choices, ", "),
                    ".");
  }
  if (option.repeated) absl::StrAppend(&help, help.empty() ? "" : " ", "May be repeated.");
  if (option.required) absl::StrAppend(&help, help.empty() ? "" : " ", "Required.");
  return help;
}

std::string UsageLine(const Command& command) {
  std::string usage = absl::StrCat("balcao ", command.path);
  for (const Argument& argument : command.arguments) {
    absl::StrAppend(&usage, argument.optional ? " [" : " ", argument.name,
                    argument.optional ? "]" : "");
  }
  if (command.passes_on) absl::StrAppend(&usage, " ARGUMENTS...");
  bool others = false;
  for (const Option& option : command.options) {
    if (!option.required) others = true;
    if (option.required) {
      absl::StrAppend(&usage, " ", OptionLabel(option), option.repeated ? "..." : "");
    }
  }
  return client::Wrap(absl::StrCat(usage, others ? " [OPTIONS]" : ""), kTextWidth - 7, 7);
}

std::string CommandHelp(const Command& command) {
  std::string result = absl::StrCat(command.summary, ".\n\nUsage: ", UsageLine(command), "\n");
  if (!command.details.empty()) {
    absl::StrAppend(&result, "\n", client::Wrap(command.details, kTextWidth, 0), "\n");
  }
  Entries arguments;
  for (const Argument& argument : command.arguments) {
    arguments.emplace_back(
        argument.name,
        OptionHelp({.name = argument.name, .help = argument.help, .choices = argument.choices}));
  }
  Entries options;
  for (const Option& option : command.options) {
    options.emplace_back(OptionLabel(option), OptionHelp(option));
  }
  if (!arguments.empty()) absl::StrAppend(&result, "\nArguments:\n", EntriesText(arguments));
  if (!options.empty()) absl::StrAppend(&result, "\nOptions:\n", EntriesText(options));
  return absl::StrCat(result, "\nOptions of every command: balcao help\n");
}

std::string GroupHelp(absl::string_view word) {
  Entries entries;
  for (const Command& command : Commands()) {
    if (absl::StartsWith(command.path, absl::StrCat(word, " "))) {
      entries.emplace_back(command.path, command.summary);
    }
  }
  return absl::StrCat("Commands that begin with ", word, ":\n", EntriesText(entries),
                      "\nMore of one: balcao COMMAND --help\n");
}

std::string Overview() {
  std::string result =
      "balcao: the support centres for migrants, from the command line\n\n"
      "Usage: balcao [OPTIONS] COMMAND ...\n";
  for (const CommandGroup& group : CommandGroups()) {
    Entries entries;
    for (const Command& command : group.commands) {
      entries.emplace_back(command.path, command.summary);
    }
    absl::StrAppend(&result, "\n", group.title, "\n", EntriesText(entries));
  }
  Entries options;
  for (const Option& option : GlobalOptions()) {
    options.emplace_back(OptionLabel(option), OptionHelp(option));
  }
  std::vector<std::string> topics;
  for (const auto& [name, text] : Topics()) topics.emplace_back(name);
  return absl::StrCat(result, "\nOptions of every command\n", EntriesText(options),
                      "\nMore of one: balcao COMMAND --help\nAlso: balcao help ",
                      absl::StrJoin(topics, ", balcao help "), "\n");
}

absl::Status RunHelp(Context& context) {
  std::string topic = context.Get("TOPIC");
  if (context.Has("COMMAND")) absl::StrAppend(&topic, " ", context.Get("COMMAND"));
  const std::string text = HelpText(topic);
  if (text.empty()) return UsageError(absl::StrCat("no help on \"", topic, "\""));
  *context.host().out << text;
  return absl::OkStatus();
}

}  // namespace

std::string HelpText(absl::string_view topic) {
  if (topic.empty()) return Overview();
  for (const auto& [name, text] : Topics()) {
    if (name == topic) return std::string(text);
  }
  if (const Command* command = FindCommand(topic)) return CommandHelp(*command);
  return IsGroupWord(topic) ? GroupHelp(topic) : "";
}

std::vector<Command> HelpCommands() {
  return {{.path = "help",
           .summary = "Explains a command, exit-codes, environment or formats",
           .arguments = {{.name = "TOPIC", .help = "What to explain.", .optional = true},
                         {.name = "COMMAND", .help = "Its second word.", .optional = true}},
           .run = RunHelp}};
}

}  // namespace balcao::cli
