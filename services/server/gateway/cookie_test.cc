#include "services/server/gateway/cookie.h"

#include <gtest/gtest.h>

namespace balcao::server::gateway {
namespace {

TEST(Cookie, TheTokenIsFoundAmongOthers) {
  EXPECT_EQ(TokenIn("balcao-session=abc"), "abc");
  EXPECT_EQ(TokenIn("theme=dark; balcao-session=abc; x=y"), "abc");
  EXPECT_EQ(TokenIn("x=balcao-session=no;balcao-session=abc"), "abc");
  EXPECT_EQ(TokenIn("balcao-session="), "");
}

TEST(Cookie, AnotherNameIsNotOurs) {
  for (const char* header : {"", ";", "balcao-session", "balcao-session2=abc",
                             "xbalcao-session=abc", "x=balcao-session", "BALCAO-SESSION=abc"}) {
    EXPECT_EQ(TokenIn(header), "") << header;
  }
}

TEST(Cookie, NoScriptAndNoOtherSiteMayUseIt) {
  EXPECT_EQ(SetToken("abc", true), "balcao-session=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(SetToken("abc", false), "balcao-session=abc; Path=/; HttpOnly; SameSite=Strict");
}

TEST(Cookie, SigningOutTakesItBack) {
  EXPECT_EQ(SetToken("", true),
            "balcao-session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0");
}

}  // namespace
}  // namespace balcao::server::gateway
