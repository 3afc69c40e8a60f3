#include "services/common/civil.h"

#include <cstdio>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "storage/common/mutex.h"

namespace balcao::services {

absl::TimeZone ZoneOf(const std::string& name) {
  thread_local absl::flat_hash_map<std::string, absl::TimeZone> zones;
  const auto [entry, first] = zones.try_emplace(name);
  if (first && !absl::LoadTimeZone(name, &entry->second)) {
    absl::LoadTimeZone(kLisbon, &entry->second);
  }
  return entry->second;
}

absl::CivilDay DayOf(int64_t time_us, const absl::TimeZone& zone) {
  return absl::ToCivilDay(absl::FromUnixMicros(time_us), zone);
}

std::string DayText(const absl::CivilDay& day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

bool IsShaped(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == '0' ? !digit : text[i] != shape[i]) return false;
  }
  return true;
}

absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text) {
  int year = 0, month = 0, day = 0;
  const std::string copy(text);
  if (!IsShaped(text, "0000-00-00") ||
      std::sscanf(copy.c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3) {
    return absl::InvalidArgumentError("not a day such as 2019-08-31");
  }
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month || civil.day() != day) {
    return absl::InvalidArgumentError("no such day");
  }
  return civil;
}

int64_t MicrosOf(const google::protobuf::Timestamp& time) {
  return absl::ToUnixMicros(absl::FromUnixSeconds(time.seconds()) +
                            absl::Nanoseconds(time.nanos()));
}

google::protobuf::Timestamp TimestampOf(int64_t time_us) {
  int64_t seconds = time_us / 1'000'000, micros = time_us % 1'000'000;
  if (micros < 0) {
    --seconds;
    micros += 1'000'000;
  }
  google::protobuf::Timestamp time;
  time.set_seconds(seconds);
  time.set_nanos(static_cast<int32_t>(micros) * 1000);
  return time;
}

bool IsDate(const v1::Date& date) {
  if (date.year() < 1 || date.year() > 9999) return false;
  if (date.month() == 0) return date.day() == 0;
  if (date.month() < 0 || date.month() > 12 || date.day() < 0) return false;
  if (date.day() == 0) return true;
  const absl::CivilDay civil(date.year(), date.month(), date.day());
  return civil.month() == date.month() && civil.day() == date.day();
}

}  // namespace balcao::services
