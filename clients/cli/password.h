// Passwords: from a file, from $BALCAO_PASSWORD, or from the terminal without
// echo. Never from an argument, which every process of the machine may read.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/context.h"

namespace balcao::cli {

struct PasswordSource {
  // What to ask for: `Password`.
  std::string prompt = "Password";
  // The option that names a file (`-` for the standard input).
  std::string file_option = "password-file";
  // The variable; empty for none.
  std::string variable = "BALCAO_PASSWORD";
  // Asks a second time, for a new password.
  bool twice = false;
};

// Reads it. A usage error where there is no file, no variable and no terminal.
absl::StatusOr<std::string> ReadPassword(Context& context, const PasswordSource& source);

// The option, for the commands that have it.
Option PasswordFileOption();

}  // namespace balcao::cli
