// The table of commands: every group, in the order of the help.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/command.h"

namespace balcao::cli {

// Commands of a kind, under one title in the help.
struct CommandGroup {
  std::string title;
  std::vector<Command> commands;
};

// The table; made once.
const std::vector<CommandGroup>& CommandGroups();

// All commands, in the order of the groups, with the options that `writes` and
// `paged` stand for.
const std::vector<Command>& Commands();

// Options that stand before or after any command.
const std::vector<Option>& GlobalOptions();

// The command of a path; null when there is none.
const Command* FindCommand(absl::string_view path);

// Whether a word begins commands of two words.
bool IsGroupWord(absl::string_view word);

// One per file of commands.
std::vector<Command> SessionCommands();
std::vector<Command> VisitCommands();
std::vector<Command> PersonCommands();
std::vector<Command> CallCommands();
std::vector<Command> CaseCommands();
std::vector<Command> StatisticsCommands();
std::vector<Command> PlanCommands();
std::vector<Command> StaffCommands();
std::vector<Command> CatalogueCommands();
std::vector<Command> MaintenanceCommands();
std::vector<Command> RpcCommands();
std::vector<Command> HelpCommands();

}  // namespace balcao::cli
