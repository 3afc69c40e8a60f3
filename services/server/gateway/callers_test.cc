#include "services/server/gateway/callers.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

namespace balcao::server::gateway {
namespace {

std::string At(const std::string& text) {
  unsigned char bytes[16];
  const bool six = text.find(':') != std::string::npos;
  EXPECT_EQ(inet_pton(six ? AF_INET6 : AF_INET, text.c_str(), bytes), 1) << text;
  return CallerAt({bytes, six ? 16u : 4u});
}

TEST(Callers, AnAddressIsOneCaller) {
  EXPECT_EQ(At("10.0.0.1"), At("10.0.0.1"));
  EXPECT_NE(At("10.0.0.1"), At("10.0.0.2"));
  EXPECT_NE(At("10.0.0.1"), "");
  EXPECT_EQ(At("::ffff:10.0.0.1"), At("10.0.0.1"));
}

TEST(Callers, ANetworkThatIsGivenAwayWholeIsOneCaller) {
  EXPECT_EQ(At("2001:db8:1:2::1"), At("2001:db8:1:2:ffff:ffff:ffff:ffff"));
  EXPECT_NE(At("2001:db8:1:2::1"), At("2001:db8:1:3::1"));
}

TEST(Callers, ThisMachineIsNotCounted) {
  for (const char* own : {"127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_EQ(At(own), "") << own;
  }
  EXPECT_NE(At("::2"), "");
  EXPECT_NE(At("126.0.0.1"), "");
}

TEST(Callers, EachHoldsSoManyAndNoMore) {
  Callers callers(2);
  EXPECT_TRUE(callers.Enter("a"));
  EXPECT_TRUE(callers.Enter("a"));
  EXPECT_FALSE(callers.Enter("a"));
  EXPECT_TRUE(callers.Enter("b")) << "another is not kept out";
  callers.Leave("a");
  EXPECT_TRUE(callers.Enter("a"));
  EXPECT_FALSE(callers.Enter("a")) << "who was refused took nothing";
}

TEST(Callers, WhoIsNotCountedAndANoughtHaveNoLimit) {
  Callers callers(1), unlimited(0);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(callers.Enter(""));
    EXPECT_TRUE(unlimited.Enter("a"));
    callers.Leave("");
  }
  unlimited.Leave("a");
}

}  // namespace
}  // namespace balcao::server::gateway
