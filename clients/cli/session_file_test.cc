#include "clients/cli/session_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

class SessionFileTest : public testing::Test {
 protected:
  SessionFileTest() : folder_(absl::StrCat(testing::TempDir(), "/balcao-session-", getpid())) {}
  ~SessionFileTest() override { std::filesystem::remove_all(folder_); }

  SessionFile File() const { return SessionFile(folder_ + "/config/balcao/session"); }

  const std::string folder_;
};

TEST_F(SessionFileTest, KeepsOneTokenPerServer) {
  EXPECT_EQ(File().Token("a:1").value(), "");
  ASSERT_TRUE(File().SetToken("a:1", "token-a").ok());
  ASSERT_TRUE(File().SetToken("b:1", "token-b").ok());
  ASSERT_TRUE(File().SetToken("a:1", "token-c").ok());
  EXPECT_EQ(File().Token("a:1").value(), "token-c");
  EXPECT_EQ(File().Token("b:1").value(), "token-b");
  ASSERT_TRUE(File().SetToken("a:1", "").ok());
  EXPECT_EQ(File().Token("a:1").value(), "");
}

TEST_F(SessionFileTest, NobodyElseMayReadIt) {
  ASSERT_TRUE(File().SetToken("a:1", "secret").ok());
  struct stat info = {};
  ASSERT_EQ(stat(File().path().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  ASSERT_EQ(chmod(File().path().c_str(), 0640), 0);
  EXPECT_TRUE(absl::IsPermissionDenied(File().Token("a:1").status()));
}

TEST_F(SessionFileTest, StandsUnderTheConfigurationFolder) {
  Host host;
  host.variable = [](const std::string& name) -> std::optional<std::string> {
    if (name == "HOME") return "/home/ana";
    return std::nullopt;
  };
  EXPECT_EQ(SessionFile::Find(host)->path(), "/home/ana/.config/balcao/session");
  host.variable = [](const std::string&) { return std::optional<std::string>("/x"); };
  EXPECT_EQ(SessionFile::Find(host)->path(), "/x/balcao/session");
}

}  // namespace
}  // namespace balcao::cli
