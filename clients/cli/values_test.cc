#include "clients/cli/values.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

using testing::ElementsAre;

TEST(ValuesTest, DatesMayLackDayAndMonth) {
  const auto day = ParseDate("1990-05-17");
  ASSERT_TRUE(day.ok());
  EXPECT_EQ(day->year(), 1990);
  EXPECT_EQ(day->month(), 5);
  EXPECT_EQ(day->day(), 17);
  EXPECT_EQ(ParseDate("1990-05")->day(), 0);
  EXPECT_EQ(ParseDate("1990")->month(), 0);
  EXPECT_TRUE(ParseDate("2020-02-29").ok());
  for (const char* text : {"", "90", "1990-5", "1990-13", "2019-02-29", "17/05/1990",
                           "1990-05-17-1", "0000", "1990-00", "+990"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseDate(text).status())) << text;
  }
}

TEST(ValuesTest, MonthsAreYearAndMonth) {
  EXPECT_EQ(ParseMonth("2019-08").value(), "2019-08");
  for (const char* text : {"2019", "2019-08-01", "2019-13", "08-2019", ""}) {
    EXPECT_FALSE(ParseMonth(text).ok()) << text;
  }
}

TEST(ValuesTest, TimesAreReadInTheZoneUnlessTheySayTheirs) {
  const absl::TimeZone zone = absl::FixedTimeZone(3600);
  const absl::Time now = absl::FromCivil(absl::CivilSecond(2020, 3, 14, 18, 0, 0), zone);
  const auto seconds = [&](absl::string_view text) {
    const auto time = ParseTime(text, now, zone);
    return time.ok() ? time->seconds() - absl::ToUnixSeconds(now) : -1;
  };
  EXPECT_EQ(seconds("2020-03-14T18:00:00Z"), 3600);
  EXPECT_EQ(seconds("2020-03-14T18:00:10+01:00"), 10);
  EXPECT_EQ(seconds("2020-03-14 18:01"), 60);
  EXPECT_EQ(seconds("2020-03-14T18:01:01"), 61);
  EXPECT_EQ(seconds("19:00"), 3600);
  EXPECT_EQ(seconds("15m ago"), -900);
  for (const char* text : {"", "tomorrow", "25:00", "2020-03-14", "x ago", "2020-02-30 10:00",
                           "infinite-future", "infinite-past"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseTime(text, now, zone).status())) << text;
  }
}

TEST(ValuesTest, Durations) {
  EXPECT_EQ(ParseDuration("4m30s").value(), absl::Seconds(270));
  EXPECT_EQ(ParseDuration("4:30").value(), absl::Seconds(270));
  EXPECT_EQ(ParseDuration("90s").value(), absl::Seconds(90));
  EXPECT_EQ(ParseDuration("0").value(), absl::ZeroDuration());
  for (const char* text : {"", "-5s", "4:75", "-4:30", "inf", "soon", "1:2:3", "90"}) {
    EXPECT_FALSE(ParseDuration(text).ok()) << text;
  }
  EXPECT_EQ(ToProto(absl::Milliseconds(1500)).seconds(), 1);
  EXPECT_EQ(ToProto(absl::Milliseconds(1500)).nanos(), 500000000);
}

TEST(ValuesTest, MattersAreAreasOrCaseTypes) {
  EXPECT_EQ(ParseMatter("legal")->area(), "legal");
  EXPECT_EQ(ParseMatter("legal")->case_type(), "");
  EXPECT_EQ(ParseMatter("legal.permit_renewal")->case_type(), "legal.permit_renewal");
  EXPECT_EQ(ParseMatter("legal.permit_renewal")->area(), "");
  EXPECT_EQ(ParseMatter("health=asks for a doctor = today")->note(), "asks for a doctor = today");
  EXPECT_FALSE(ParseMatter("").ok());
  EXPECT_FALSE(ParseMatter("=note").ok());
}

TEST(ValuesTest, Documents) {
  const auto document = ParseDocument("passport:AB123:BR:2027-05-31");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->type(), "passport");
  EXPECT_EQ(document->number(), "AB123");
  EXPECT_EQ(document->country(), "BR");
  EXPECT_EQ(document->expiry_date().year(), 2027);
  EXPECT_EQ(ParseDocument("nif:123456789")->country(), "");
  for (const char* text : {"passport", "passport:", ":AB123", "a:b:c:d:e", "a:b:c:soon"}) {
    EXPECT_FALSE(ParseDocument(text).ok()) << text;
  }
}

TEST(ValuesTest, Legs) {
  const auto leg = ParseLeg("ar:translated:health_centre:12m:I7");
  ASSERT_TRUE(leg.ok());
  EXPECT_EQ(leg->language(), "ar");
  EXPECT_EQ(leg->outcome(), "translated");
  EXPECT_EQ(leg->requesting_body(), "health_centre");
  EXPECT_EQ(leg->duration().seconds(), 720);
  EXPECT_EQ(leg->interpreter(), "I7");
  EXPECT_EQ(ParseLeg("ar:no_translator")->requesting_body(), "");
  EXPECT_EQ(ParseLeg("ar:no_translator::2m")->duration().seconds(), 120);
  EXPECT_FALSE(ParseLeg("ar").ok());
  EXPECT_FALSE(ParseLeg("ar:translated:x:soon").ok());
}

TEST(ValuesTest, Filters) {
  const auto filter = ParseFilter("topic=health,housing");
  ASSERT_TRUE(filter.ok());
  EXPECT_EQ(filter->dimension(), "topic");
  EXPECT_THAT(filter->codes(), ElementsAre("health", "housing"));
  for (const char* text : {"topic", "topic=", "=health", "topic=,"}) {
    EXPECT_FALSE(ParseFilter(text).ok()) << text;
  }
}

TEST(ValuesTest, ShortNamesAreQualified) {
  EXPECT_EQ(Qualified("centres", "CNAIM-LIS"), "centres/CNAIM-LIS");
  EXPECT_EQ(Qualified("centres", "centres/CNAIM-LIS"), "centres/CNAIM-LIS");
  EXPECT_EQ(Qualified("centres", ""), "");
}

TEST(ValuesTest, EnumsAreWords) {
  EXPECT_EQ(ParseEnum<v1::Call::Kind>("wrong-number").value(), v1::Call::KIND_WRONG_NUMBER);
  EXPECT_TRUE(absl::IsInvalidArgument(ParseEnum<v1::Call::Kind>("rude").status()));
}

}  // namespace
}  // namespace balcao::cli
