#include "clients/cli/commands.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace balcao::cli {
namespace {

std::vector<CommandGroup> MakeGroups() {
  return {
      {"Signing in", SessionCommands()},
      {"At the desk", VisitCommands()},
      {"People", PersonCommands()},
      {"On the helpline", CallCommands()},
      {"Cases", CaseCommands()},
      {"Statistics", StatisticsCommands()},
      {"The national plan", PlanCommands()},
      {"Who works here", StaffCommands()},
      {"Catalogue", CatalogueCommands()},
      {"The machine", MaintenanceCommands()},
      {"For programs", RpcCommands()},
      {"Help", HelpCommands()},
  };
}

void AddCommonOptions(Command* command) {
  if (command->paged) {
    command->options.push_back({.name = "page-size",
                                .value = "COUNT",
                                .help = "At most this many at once; 50 unless told."});
    command->options.push_back(
        {.name = "page-token", .value = "TOKEN", .help = "Continues an earlier list."});
    command->options.push_back({.name = "all", .help = "Reads page after page to the end."});
  }
  if (command->writes) {
    command->options.push_back(
        {.name = "request-id",
         .value = "UUID",
         .help = "Repeats an earlier attempt: the same id has one effect. Fresh unless told."});
  }
}

std::vector<Command> MakeCommands() {
  std::vector<Command> commands;
  for (const CommandGroup& group : CommandGroups()) {
    for (Command command : group.commands) {
      AddCommonOptions(&command);
      commands.push_back(std::move(command));
    }
  }
  return commands;
}

}  // namespace

const std::vector<CommandGroup>& CommandGroups() {
  static const auto* const groups = new std::vector<CommandGroup>(MakeGroups());
  return *groups;
}

const std::vector<Command>& Commands() {
  static const auto* const commands = new std::vector<Command>(MakeCommands());
  return *commands;
}

const std::vector<Option>& GlobalOptions() {
  static const auto* const options = new std::vector<Option>{
      {.name = "server",
       .value = "HOST:PORT",
       .help = "Where to call; $BALCAO_SERVER, or 127.0.0.1:50051."},
      {.name = "tls-ca",
       .value = "FILE",
       .help = "Speaks TLS, with a server whose certificate descends from this file (PEM); "
               "$BALCAO_TLS_CA."},
      {.name = "plaintext", .help = "Allows a connection in the clear to another machine."},
      {.name = "token",
       .value = "TOKEN",
       .help = "Calls with this token, not with that of `balcao login`; $BALCAO_TOKEN."},
      {.name = "timeout", .value = "DURATION", .help = "Waits this long for an answer; 30s."},
      {.name = "json", .help = "Prints the answer as proto3 JSON, for programs."},
      {.name = "help", .help = "Explains the command."},
  };
  return *options;
}

const Command* FindCommand(absl::string_view path) {
  for (const Command& command : Commands()) {
    if (command.path == path) return &command;
  }
  return nullptr;
}

bool IsGroupWord(absl::string_view word) {
  for (const Command& command : Commands()) {
    if (absl::StartsWith(command.path, absl::StrCat(word, " "))) return true;
  }
  return false;
}

}  // namespace balcao::cli
