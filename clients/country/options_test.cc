#include "clients/country/options.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

TEST(OptionsTest, TellsTheWholeStoryByDefault) {
  const auto options = ParseOptions({});
  ASSERT_TRUE(options.ok());
  EXPECT_FALSE(options->is_load);
  EXPECT_EQ(options->replay.first_month, 0);
  EXPECT_EQ(options->replay.last_month, kMonths - 1);
  EXPECT_EQ(options->replay.clients, 48);
  EXPECT_EQ(options->connection.server, "127.0.0.1:50051");
  EXPECT_EQ(options->keys.password, kDemoPassword);
}

TEST(OptionsTest, ReadsBothForms) {
  const auto options = ParseOptions({"--seed", "7", "--scale=0.25", "--months=2019-02:2019-04",
                                     "--server=host:1", "--check", "--rate", "100"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->plan.seed, 7u);
  EXPECT_EQ(options->keys.seed, 7u);
  EXPECT_EQ(options->plan.scale, 0.25);
  EXPECT_EQ(options->replay.first_month, 1);
  EXPECT_EQ(options->replay.last_month, 3);
  EXPECT_EQ(options->connection.server, "host:1");
  EXPECT_TRUE(options->check);
  EXPECT_EQ(options->replay.rate, 100);
}

TEST(OptionsTest, ReadsLoad) {
  const auto options = ParseOptions(
      {"load", "--mix", "get-case", "--seconds", "3", "--in-flight", "64", "--channels", "2"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_TRUE(options->is_load);
  EXPECT_EQ(options->load.mix, Mix::kGetCase);
  EXPECT_EQ(options->load.seconds, 3);
  EXPECT_EQ(options->connection.channels, 2);
}

TEST(OptionsTest, RefusesWhatItDoesNotKnow) {
  const std::vector<std::vector<std::string>> wrong = {
      {"--wrong", "1"},   {"word"},           {"--seed"},         {"--seed", "x"},
      {"--clients", "0"}, {"--scale", "nan"}, {"--mix", "other"}, {"--months", "2019-04:2019-02"},
  };
  for (const auto& arguments : wrong) EXPECT_FALSE(ParseOptions(arguments).ok()) << arguments[0];
}

}  // namespace
}  // namespace balcao::country
