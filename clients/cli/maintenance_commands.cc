// What an administrator does to the machine.
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "balcao/v1/maintenance.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/exit_code.h"
#include "clients/common/progress.h"

namespace balcao::cli {
namespace {

absl::Status Verify(Context& context) {
  context.AllowLongCalls();
  absl::StatusOr<v1::VerifyResponse> found;
  {
    const client::Progress progress(*context.host().err, "verifying", context.ShowsProgress());
    found = context.Call(&v1::Maintenance::Stub::Verify, v1::VerifyRequest());
  }
  if (!found.ok()) return found.status();
  if (context.json()) {
    RETURN_IF_ERROR(context.ShowJson(*found));
  } else {
    context.Say(absl::StrCat(found->entries(), " journal entries, ", found->records(), " records, ",
                             found->facts(), " facts, head ", found->head()));
    for (const std::string& fault : found->faults()) context.Say(absl::StrCat("FAULT ", fault));
  }
  if (!found->faults().empty()) {
    return FaultsError(absl::StrCat(found->faults_size(), " faults found"));
  }
  context.Say("No faults.");
  return absl::OkStatus();
}

absl::Status Backup(Context& context) {
  context.AllowLongCalls();
  v1::BackupRequest request;
  request.set_label(context.Get("LABEL"));
  absl::StatusOr<v1::BackupResponse> made;
  {
    const client::Progress progress(*context.host().err, "copying", context.ShowsProgress());
    made = context.Call(&v1::Maintenance::Stub::Backup, request);
  }
  if (!made.ok()) return made.status();
  return context.Show(*made);
}

// Becomes `balcaod restore ...`: the one beside this program, or that of $PATH.
absl::Status Restore(Context& context) {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path beside = self.parent_path() / "balcaod";
  std::vector<std::string> words = {"balcaod", "restore"};
  for (std::string& argument : context.All("ARGUMENTS")) words.push_back(std::move(argument));
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (!error) execv(beside.c_str(), arguments.data());
  execvp("balcaod", arguments.data());
  return absl::ErrnoToStatus(
      errno, absl::StrCat("no balcaod in ", self.parent_path().string(), " nor in $PATH"));
}

}  // namespace

std::vector<Command> MaintenanceCommands() {
  return {
      {.path = "verify",
       .summary = "Walks the journal, rebuilds what rests on it, and compares",
       .details = "Ends with exit code 8 when something is wrong.",
       .run = Verify},
      {.path = "backup",
       .summary = "Copies data and vault to a new folder of the server's machine",
       .arguments = {{.name = "LABEL", .help = "The name of the folder."}},
       .run = Backup},
      {.path = "restore",
       .summary = "Puts a backup in place, with the server stopped: runs `balcaod restore`",
       .details = "Restoring needs the files and no server, so everything after `restore` is "
                  "handed to the balcaod beside this program.",
       .passes_on = true,
       .run = Restore},
  };
}

}  // namespace balcao::cli
