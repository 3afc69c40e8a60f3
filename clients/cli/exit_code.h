// What the process answers to its caller. Programs rely on these numbers;
// `balcao help exit-codes` prints them.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace balcao::cli {

enum ExitCode {
  kExitOk = 0,
  kExitOther = 1,
  kExitUsage = 2,
  kExitNotSignedIn = 3,
  kExitRefused = 4,
  kExitInvalid = 5,
  kExitConflict = 6,
  kExitUnavailable = 7,
  kExitFaults = 8,
};

// The command line is not understood.
absl::Status UsageError(absl::string_view message);

// The server found faults in its store.
absl::Status FaultsError(absl::string_view message);

// The exit code of how a command ended.
ExitCode ExitCodeOf(const absl::Status& status);

}  // namespace balcao::cli
