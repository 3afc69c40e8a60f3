// An account that calls without end is told to wait, and nobody else is.
#include "services/server/rate_limit.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using server::RateLimit;

storage::Id Account(char letter) { return storage::Id::FromBytes(std::string(16, letter)); }

TEST(RateLimit, GivesABurstAndThenWhatTheBucketGains) {
  RateLimit limit(100, 3);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.Take(Account('a'), 1'000'000), 0) << i;
  EXPECT_EQ(limit.Take(Account('a'), 1'000'000), 10'000);
  EXPECT_EQ(limit.Take(Account('a'), 1'004'000), 6'000) << "a refusal costs nothing";
  EXPECT_EQ(limit.Take(Account('a'), 1'010'000), 0);
  EXPECT_EQ(limit.Take(Account('a'), 1'010'000), 10'000);
  EXPECT_EQ(limit.Take(Account('b'), 1'010'000), 0) << "a bucket for each";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.Take(Account('a'), 9'000'000), 0) << i;
  EXPECT_GT(limit.Take(Account('a'), 9'000'000), 0) << "a bucket holds no more than the burst";
}

TEST(RateLimit, OfNoneIsNone) {
  RateLimit limit(0, 1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(limit.Take(Account('a'), 1), 0);
}

TEST(RateLimit, StopsOneAccountAndNoOther) {
  TestHouse house({}, [](server::Options& options) {
    options.calls_per_second = 1;
    options.burst = 20;
  });
  Client& desk = house.As(kLisbonDesk);
  Result<v1::Session> last;
  int answered = 0;
  do {
    last = desk.Call(*desk.access, &v1::Access::Stub::GetSession, v1::GetSessionRequest());
    answered += last.ok() ? 1 : 0;
  } while (last.ok() && answered < 1000);
  EXPECT_GE(answered, 20);
  EXPECT_LT(answered, 1000);
  EXPECT_EQ(last.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(last.reason, "RATE_LIMITED");
  google::rpc::Status told;
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(told.ParseFromString(last.status.error_details()));
  ASSERT_TRUE(std::any_of(told.details().begin(), told.details().end(),
                          [&](const auto& detail) { return detail.UnpackTo(&retry); }));
  EXPECT_LE(retry.retry_delay().seconds(), 1);
  Client& colleague = house.As(kLisbonColleague);
  EXPECT_TRUE(
      colleague.Call(*colleague.access, &v1::Access::Stub::GetSession, v1::GetSessionRequest())
          .ok());
}

TEST(RateLimit, IsAnOptionOfTheServer) {
  const auto options = server::ParseOptions({"--calls-per-second=0", "--burst=7"});
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->calls_per_second, 0);
  EXPECT_EQ(options->burst, 7);
  EXPECT_EQ(server::ParseOptions({})->calls_per_second, 200);
  for (const char* wrong : {"--calls-per-second=-1", "--calls-per-second=many", "--burst=0"}) {
    EXPECT_FALSE(server::ParseOptions({wrong}).ok()) << wrong;
  }
}

}  // namespace
}  // namespace balcao::testing
