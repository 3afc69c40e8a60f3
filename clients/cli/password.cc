#include "clients/cli/password.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "clients/common/status_macros.h"

namespace balcao::cli {
namespace {

absl::StatusOr<std::string> FirstLine(std::istream& in, const std::string& what) {
  std::string line;
  if (!std::getline(in, line) || line.empty()) {
    return UsageError(absl::StrCat("no password in ", what));
  }
  if (line.back() == '\r') line.pop_back();
  return line;
}

// One line from the terminal, not shown.
absl::StatusOr<std::string> AskTerminal(int terminal, const std::string& prompt) {
  termios shown = {};
  if (tcgetattr(terminal, &shown) != 0) return absl::ErrnoToStatus(errno, "the terminal");
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  hidden.c_lflag |= ECHONL;
  if (tcsetattr(terminal, TCSAFLUSH, &hidden) != 0) {
    return absl::ErrnoToStatus(errno, "the terminal");
  }
  const absl::Cleanup show = [&] { tcsetattr(terminal, TCSAFLUSH, &shown); };
  const std::string question = absl::StrCat(prompt, ": ");
  if (write(terminal, question.data(), question.size()) < 0) {
    return absl::ErrnoToStatus(errno, "the terminal");
  }
  std::string line;
  char letter = 0;
  while (read(terminal, &letter, 1) == 1 && letter != '\n') line.push_back(letter);
  if (line.empty()) return UsageError("no password was typed");
  return line;
}

}  // namespace

absl::StatusOr<std::string> ReadPassword(Context& context, const PasswordSource& source) {
  const std::string file_name = context.Get(source.file_option);
  if (file_name == "-") return FirstLine(*context.host().in, "the standard input");
  if (!file_name.empty()) {
    std::ifstream file(file_name);
    return FirstLine(file, file_name);
  }
  if (!source.variable.empty()) {
    if (const auto value = context.host().variable(source.variable)) return *value;
  }
  const int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) {
    return UsageError(absl::StrCat("no terminal to ask for the password: give --",
                                   source.file_option,
                                   source.variable.empty() ? "" : " or $" + source.variable));
  }
  const absl::Cleanup close_terminal = [terminal] { close(terminal); };
  ASSIGN_OR_RETURN(const std::string password, AskTerminal(terminal, source.prompt));
  if (source.twice) {
    ASSIGN_OR_RETURN(const std::string again, AskTerminal(terminal, source.prompt + " again"));
    if (again != password) return UsageError("the two passwords differ");
  }
  return password;
}

Option PasswordFileOption() {
  return {.name = "password-file",
          .value = "FILE",
          .help = "Reads the password from the first line of a file; - for the standard input."};
}

}  // namespace balcao::cli
