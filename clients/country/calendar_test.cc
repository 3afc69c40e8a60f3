#include "clients/country/calendar.h"

#include "gtest/gtest.h"

namespace balcao::country {
namespace {

int32_t Day(int year, int month, int day) { return DayNumber(absl::CivilDay(year, month, day)); }

TEST(CalendarTest, TheStoryHasTwentyTwoMonths) {
  EXPECT_EQ(MonthCode(0), "2019-01");
  EXPECT_EQ(MonthCode(kMonths - 1), "2020-10");
  EXPECT_EQ(ParseMonth("2019-08"), 7);
  EXPECT_EQ(ParseMonth("2020-11"), std::nullopt);
  EXPECT_EQ(FirstDay(14), Day(2020, 3, 1));
  EXPECT_EQ(LastDay(13), Day(2020, 2, 29));
  EXPECT_EQ(LastDay(21), Day(2020, 10, 19));
}

TEST(CalendarTest, DaysFallInTheirMonths) {
  EXPECT_EQ(MonthOf(Day(2018, 12, 31)), -1);
  EXPECT_EQ(MonthOf(Day(2019, 1, 1)), 0);
  EXPECT_EQ(MonthOf(Day(2020, 10, 19)), 21);
  EXPECT_EQ(MonthOf(Day(2020, 10, 20)), kMonths);
}

TEST(CalendarTest, ReadsDates) {
  EXPECT_EQ(ParseDay("2019-08-20"), Day(2019, 8, 20));
  EXPECT_EQ(ParseDay("2019-02-29"), std::nullopt);
  EXPECT_EQ(ParseDay(""), std::nullopt);
}

TEST(CalendarTest, SummerTimeIsAnHourAhead) {
  const int64_t hour = 3600 * int64_t{1000000};
  const auto noon = [&](int32_t day) { return UtcMicros({day, 12 * 3600}) - day * 24 * hour; };
  EXPECT_EQ(noon(Day(2019, 1, 15)), 12 * hour);
  EXPECT_EQ(noon(Day(2019, 3, 30)), 12 * hour);
  EXPECT_EQ(noon(Day(2019, 3, 31)), 11 * hour);
  EXPECT_EQ(noon(Day(2019, 10, 26)), 11 * hour);
  EXPECT_EQ(noon(Day(2019, 10, 27)), 12 * hour);
  EXPECT_EQ(noon(Day(2020, 3, 29)), 11 * hour);
}

TEST(CalendarTest, DesksKeepTheirHours) {
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const Moment moment = DrawDeskMoment(random, FirstDay(3), LastDay(3));
    EXPECT_TRUE(IsWorkingDay(moment.day));
    EXPECT_EQ(MonthOf(moment.day), 3);
    EXPECT_GE(moment.second, 9 * 3600);
    EXPECT_LT(moment.second, 17 * 3600);
  }
}

}  // namespace
}  // namespace balcao::country
