#include "clients/cli/arguments.h"

#include "clients/cli/exit_code.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Invocation Parsed(const std::vector<std::string>& arguments) {
  auto invocation = ParseArguments(arguments);
  EXPECT_TRUE(invocation.ok()) << invocation.status();
  return invocation.ok() ? *std::move(invocation) : Invocation();
}

TEST(ArgumentsTest, ReadsWordsOptionsAndGlobalsInAnyOrder) {
  const Invocation result = Parsed(
      {"--json", "case", "advance", "--etag=7", "cases/1", "--server", "localhost:1", "in_review"});
  ASSERT_NE(result.command, nullptr);
  EXPECT_EQ(result.command->path, "case advance");
  EXPECT_EQ(result.values.Get("NAME"), "cases/1");
  EXPECT_EQ(result.values.Get("STAGE"), "in_review");
  EXPECT_EQ(result.values.Get("etag"), "7");
  EXPECT_TRUE(result.globals.Has("json"));
  EXPECT_EQ(result.globals.Get("server"), "localhost:1");
}

TEST(ArgumentsTest, RepeatedOptionsKeepTheirOrder) {
  const Invocation result =
      Parsed({"visit", "open", "--matter", "legal", "--matter", "health", "--notice", "1"});
  EXPECT_THAT(result.values.All("matter"), ElementsAre("legal", "health"));
}

TEST(ArgumentsTest, TheTokenOfClaimIsNotThatOfTheCaller) {
  const Invocation result = Parsed({"--token", "mine", "claim", "root", "--token", "theirs"});
  EXPECT_EQ(result.globals.Get("token"), "mine");
  EXPECT_EQ(result.values.Get("token"), "theirs");
}

TEST(ArgumentsTest, TwoDashesEndTheOptions) {
  EXPECT_EQ(Parsed({"case", "note", "cases/1", "--", "--help"}).values.Get("TEXT"), "--help");
}

TEST(ArgumentsTest, RestoreHandsEverythingOn) {
  EXPECT_THAT(Parsed({"restore", "--from", "x", "--help"}).values.All("ARGUMENTS"),
              ElementsAre("--from", "x", "--help"));
}

TEST(ArgumentsTest, ChoicesTakeDashesForUnderscores) {
  EXPECT_EQ(Parsed({"ticket", "close", "visits/1/tickets/1", "advice-given"}).values.Get("HOW"),
            "advice_given");
}

TEST(ArgumentsTest, HelpNeedsNothingElse) {
  EXPECT_TRUE(Parsed({"visit", "open", "--help"}).help);
  EXPECT_EQ(Parsed({"visit", "-h"}).topic, "visit");
  EXPECT_EQ(Parsed({}).command, nullptr);
}

TEST(ArgumentsTest, EveryKindOfFactCanBeCounted) {
  for (const char* kind : {"visit", "matter", "call", "call_without_demand", "interpretation",
                           "case_opened", "case_closed"}) {
    EXPECT_EQ(
        Parsed({"stats", "table", kind, "--from", "2019-08", "--to", "2019-08"}).values.Get("KIND"),
        kind);
  }
}

struct Refusal {
  std::vector<std::string> arguments;
  std::string says;
};

TEST(ArgumentsTest, SaysWhatIsNotUnderstood) {
  const std::vector<Refusal> refusals = {
      {{"vist", "open"}, "did you mean visit?"},
      {{"visit", "opne"}, "did you mean visit open?"},
      {{"frobnicate"}, "no command \"frobnicate\""},
      {{"case", "show"}, "needs NAME"},
      {{"case", "show", "a", "b"}, "does not take \"b\""},
      {{"visit", "open", "--matter", "legal"}, "needs --notice"},
      {{"visit", "list", "--opne"}, "did you mean --open?"},
      {{"visit", "list", "--owner"}, "--owner needs a value"},
      {{"visit", "list", "--owner", "--open"}, "--owner needs a value"},
      {{"visit", "list", "--open=yes"}, "takes no value"},
      {{"visit", "list", "--open", "--open"}, "given twice"},
      {{"call", "log", "--kind", "rude"}, "one of data, silent"},
      {{"--jsno", "whoami"}, "did you mean --json?"},
  };
  for (const Refusal& refusal : refusals) {
    const auto result = ParseArguments(refusal.arguments);
    EXPECT_EQ(ExitCodeOf(result.status()), kExitUsage) << refusal.says;
    EXPECT_THAT(std::string(result.status().message()), HasSubstr(refusal.says));
  }
}

}  // namespace
}  // namespace balcao::cli
