#include "clients/cli/completion.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/commands.h"
#include "clients/common/methods.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

using testing::HasSubstr;

// What bash would offer after the words, the last of which is being typed.
std::string Offers(const std::string& words) {
  const std::string path = absl::StrCat(testing::TempDir(), "/balcao-completion-", getpid());
  std::ofstream(path) << BashCompletion() << "COMP_WORDS=(" << words
                      << ")\nCOMP_CWORD=$((${#COMP_WORDS[@]}-1))\n_balcao\n"
                      << "echo \" ${COMPREPLY[*]} \"\n";
  std::FILE* bash = popen(absl::StrCat("bash ", path, " 2>&1").c_str(), "r");
  std::string result;
  for (int letter; (letter = std::fgetc(bash)) != EOF;) result.push_back(static_cast<char>(letter));
  EXPECT_EQ(pclose(bash), 0);
  unlink(path.c_str());
  return result;
}

TEST(CompletionTest, HoldsEveryCommandOptionAndMethod) {
  const std::string script = BashCompletion();
  for (const Command& command : Commands()) {
    EXPECT_THAT(script, HasSubstr(absl::StrCat("\"", command.path, "\") words=")));
    for (const Option& option : command.options) {
      EXPECT_THAT(script, HasSubstr(absl::StrCat("--", option.name)));
    }
  }
  for (const std::string& method : client::MethodNames()) EXPECT_THAT(script, HasSubstr(method));
}

TEST(CompletionTest, BashOffersWhatFits) {
  EXPECT_THAT(Offers("balcao vi"), HasSubstr(" visit "));
  EXPECT_THAT(Offers("balcao visit ''"), HasSubstr(" open show list "));
  EXPECT_THAT(Offers("balcao visit open --mat"), HasSubstr(" --matter "));
  EXPECT_THAT(Offers("balcao --server a:1 visit open --ground con"), HasSubstr(" consent "));
  EXPECT_THAT(Offers("balcao ticket close visits/1/tickets/1 adv"), HasSubstr(" advice_given "));
  EXPECT_THAT(Offers("balcao call-rpc People/GetP"), HasSubstr(" People/GetPerson "));
  EXPECT_THAT(Offers("balcao case show --js"), HasSubstr(" --json "));
}

}  // namespace
}  // namespace balcao::cli
