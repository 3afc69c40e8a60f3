// The command line, read by the table of commands.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/command.h"

namespace balcao::cli {

// What was given, under the names of options (`matter`) and arguments (`NAME`).
class Values {
 public:
  void Add(const std::string& name, std::string value) {
    values_[name].push_back(std::move(value));
  }
  bool Has(absl::string_view name) const { return values_.find(name) != values_.end(); }
  // The last value; empty when not given.
  std::string Get(absl::string_view name) const;
  // Every value, in order.
  std::vector<std::string> All(absl::string_view name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// A command line that was understood.
struct Invocation {
  // Null where the words end before a command: help of `topic` is wanted.
  const Command* command = nullptr;
  // The words as given: `visit`.
  std::string topic;
  // Whether --help was among the options.
  bool help = false;
  // The options of every command, then those of this one.
  Values globals;
  Values values;
};

// Reads what follows the name of the program. A usage error (see exit_code.h)
// says what is not understood. With --help nothing else is required.
absl::StatusOr<Invocation> ParseArguments(const std::vector<std::string>& arguments);

// The word of `known` that is nearest to a mistyped one; empty when none is near.
std::string Nearest(absl::string_view word, const std::vector<std::string>& known);

}  // namespace balcao::cli
