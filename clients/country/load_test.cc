#include "clients/country/load.h"

#include <set>

#include "clients/country/load_requests.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

TEST(LoadTest, KnowsItsMixes) {
  for (const char* word : {"intake", "call", "get-case", "echo"}) {
    const auto mix = ParseMix(word);
    ASSERT_TRUE(mix.ok());
    EXPECT_STREQ(MixWord(*mix), word);
  }
  EXPECT_FALSE(ParseMix("everything").ok());
}

TEST(LoadTest, PercentilesOfAHundred) {
  std::vector<uint32_t> sorted;
  for (uint32_t i = 1; i <= 100; ++i) sorted.push_back(i);
  EXPECT_EQ(Percentile(sorted, 0.5), 51u);
  EXPECT_EQ(Percentile(sorted, 0.99), 100u);
  EXPECT_EQ(Percentile(sorted, 1), 100u);
  EXPECT_EQ(Percentile({}, 0.5), 0u);
}

TEST(LoadTest, TheResultIsOneLineOfJson) {
  LoadOptions options;
  options.mix = Mix::kCall;
  LoadResult result;
  result.answered = 4;
  result.seconds = 2;
  result.latencies = {4000, 1000, 3000, 2000};
  const std::string json = ResultJson(options, result);
  EXPECT_THAT(json, testing::HasSubstr("\"mix\": \"call\""));
  EXPECT_THAT(json, testing::HasSubstr("\"rps\": 2.0"));
  EXPECT_THAT(json, testing::HasSubstr("\"max_ms\": 4.000"));
  EXPECT_THAT(json, testing::Not(testing::HasSubstr("\n")));
}

// What is heard of a name: its consonants, one of each run.
std::string Consonants(const std::string& name) {
  std::string heard;
  for (char c : name) {
    if (c != 'a' && (heard.empty() || heard.back() != c)) heard.push_back(c);
  }
  return heard;
}

TEST(LoadRequestsTest, NoTwoNamesSoundAlike) {
  std::set<std::string> names;
  for (uint64_t number = 0; number < 100000; ++number) {
    EXPECT_TRUE(names.insert(Consonants(MadeUpName(number, 6))).second);
    EXPECT_TRUE(names.insert(Consonants(MadeUpName(number * 7, 7))).second);
  }
}

TEST(LoadRequestsTest, EveryRequestIsAnother) {
  LoadRequests requests(1);
  std::set<std::string> ids, documents;
  for (int i = 0; i < 1000; ++i) {
    const v1::OpenVisitRequest visit = requests.OpenVisit(1 + i % 2);
    EXPECT_TRUE(ids.insert(visit.request_id()).second);
    EXPECT_TRUE(documents.insert(visit.new_person().documents(0).number()).second);
    EXPECT_TRUE(ids.insert(requests.LogCall().request_id()).second);
  }
}

}  // namespace
}  // namespace balcao::country
