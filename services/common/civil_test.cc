#include "services/common/civil.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace balcao::services {
namespace {

constexpr int64_t kSecond = 1'000'000;

TEST(Civil, ADayIsWhereTheCentreIs) {
  // 2019-12-31 23:30 UTC.
  const int64_t moment = 1'577'835'000 * kSecond;
  EXPECT_EQ(DayText(DayOf(moment, ZoneOf("Europe/Lisbon"))), "2019-12-31");
  EXPECT_EQ(DayText(DayOf(moment, ZoneOf("Atlantic/Azores"))), "2019-12-31");
  EXPECT_EQ(DayText(DayOf(moment + 1800 * kSecond, ZoneOf("Europe/Lisbon"))), "2020-01-01");
  EXPECT_EQ(DayText(DayOf(moment + 1800 * kSecond, ZoneOf("Atlantic/Azores"))), "2019-12-31");
  // In summer Lisbon is an hour ahead: 2020-06-30 23:30 UTC.
  EXPECT_EQ(DayText(DayOf(1'593'559'800 * kSecond, ZoneOf("Europe/Lisbon"))), "2020-07-01");
}

TEST(Civil, AnUnknownZoneIsLisbon) {
  EXPECT_EQ(ZoneOf("Nowhere/At-All").name(), "Europe/Lisbon");
  EXPECT_EQ(ZoneOf("").name(), "Europe/Lisbon");
}

TEST(Civil, ADayIsWrittenAndReadBack) {
  EXPECT_TRUE(rc::check([] {
    const absl::CivilDay day = DayFromNumber(*rc::gen::inRange(-700'000, 2'900'000));
    RC_ASSERT(*ParseDay(DayText(day)) == day);
    RC_ASSERT(DayFromNumber(DayNumber(day)) == day);
  }));
}

TEST(Civil, WhatIsNoDayIsRefused) {
  for (const char* text : {"", "2019-8-31", "2019-02-29", "2019-13-01", "2019-00-10", "2019-01-32",
                           "2019-01-01x", " 2019-1-01", "2019/01/01", "2019-01--1", "2019-01- 1"}) {
    EXPECT_FALSE(ParseDay(text).ok()) << text;
  }
  EXPECT_TRUE(ParseDay("2020-02-29").ok());
}

TEST(Civil, ATimestampKeepsMicroseconds) {
  EXPECT_TRUE(rc::check([] {
    const auto moment = *rc::gen::inRange<int64_t>(0, 4'000'000'000 * kSecond);
    RC_ASSERT(MicrosOf(TimestampOf(moment)) == moment);
  }));
}

TEST(Civil, ATimestampBefore1970IsWellFormed) {
  const google::protobuf::Timestamp time = TimestampOf(-1);
  EXPECT_EQ(time.seconds(), -1);
  EXPECT_EQ(time.nanos(), 999'999'000);
  EXPECT_EQ(MicrosOf(time), -1);
}

TEST(Civil, ATimeBeyondMicrosecondsIsTheFurthestThereIs) {
  google::protobuf::Timestamp time;
  time.set_seconds(INT64_MAX);
  EXPECT_EQ(MicrosOf(time), INT64_MAX);
  time.set_seconds(INT64_MIN);
  EXPECT_EQ(MicrosOf(time), INT64_MIN);
  EXPECT_EQ(MicrosOf(TimestampOf(INT64_MIN)), INT64_MIN);
}

struct DateRow {
  int year, month, day;
  bool is_date;
};

TEST(Civil, ADateMayLackMonthAndDay) {
  const DateRow rows[] = {{1990, 5, 17, true},  {1990, 5, 0, true},       {1990, 0, 0, true},
                          {1, 1, 1, true},      {9999, 12, 31, true},     {2020, 2, 29, true},
                          {0, 0, 0, false},     {1990, 0, 17, false},     {1990, 13, 1, false},
                          {1990, 2, 30, false}, {2019, 2, 29, false},     {10000, 1, 1, false},
                          {1990, -1, 0, false}, {1990, 5, -1, false},     {-1, 1, 1, false},
                          {1990, 4, 31, false}, {1990, 4, 1000000, false}};
  for (const DateRow& row : rows) {
    v1::Date date;
    date.set_year(row.year);
    date.set_month(row.month);
    date.set_day(row.day);
    EXPECT_EQ(IsDate(date), row.is_date) << row.year << "-" << row.month << "-" << row.day;
  }
}

}  // namespace
}  // namespace balcao::services
