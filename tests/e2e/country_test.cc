// The synthetic country, built by one command and compared with what it knows of
// itself: N34. The full size is deploy/run.sh --check.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace balcao::testing {
namespace {

TEST(Country, N34_OneCommandBuildsItFromASeedAndEveryOracleAgrees) {
  const std::string command = std::string("tests/e2e/country_check.sh ") + BALCAO_BIN + " 0.02";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace balcao::testing
