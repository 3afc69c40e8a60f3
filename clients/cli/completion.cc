#include "clients/cli/completion.h"

#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/commands.h"
#include "clients/common/methods.h"

namespace balcao::cli {
namespace {

using Words = std::vector<std::string>;

constexpr absl::string_view kHead =
    R"(# Completion of balcao for bash. Load with: source <(balcao completion bash)
_balcao() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  local path="" words="" word position skip=0
  COMPREPLY=()
  for ((position = 1; position < COMP_CWORD; position++)); do
    word="${COMP_WORDS[position]}"
    if ((skip)); then skip=0; continue; fi
    case "$word" in
)";

constexpr absl::string_view kAfterValues = R"(      -*) continue ;;
    esac
    case "$path" in
)";

constexpr absl::string_view kAfterGroups = R"(    esac
  done
  case "$path $previous" in
)";

constexpr absl::string_view kAfterChoices = R"(  esac
  case "$path" in
)";

constexpr absl::string_view kTail = R"(  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _balcao balcao
)";

// A branch of a case statement that offers words and ends.
std::string Offer(const std::string& pattern, const Words& words) {
  return absl::StrCat("    ", pattern, ") COMPREPLY=($(compgen -W \"", absl::StrJoin(words, " "),
                      "\" -- \"$current\")); return ;;\n");
}

bool IsFile(const Option& option) { return option.value == "FILE"; }

// The first words: groups and commands of one word.
std::set<std::string> FirstWords() {
  std::set<std::string> words;
  for (const Command& command : Commands()) {
    words.insert(Words(absl::StrSplit(command.path, ' ')).front());
  }
  return words;
}

// The options that take a value, whose value is no command word.
std::string ValuePatterns() {
  std::set<std::string> patterns;
  for (const Option& option : GlobalOptions()) {
    if (!option.value.empty()) patterns.insert(absl::StrCat("--", option.name));
  }
  for (const Command& command : Commands()) {
    for (const Option& option : command.options) {
      if (!option.value.empty()) patterns.insert(absl::StrCat("--", option.name));
    }
  }
  return absl::StrCat("      ", absl::StrJoin(patterns, "|"), ") skip=1; continue ;;\n");
}

std::string GroupBranches() {
  Words groups;
  for (const std::string& word : FirstWords()) {
    if (IsGroupWord(word)) groups.push_back(word);
  }
  return absl::StrCat("      \"\") path=\"$word\" ;;\n      ", absl::StrJoin(groups, "|"),
                      ") path=\"$path $word\" ;;\n");
}

// What may follow an option of a command.
std::string ChoiceBranches(const std::string& path, const std::vector<Option>& options) {
  std::string result;
  for (const Option& option : options) {
    const std::string pattern = path.empty() ? absl::StrCat("*\" --", option.name, "\"")
                                             : absl::StrCat("\"", path, " --", option.name, "\"");
    if (!option.choices.empty()) {
      absl::StrAppend(&result, Offer(pattern, option.choices));
    } else if (IsFile(option)) {
      absl::StrAppend(&result, "    ", pattern,
                      ") COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n");
    } else if (!option.value.empty()) {
      absl::StrAppend(&result, "    ", pattern, ") return ;;\n");
    }
  }
  return result;
}

std::string WordsBranch(const std::string& path, const Words& words) {
  return absl::StrCat("    \"", path, "\") words=\"", absl::StrJoin(words, " "), "\" ;;\n");
}

Words CommandWords(const Command& command) {
  Words words;
  for (const Option& option : command.options) words.push_back(absl::StrCat("--", option.name));
  for (const Argument& argument : command.arguments) {
    words.insert(words.end(), argument.choices.begin(), argument.choices.end());
  }
  if (command.path == "call-rpc") {
    const Words methods = client::MethodNames();
    words.insert(words.end(), methods.begin(), methods.end());
  }
  for (const Option& option : GlobalOptions()) words.push_back(absl::StrCat("--", option.name));
  return words;
}

std::string PathBranches() {
  const std::set<std::string> first = FirstWords();
  Words start(first.begin(), first.end());
  for (const Option& option : GlobalOptions()) start.push_back(absl::StrCat("--", option.name));
  std::string result = WordsBranch("", start);
  for (const std::string& word : first) {
    if (!IsGroupWord(word)) continue;
    Words seconds;
    for (const Command& command : Commands()) {
      if (absl::StartsWith(command.path, word + " ")) {
        seconds.push_back(command.path.substr(word.size() + 1));
      }
    }
    absl::StrAppend(&result, WordsBranch(word, seconds));
  }
  for (const Command& command : Commands()) {
    absl::StrAppend(&result, WordsBranch(command.path, CommandWords(command)));
  }
  return result;
}

}  // namespace

std::string BashCompletion() {
  std::string choices;
  for (const Command& command : Commands()) {
    absl::StrAppend(&choices, ChoiceBranches(command.path, command.options));
  }
  absl::StrAppend(&choices, ChoiceBranches("", GlobalOptions()));
  return absl::StrCat(kHead, ValuePatterns(), kAfterValues, GroupBranches(), kAfterGroups, choices,
                      kAfterChoices, PathBranches(), kTail);
}

}  // namespace balcao::cli
