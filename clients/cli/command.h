// What a command is. One table of these (see commands.h) gives parsing, help and
// completion.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace balcao::cli {

class Context;

// Something given by name: `--matter legal`, `--json`.
struct Option {
  std::string name;
  // What stands for the value in help texts; empty for a switch.
  std::string value = {};
  std::string help = {};
  bool required = false;
  bool repeated = false;
  // The words it may be; empty for anything.
  std::vector<std::string> choices = {};
};

// Something given by place.
struct Argument {
  std::string name;
  std::string help = {};
  bool optional = false;
  // The words it may be; empty for anything.
  std::vector<std::string> choices = {};
};

struct Command {
  // One or two words: `visit open`.
  std::string path;
  // One line, a sentence without its point.
  std::string summary;
  // More, as paragraphs; may be empty.
  std::string details = {};
  std::vector<Argument> arguments = {};
  std::vector<Option> options = {};
  // Adds --request-id.
  bool writes = false;
  // Adds --page-size, --page-token and --all.
  bool paged = false;
  // Takes everything after its name as it stands, as the argument `ARGUMENTS`.
  bool passes_on = false;
  absl::Status (*run)(Context& context) = nullptr;
};

}  // namespace balcao::cli
