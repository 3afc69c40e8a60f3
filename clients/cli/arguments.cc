#include "clients/cli/arguments.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/common/status_macros.h"

namespace balcao::cli {
namespace {

// How many letters a word may be away from what was meant.
constexpr int kTyposMax = 2;

// Letters to insert, drop, change or swap with the next.
int EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<std::vector<int>> steps(a.size() + 1, std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        steps[i][j] = static_cast<int>(i + j);
        continue;
      }
      const int change = steps[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      steps[i][j] = std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
      }
    }
  }
  return steps[a.size()][b.size()];
}

std::string Suggestion(absl::string_view word, const std::vector<std::string>& known) {
  const std::string nearest = Nearest(word, known);
  return nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?");
}

const Option* FindOption(const std::vector<Option>& options, absl::string_view name) {
  for (const Option& option : options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

absl::Status CheckChoice(absl::string_view name, const std::vector<std::string>& choices,
                         std::string* value) {
  if (choices.empty() || std::count(choices.begin(), choices.end(), *value) > 0) {
    return absl::OkStatus();
  }
  const std::string word = absl::StrReplaceAll(*value, {{"-", "_"}});
  if (std::count(choices.begin(), choices.end(), word) > 0) {
    *value = word;
    return absl::OkStatus();
  }
  return UsageError(
      absl::StrCat(name, " is one of ", absl::StrJoin(choices, ", "), ", not ", *value));
}

// Reads a command line from left to right.
class Parser {
 public:
  explicit Parser(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  absl::StatusOr<Invocation> Parse() {
    for (next_ = 0; next_ < arguments_.size();) {
      const std::string& text = arguments_[next_++];
      if (result_.command != nullptr && result_.command->passes_on) {
        result_.values.Add("ARGUMENTS", text);
      } else if (!options_ended_ && text == "--") {
        options_ended_ = true;
      } else if (!options_ended_ && (text == "-h" || text == "--help")) {
        result_.help = true;
      } else if (!options_ended_ && absl::StartsWith(text, "--")) {
        RETURN_IF_ERROR(ReadOption(text.substr(2)));
      } else if (result_.command == nullptr) {
        RETURN_IF_ERROR(ReadWord(text));
      } else {
        RETURN_IF_ERROR(ReadPositional(text));
      }
    }
    if (result_.command != nullptr && !result_.help) RETURN_IF_ERROR(CheckRequired());
    return std::move(result_);
  }

 private:
  absl::Status ReadWord(const std::string& word) {
    const std::string path = result_.topic.empty() ? word : absl::StrCat(result_.topic, " ", word);
    result_.command = FindCommand(path);
    if (result_.command == nullptr && !(result_.topic.empty() && IsGroupWord(word))) {
      return UnknownCommand(path);
    }
    result_.topic = path;
    return absl::OkStatus();
  }

  static absl::Status UnknownCommand(const std::string& path) {
    std::vector<std::string> known;
    for (const Command& command : Commands()) {
      known.push_back(command.path);
      known.push_back(std::vector<std::string>(absl::StrSplit(command.path, ' ')).front());
    }
    return UsageError(absl::StrCat("no command \"", path, "\"", Suggestion(path, known)));
  }

  absl::Status ReadOption(const std::string& text) {
    const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
    const std::string& name = parts[0];
    Values* values = &result_.values;
    const Option* option =
        result_.command == nullptr ? nullptr : FindOption(result_.command->options, name);
    if (option == nullptr) {
      values = &result_.globals;
      option = FindOption(GlobalOptions(), name);
    }
    if (option == nullptr) return UnknownOption(name);
    std::string value;
    if (parts.size() == 2) value = parts[1];
    if (option->value.empty() && parts.size() == 2) {
      return UsageError(absl::StrCat("--", name, " takes no value"));
    }
    if (!option->value.empty() && parts.size() == 1) {
      if (next_ == arguments_.size() || absl::StartsWith(arguments_[next_], "--")) {
        return UsageError(absl::StrCat("--", name, " needs a value: --", name, " ", option->value));
      }
      value = arguments_[next_++];
    }
    return AddOption(*option, std::move(value), values);
  }

  static absl::Status AddOption(const Option& option, std::string value, Values* values) {
    if (values->Has(option.name) && !option.repeated) {
      return UsageError(absl::StrCat("--", option.name, " is given twice"));
    }
    RETURN_IF_ERROR(CheckChoice(absl::StrCat("--", option.name), option.choices, &value));
    values->Add(option.name, std::move(value));
    return absl::OkStatus();
  }

  absl::Status UnknownOption(const std::string& name) const {
    std::vector<std::string> known;
    for (const Option& option : GlobalOptions()) known.push_back(absl::StrCat("--", option.name));
    if (result_.command == nullptr) {
      return UsageError(absl::StrCat("no option --", name, " before a command",
                                     Suggestion(absl::StrCat("--", name), known)));
    }
    for (const Option& option : result_.command->options) {
      known.push_back(absl::StrCat("--", option.name));
    }
    return UsageError(absl::StrCat("`balcao ", result_.command->path, "` has no option --", name,
                                   Suggestion(absl::StrCat("--", name), known)));
  }

  absl::Status ReadPositional(std::string text) {
    const std::vector<Argument>& expected = result_.command->arguments;
    if (positional_ == expected.size()) {
      return UsageError(
          absl::StrCat("`balcao ", result_.command->path, "` does not take \"", text, "\""));
    }
    const Argument& argument = expected[positional_++];
    RETURN_IF_ERROR(CheckChoice(argument.name, argument.choices, &text));
    result_.values.Add(argument.name, std::move(text));
    return absl::OkStatus();
  }

  absl::Status CheckRequired() const {
    const Command& command = *result_.command;
    for (const Argument& argument : command.arguments) {
      if (!argument.optional && !result_.values.Has(argument.name)) {
        return UsageError(absl::StrCat("`balcao ", command.path, "` needs ", argument.name));
      }
    }
    for (const Option& option : command.options) {
      if (option.required && !result_.values.Has(option.name)) {
        return UsageError(absl::StrCat("`balcao ", command.path, "` needs --", option.name));
      }
    }
    return absl::OkStatus();
  }

  const std::vector<std::string>& arguments_;
  size_t next_ = 0;
  size_t positional_ = 0;
  bool options_ended_ = false;
  Invocation result_;
};

}  // namespace

std::string Values::Get(absl::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? "" : found->second.back();
}

std::vector<std::string> Values::All(absl::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

absl::StatusOr<Invocation> ParseArguments(const std::vector<std::string>& arguments) {
  return Parser(arguments).Parse();
}

std::string Nearest(absl::string_view word, const std::vector<std::string>& known) {
  std::string best;
  int best_distance = kTyposMax + 1;
  for (const std::string& candidate : known) {
    const int distance = EditDistance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace balcao::cli
