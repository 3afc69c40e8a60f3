// How a person is counted on the day of an event: age bands at their borders.
#include "services/common/frame.h"

#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

v1::Date Born(int year, int month = 0, int day = 0) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(AgeBand, EveryBandBeginsOnABirthdayAndEndsTheDayBeforeTheNext) {
  const v1::Date born = Born(1950, 6, 15);
  const std::pair<int, const char*> first_ages[] = {{0, "0-5"},    {6, "6-15"},   {16, "16-17"},
                                                    {18, "18-24"}, {25, "25-34"}, {35, "35-44"},
                                                    {45, "45-54"}, {55, "55-64"}, {65, "65+"}};
  const char* before = "";
  for (const auto& [age, band] : first_ages) {
    EXPECT_EQ(AgeBand(born, absl::CivilDay(1950 + age, 6, 14)), before) << age;
    EXPECT_EQ(AgeBand(born, absl::CivilDay(1950 + age, 6, 15)), band) << age;
    before = band;
  }
  EXPECT_EQ(AgeBand(born, absl::CivilDay(2070, 1, 1)), "65+");
}

TEST(AgeBand, EveryBandIsACodeOfTheCatalogue) {
  for (int year = 1900; year <= 2019; ++year) {
    EXPECT_TRUE(
        RealCatalogue().HasCode("age_band", AgeBand(Born(year), absl::CivilDay(2020, 7, 1))))
        << year;
  }
}

TEST(AgeBand, AChildOfTheTwentyNinthOfFebruaryIsAYearOlderOnTheFirstOfMarch) {
  const v1::Date born = Born(2002, 3, 1), leap = Born(2004, 2, 29);
  EXPECT_EQ(AgeBand(born, absl::CivilDay(2020, 2, 29)), "16-17");
  EXPECT_EQ(AgeBand(leap, absl::CivilDay(2022, 2, 28)), "16-17");
  EXPECT_EQ(AgeBand(leap, absl::CivilDay(2022, 3, 1)), "18-24");
}

TEST(AgeBand, WithoutMonthOrDayTheMiddleOfWhatIsKnownIsTaken) {
  EXPECT_EQ(AgeBand(Born(2002), absl::CivilDay(2020, 6, 30)), "16-17");
  EXPECT_EQ(AgeBand(Born(2002), absl::CivilDay(2020, 7, 1)), "18-24");
  EXPECT_EQ(AgeBand(Born(2002, 4), absl::CivilDay(2020, 4, 14)), "16-17");
  EXPECT_EQ(AgeBand(Born(2002, 4), absl::CivilDay(2020, 4, 15)), "18-24");
}

TEST(AgeBand, IsEmptyWithoutAYearAndBeforeBirth) {
  EXPECT_EQ(AgeBand(v1::Date(), absl::CivilDay(2020, 1, 1)), "");
  EXPECT_EQ(AgeBand(Born(2021, 1, 1), absl::CivilDay(2020, 12, 31)), "");
}

TEST(Frame, TakesWhatIsCountedAndNothingElse) {
  const auto record = FromText<store::v1::PersonRecord>(R"pb(
    person {
      name: "people/1"
      given_name: "Ana"
      sex: "2"
      nationalities: "CV"
      nationalities: "PT"
      language: "kea"
      residence_status: "TR"
      birth_date { year: 1990 }
    }
    statistical_number: 42)pb");
  const auto frame = FrameOf(record, absl::CivilDay(2020, 1, 1));
  EXPECT_EQ(frame.ShortDebugString(), FromText<store::v1::StatisticalFrame>(R"pb(
                                        person: 42
                                        sex: "2"
                                        age_band: "25-34"
                                        nationality: "CV"
                                        language: "kea"
                                        residence_status: "TR"
                                        subject: "people/1")pb")
                                          .ShortDebugString());
}

}  // namespace
}  // namespace balcao::services
