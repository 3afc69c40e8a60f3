#include "clients/cli/host.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "absl/time/clock.h"

namespace balcao::cli {

Host ProcessHost() {
  Host host;
  host.in = &std::cin;
  host.out = &std::cout;
  host.err = &std::cerr;
  host.out_is_terminal = isatty(STDOUT_FILENO) != 0;
  host.err_is_terminal = isatty(STDERR_FILENO) != 0;
  host.variable = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
  };
  host.now = [] { return absl::Now(); };
  host.zone = absl::LocalTimeZone();
  return host;
}

}  // namespace balcao::cli
