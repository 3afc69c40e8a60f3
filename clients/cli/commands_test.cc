#include "clients/cli/commands.h"

#include <algorithm>
#include <set>

#include "clients/cli/help.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

using testing::HasSubstr;

TEST(CommandsTest, TheTableIsSound) {
  std::set<std::string> paths;
  for (const Command& command : Commands()) {
    EXPECT_TRUE(paths.insert(command.path).second) << command.path;
    EXPECT_NE(command.run, nullptr) << command.path;
    EXPECT_FALSE(command.summary.empty()) << command.path;
    EXPECT_NE(command.summary.back(), '.') << command.path;
    EXPECT_FALSE(IsGroupWord(command.path)) << command.path;
    std::set<std::string> names;
    for (const Option& option : command.options) {
      EXPECT_TRUE(names.insert(option.name).second) << command.path << " --" << option.name;
      EXPECT_FALSE(option.help.empty()) << command.path << " --" << option.name;
    }
    bool optional = false;
    for (const Argument& argument : command.arguments) {
      EXPECT_TRUE(argument.optional || !optional) << command.path << " " << argument.name;
      optional = argument.optional;
    }
  }
}

TEST(CommandsTest, OnlyClaimHidesAGlobalOption) {
  for (const Command& command : Commands()) {
    for (const Option& global : GlobalOptions()) {
      const bool hidden =
          std::any_of(command.options.begin(), command.options.end(),
                      [&](const Option& option) { return option.name == global.name; });
      EXPECT_EQ(hidden, command.path == "claim" && global.name == "token") << command.path;
    }
  }
}

TEST(CommandsTest, EveryCommandHasHelpAndIsInTheOverview) {
  const std::string overview = HelpText("");
  for (const Command& command : Commands()) {
    EXPECT_THAT(overview, HasSubstr("  " + command.path + " ")) << command.path;
    const std::string help = HelpText(command.path);
    EXPECT_THAT(help, HasSubstr("Usage: balcao " + command.path));
    for (const Option& option : command.options) EXPECT_THAT(help, HasSubstr("--" + option.name));
  }
}

TEST(CommandsTest, HelpTopicsAndGroups) {
  EXPECT_THAT(HelpText("exit-codes"), HasSubstr("8  `balcao verify` found faults"));
  EXPECT_THAT(HelpText("environment"), HasSubstr("BALCAO_SERVER"));
  EXPECT_THAT(HelpText("formats"), HasSubstr("4m30s"));
  EXPECT_THAT(HelpText("visit"), HasSubstr("visit open"));
  EXPECT_EQ(HelpText("nothing"), "");
}

TEST(CommandsTest, HelpFitsATerminal) {
  for (const Command& command : Commands()) {
    const std::string help = HelpText(command.path);
    for (size_t begin = 0; begin < help.size();) {
      const size_t end = help.find('\n', begin);
      EXPECT_LE(end - begin, 100u) << help.substr(begin, end - begin);
      begin = end + 1;
    }
  }
}

}  // namespace
}  // namespace balcao::cli
