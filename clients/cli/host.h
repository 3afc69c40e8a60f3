// What the program finds around it; tests pass their own.
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

#include "absl/time/time.h"

namespace balcao::cli {

struct Host {
  std::istream* in = nullptr;
  std::ostream* out = nullptr;
  std::ostream* err = nullptr;
  // Whether a person looks at out and err.
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  // Reads an environment variable; nothing when not set or empty.
  std::function<std::optional<std::string>(const std::string&)> variable;
  std::function<absl::Time()> now;
  // The zone that times are read and shown in.
  absl::TimeZone zone;
};

// The process itself.
Host ProcessHost();

}  // namespace balcao::cli
