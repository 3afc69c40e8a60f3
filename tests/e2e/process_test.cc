// The server as a process: what it forbids itself, what it prints, how it refuses
// to start. P5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <fstream>

#include "services/server/hardening.h"
#include "tests/support/server_process.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

std::string ReadAll(const std::string& path) {
  std::ifstream in(path);
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

TEST(Process, LeavesNoCoreSinceItsMemoryHoldsKeysAndWhatPeopleTold) {
  ServerProcess server(BALCAO_BIN);
  ASSERT_TRUE(server.Start()) << server.Printed();
  EXPECT_THAT(ReadAll("/proc/" + std::to_string(server.pid()) + "/limits"),
              ContainsRegex("Max core file size +0 +0 "));
  const int status = server.End(SIGABRT);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_FALSE(WCOREDUMP(status));
}

// A limit of 0 does not stop a core that is piped to a collector; this does.
TEST(Process, IsNotDumpable) {
  EXPECT_EXIT(
      {
        const bool forbidden = server::ForbidDumps();
        exit(forbidden && prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST(Process, NamesTheFileOfTheOneTimeTokenAndNeverPrintsIt) {
  ServerProcess server(BALCAO_BIN);
  ASSERT_TRUE(server.Start());
  ASSERT_THAT(server.ClaimToken(), SizeIs(43));
  EXPECT_THAT(server.Printed(), Not(HasSubstr(server.ClaimToken())));
  EXPECT_THAT(server.Printed(), HasSubstr(server.folder() + "/var/first-administrator.token"));
}

}  // namespace
}  // namespace balcao::testing
