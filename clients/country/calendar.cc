#include "clients/country/calendar.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace balcao::country {
namespace {

absl::CivilMonth CivilMonthOf(int month) { return absl::CivilMonth(2019, 1) + month; }

// The last Sunday of March or October, when the clocks change at 01:00 UTC.
absl::CivilDay LastSunday(absl::CivilYear year, int month) {
  const absl::CivilDay last(absl::CivilMonth(year.year(), month) + 1);
  return absl::PrevWeekday(last, absl::Weekday::sunday);
}

// No desk is open when the clocks change, so days are enough.
bool IsSummerTime(absl::CivilDay day) {
  const absl::CivilYear year(day);
  return day >= LastSunday(year, 3) && day < LastSunday(year, 10);
}

Moment DrawMoment(Random& random, int32_t first_day, int32_t last_day, bool saturdays,
                  int closing_hour) {
  Moment moment{first_day, 0};
  for (int attempt = 0; attempt < 64; ++attempt) {
    const int32_t day = static_cast<int32_t>(random.Between(first_day, last_day));
    const bool saturday = absl::GetWeekday(CivilOf(day)) == absl::Weekday::saturday;
    if (!IsWorkingDay(day) && !(saturdays && saturday)) continue;
    moment.day = day;
    break;
  }
  moment.second = static_cast<int32_t>(random.Between(9 * 3600, closing_hour * 3600 - 1));
  return moment;
}

}  // namespace

int32_t DayNumber(absl::CivilDay day) {
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}

absl::CivilDay CivilOf(int32_t day) { return absl::CivilDay(1970, 1, 1) + day; }

int32_t FirstDay(int month) { return DayNumber(absl::CivilDay(CivilMonthOf(month))); }

int32_t LastDay(int month) {
  if (month == kMonths - 1) return EndOfStory();
  return FirstDay(month + 1) - 1;
}

int32_t EndOfStory() { return DayNumber(absl::CivilDay(2020, 10, 19)); }

int MonthOf(int32_t day) {
  if (day < FirstDay(0)) return -1;
  if (day > EndOfStory()) return kMonths;
  return static_cast<int>(absl::CivilMonth(CivilOf(day)) - CivilMonthOf(0));
}

std::string MonthCode(int month) {
  const absl::CivilMonth civil = CivilMonthOf(month);
  return absl::StrFormat("%04d-%02d", civil.year(), civil.month());
}

std::optional<int> ParseMonth(absl::string_view code) {
  for (int month = 0; month < kMonths; ++month) {
    if (MonthCode(month) == code) return month;
  }
  return std::nullopt;
}

std::optional<int32_t> ParseDay(absl::string_view text) {
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || !absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) || !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return std::nullopt;
  }
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month || civil.day() != day) return std::nullopt;
  return DayNumber(civil);
}

bool IsWorkingDay(int32_t day) {
  const absl::Weekday weekday = absl::GetWeekday(CivilOf(day));
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
}

int64_t UtcMicros(Moment moment) {
  const int64_t local = int64_t{moment.day} * 86400 + moment.second;
  return (local - (IsSummerTime(CivilOf(moment.day)) ? 3600 : 0)) * 1000000;
}

Moment DrawDeskMoment(Random& random, int32_t first_day, int32_t last_day) {
  return DrawMoment(random, first_day, last_day, false, 17);
}

Moment DrawHelplineMoment(Random& random, int32_t first_day, int32_t last_day) {
  return DrawMoment(random, first_day, last_day, true, 19);
}

}  // namespace balcao::country
