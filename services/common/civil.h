// Civil days: a moment in a centre's own time zone (Europe/Lisbon, the Azores,
// Madeira). Legal clocks and statistics count these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "balcao/v1/common.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace balcao::services {

inline constexpr char kLisbon[] = "Europe/Lisbon";

// The zone by its IANA name; Lisbon for a name that is not known.
absl::TimeZone ZoneOf(const std::string& name);

absl::CivilDay DayOf(int64_t time_us, const absl::TimeZone& zone);
// Days since 1970-01-01.
inline int32_t DayNumber(const absl::CivilDay& day) {
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}
inline absl::CivilDay DayFromNumber(int32_t number) { return absl::CivilDay(1970, 1, 1) + number; }

// Whether a text is written like `shape`, where 0 stands for any digit.
bool IsShaped(std::string_view text, std::string_view shape);

// `2019-08-31`, and back.
std::string DayText(const absl::CivilDay& day);
absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text);

// The nearest there is for a time that is further away.
int64_t MicrosOf(const google::protobuf::Timestamp& time);
google::protobuf::Timestamp TimestampOf(int64_t time_us);

// A date that may lack month and day: 1 to 9999, real where it is given.
bool IsDate(const v1::Date& date);

}  // namespace balcao::services
