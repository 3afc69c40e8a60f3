// The request log: a line for each call, with who asked and how it ended, and
// nothing of anybody.
#include "services/server/request_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::MatchesRegex;
using ::testing::SizeIs;

constexpr char kUuid[] = "[0-9a-f-]+";

std::vector<std::string> LinesOf(const std::string& path, const std::string& with) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.find(with) != std::string::npos) lines.push_back(line);
  }
  return lines;
}

TEST(RequestLog, HasALineForEveryCallHoweverItEnded) {
  TestHouse house(
      {}, [](server::Options& options) { options.request_log = options.data_folder + "/log"; });
  const std::string path = house.folder() + "/var/log";
  Client& desk = house.As(kLisbonDesk);
  Client nobody = house.SignedOut();
  v1::GetPersonRequest get;
  get.set_name("people/01890a5d-ac96-774b-bcce-b302099a8057");
  EXPECT_EQ(desk.Call(*desk.people, &v1::People::Stub::GetPerson, get).reason, "NOT_FOUND");
  EXPECT_EQ(nobody.Call(*nobody.people, &v1::People::Stub::GetPerson, get).reason, "NOT_SIGNED_IN");
  Client& line = house.As(kOperator);
  v1::ListPeopleRequest list;
  EXPECT_EQ(line.Call(*line.people, &v1::People::Stub::ListPeople, list).reason,
            "ROLE_NOT_ALLOWED");
  EXPECT_TRUE(desk.Call(*desk.people, &v1::People::Stub::ListPeople, list).ok());
  house.Stop();

  const std::string begin = "[0-9-]+T[0-9:.]+Z ";
  const std::vector<std::string> reads = LinesOf(path, " People/");
  ASSERT_THAT(reads, SizeIs(4));
  const std::string id = kUuid;
  EXPECT_THAT(reads[0],
              MatchesRegex(begin + "People/GetPerson " + id + " NOT_FOUND NOT_FOUND [0-9]+us"));
  EXPECT_THAT(reads[1],
              MatchesRegex(begin + "People/GetPerson - UNAUTHENTICATED NOT_SIGNED_IN [0-9]+us"));
  EXPECT_THAT(reads[2], MatchesRegex(begin + "People/ListPeople " + id +
                                     " PERMISSION_DENIED ROLE_NOT_ALLOWED [0-9]+us"));
  EXPECT_THAT(reads[3], MatchesRegex(begin + "People/ListPeople " + id + " OK - [0-9]+us"));
  struct stat about {};
  ASSERT_EQ(stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
}

TEST(RequestLog, LosesLinesAndSaysSoRatherThanWait) {
  std::string path = ::testing::TempDir() + "/balcao-log-XXXXXX";
  close(mkstemp(path.data()));
  {
    const auto log = server::RequestLog::Open(path, false, 10);
    ASSERT_TRUE(log.ok());
    for (int i = 0; i < 10'000; ++i) (*log)->Write({.method = "balcao.v1.Access/Echo"});
  }
  const size_t written = LinesOf(path, "Access/Echo").size();
  size_t lost = 0;
  for (const std::string& line : LinesOf(path, "lines were lost")) {
    lost += std::stoul(line.substr(2));
  }
  EXPECT_GT(lost, 0u);
  EXPECT_EQ(written + lost, 10'000u);
  std::remove(path.c_str());
}

TEST(RequestLog, IsRefusedWhereItCannotBeWritten) {
  EXPECT_TRUE(absl::IsFailedPrecondition(server::RequestLog::Open("/nowhere/log", false).status()));
  EXPECT_FALSE(server::ParseOptions({"--log-requests"}).ok());
  const auto options = server::ParseOptions({"--log-requests", "--request-log=a"});
  ASSERT_TRUE(options.ok());
  EXPECT_TRUE(options->log_requests);
  EXPECT_EQ(options->request_log, "a");
}

}  // namespace
}  // namespace balcao::testing
