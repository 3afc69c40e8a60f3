// Ids follow one another, and their first half is the number of a row.
#include "storage/records/id.h"

#include <gtest/gtest.h>

namespace balcao::storage {
namespace {

Sources At(int64_t* time_us) {
  return {.now_us = [time_us] { return *time_us; }, .random = [] { return uint64_t{7}; }};
}

TEST(IdSeriesTest, AnIdIsAUuidOfVersion7AndBeginsWithTheTime) {
  int64_t time_us = 1'600'000'000'123'500;
  const Id id = IdSeries(0).Next(At(&time_us));
  EXPECT_EQ(id.ToString(), "0174876e-807b-7800-8000-000000000001");
  EXPECT_EQ(id.row(), 0x0174876e807b7800);
}

TEST(IdSeriesTest, NoTwoHaveTheSameRowWhenTheClockStandsStillOrIsSetBack) {
  int64_t time_us = 1'600'000'000'000'000;
  const Sources sources = At(&time_us);
  IdSeries ids(0);
  int64_t last = 0;
  for (int i = 0; i < 10'000; ++i) {
    if (i == 5'000) time_us -= 60'000'000;
    const int64_t row = ids.Next(sources).row();
    ASSERT_GT(row, last) << i;
    last = row;
  }
}

TEST(IdSeriesTest, ASeriesGoesOnAfterTheLastTickOfAnEarlierOne) {
  int64_t time_us = 1'600'000'000'000'000;
  const Sources sources = At(&time_us);
  IdSeries before(0);
  const Id last = before.Next(sources);
  time_us -= 1'000'000;
  EXPECT_GT(IdSeries(before.last_tick()).Next(sources).row(), last.row());
}

TEST(IdTest, TheRowOfAHashIsNotNegative) {
  EXPECT_EQ(Id::FromBytes(std::string(16, '\xff')).row(), INT64_MAX);
}

}  // namespace
}  // namespace balcao::storage
