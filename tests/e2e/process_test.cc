// The server as a process: what it forbids itself, what it prints, how it refuses
// to start. P5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
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

// Runs a program to its end; what it printed, on both streams.
std::string OutputOf(const std::string& command, int& exit_code) {
  std::FILE* out = popen((std::string(BALCAO_BIN) + "/" + command + " 2>&1").c_str(), "r");
  std::string text;
  for (int c = std::fgetc(out); c != EOF; c = std::fgetc(out)) text.push_back(static_cast<char>(c));
  const int status = pclose(out);
  exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return text;
}

TEST(Process, NamesTheFileOfTheOneTimeTokenAndNeverPrintsIt) {
  ServerProcess server(BALCAO_BIN);
  ASSERT_TRUE(server.Start());
  ASSERT_THAT(server.ClaimToken(), SizeIs(43));
  EXPECT_THAT(server.Printed(), Not(HasSubstr(server.ClaimToken())));
  EXPECT_THAT(server.Printed(), HasSubstr(server.folder() + "/var/first-administrator.token"));
}

TEST(Process, SaysInOneLineThatItCannotListen) {
  const std::string folder = ::testing::TempDir() + "/balcao-cannot-listen";
  int exit_code = 0;
  const std::string printed =
      OutputOf("balcaod --data=" + folder + " --listen=unix:/nowhere/socket", exit_code);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(exit_code, 1);
  EXPECT_EQ(printed,
            "balcaod: cannot listen on unix:/nowhere/socket: is another server running?\n");
}

TEST(Process, HelpsWithARestoreThroughBothPrograms) {
  for (const char* command : {"balcao restore --help", "balcaod restore --help"}) {
    int exit_code = -1;
    EXPECT_THAT(OutputOf(command, exit_code), HasSubstr("--vault-backup=FOLDER")) << command;
    EXPECT_EQ(exit_code, 0) << command;
  }
  int exit_code = -1;
  EXPECT_THAT(OutputOf("balcaod restore --data=var", exit_code),
              HasSubstr("unknown option --data=var"));
  EXPECT_EQ(exit_code, 2);
}

}  // namespace
}  // namespace balcao::testing
