// Civil time in Portugal: the months of the story, working hours, and the step
// from local time to UTC. No time zone database is needed: the rule of the
// European Union has been the same since 1996.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "clients/country/random.h"

namespace balcao::country {

// The story runs over the months 0 (January 2019) to 21 (October 2020, which
// ends on the 19th, the day of the report).
inline constexpr int kMonths = 22;

// A local day and time of day in Lisbon.
struct Moment {
  // Days since 1 January 1970.
  int32_t day = 0;
  // Seconds since local midnight.
  int32_t second = 0;

  auto operator<=>(const Moment&) const = default;
};

// Days since 1970 of a civil day, and back.
int32_t DayNumber(absl::CivilDay day);
absl::CivilDay CivilOf(int32_t day);

// The first and the last day of a month of the story.
int32_t FirstDay(int month);
int32_t LastDay(int month);
// The last day of the story: 19 October 2020.
int32_t EndOfStory();
// The month of the story that a day falls in; -1 before, kMonths after.
int MonthOf(int32_t day);
// Writes a month as `2019-08`.
std::string MonthCode(int month);
// Reads `2019-08`; nothing when it is no month of the story.
std::optional<int> ParseMonth(absl::string_view code);
// Reads `2019-08-01` as days since 1970.
std::optional<int32_t> ParseDay(absl::string_view text);

// Says that a day is no Saturday or Sunday.
bool IsWorkingDay(int32_t day);
// Microseconds since 1970 in UTC.
int64_t UtcMicros(Moment moment);

// Draws a moment in desk hours (Monday to Friday, 9 to 17) between two days,
// both included; the first day when none of them is a working day.
Moment DrawDeskMoment(Random& random, int32_t first_day, int32_t last_day);
// Draws a moment in helpline hours (Monday to Saturday, 9 to 19).
Moment DrawHelplineMoment(Random& random, int32_t first_day, int32_t last_day);

}  // namespace balcao::country
