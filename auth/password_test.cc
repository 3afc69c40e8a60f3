#include "auth/password.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace balcao::auth {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr PasswordCost kCheap{.memory_kib = 64, .passes = 1};

TEST(Password, IsVerifiedByItsOwnHashAlone) {
  const auto hash = HashPassword("uma senha de ensaio", kCheap);
  ASSERT_TRUE(hash.ok()) << hash.status();
  EXPECT_TRUE(VerifyPassword("uma senha de ensaio", *hash));
  EXPECT_FALSE(VerifyPassword("uma senha de ensaiO", *hash));
  EXPECT_FALSE(VerifyPassword("uma senha de ensaio ", *hash));
  EXPECT_FALSE(VerifyPassword("", *hash));
}

TEST(Password, TheSameTwiceHasTwoHashes) {
  EXPECT_NE(*HashPassword("uma senha de ensaio", kCheap),
            *HashPassword("uma senha de ensaio", kCheap));
}

TEST(Password, TheHashNamesItsAlgorithmAndCostAndNotThePassword) {
  const auto hash = HashPassword("uma senha de ensaio", kCheap);
  EXPECT_THAT(*hash, StartsWith("$argon2id$v=19$m=64,t=1,p=1$"));
  EXPECT_THAT(*hash, Not(HasSubstr("senha")));
}

TEST(Password, TheDefaultCostIsTheLeastThatIsRecommended) {
  EXPECT_THAT(*HashPassword("uma senha de ensaio", PasswordCost()),
              StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST(Password, WithAZeroByteIsComparedToItsEnd) {
  const auto hash = HashPassword(std::string_view("senha\0longa", 11), kCheap);
  EXPECT_TRUE(VerifyPassword(std::string_view("senha\0longa", 11), *hash));
  EXPECT_FALSE(VerifyPassword(std::string_view("senha\0outra", 11), *hash));
}

TEST(Password, NothingIsVerifiedByWhatIsNoHash) {
  for (const char* text : {"", "uma senha", "$argon2id$", "$argon2id$v=19$m=64,t=1,p=1$$"}) {
    EXPECT_FALSE(VerifyPassword("uma senha", text)) << text;
  }
}

}  // namespace
}  // namespace balcao::auth
