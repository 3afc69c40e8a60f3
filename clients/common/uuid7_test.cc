#include "clients/common/uuid7.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::client {
namespace {

TEST(Uuid7Test, HoldsTimeVersionAndVariant) {
  std::array<uint8_t, 10> random;
  random.fill(0xff);
  // The example time of RFC 9562, appendix A.6.
  EXPECT_EQ(FormatUuid7(0x017F22E279B0, random), "017f22e2-79b0-7fff-bfff-ffffffffffff");
  random.fill(0);
  EXPECT_EQ(FormatUuid7(0, random), "00000000-0000-7000-8000-000000000000");
}

TEST(Uuid7Test, FreshOnesDifferAndLookLikeUuids) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = NewUuid7();
    EXPECT_THAT(uuid, testing::MatchesRegex("[0-9a-f]+-[0-9a-f]+-7[0-9a-f]+-[89ab][0-9a-f]+-.*"));
    EXPECT_EQ(uuid.size(), 36u);
    EXPECT_TRUE(seen.insert(uuid).second);
  }
}

}  // namespace
}  // namespace balcao::client
