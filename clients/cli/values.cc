#include "clients/cli/values.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "clients/common/status_macros.h"

namespace balcao::cli {
namespace {

absl::Status Unreadable(absl::string_view what, absl::string_view text,
                        absl::string_view examples) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" is no ", what, "; write ", examples));
}

// A number of exactly `digits` digits.
std::optional<int> Digits(absl::string_view text, size_t digits) {
  int number = 0;
  if (text.size() != digits || text.find_first_not_of("0123456789") != absl::string_view::npos ||
      !absl::SimpleAtoi(text, &number)) {
    return std::nullopt;
  }
  return number;
}

// Fields between colons, all of them given.
absl::StatusOr<std::vector<std::string>> Fields(absl::string_view text, size_t least, size_t most,
                                                absl::string_view what,
                                                absl::string_view examples) {
  std::vector<std::string> fields = absl::StrSplit(text, ':');
  bool complete = fields.size() >= least && fields.size() <= most;
  for (size_t i = 0; complete && i < least; ++i) complete = !fields[i].empty();
  if (!complete) return Unreadable(what, text, examples);
  fields.resize(most);
  return fields;
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp result;
  const int64_t seconds = absl::ToUnixSeconds(time);
  result.set_seconds(seconds);
  result.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return result;
}

// `10:30` on the civil day of `now`.
std::optional<absl::Time> TimeOfDay(absl::string_view text, absl::Time now, absl::TimeZone zone) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  if (parts.size() != 2) return std::nullopt;
  const auto hour = Digits(parts[0], 2);
  const auto minute = Digits(parts[1], 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  const absl::CivilDay day = absl::ToCivilDay(now, zone);
  return absl::FromCivil(absl::CivilMinute(day.year(), day.month(), day.day(), *hour, *minute),
                         zone);
}

}  // namespace

absl::StatusOr<v1::Date> ParseDate(absl::string_view text) {
  const absl::Status unreadable = Unreadable("date", text, "1990-05-17, 1990-05 or 1990");
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  if (parts.size() > 3) return unreadable;
  const auto year = Digits(parts[0], 4);
  const auto month = parts.size() > 1 ? Digits(parts[1], 2) : std::make_optional(1);
  const auto day = parts.size() > 2 ? Digits(parts[2], 2) : std::make_optional(1);
  if (!year || !month || !day || *year < 1) return unreadable;
  const absl::CivilDay civil(*year, *month, *day);
  if (civil.month() != *month || civil.day() != *day) return unreadable;
  v1::Date date;
  date.set_year(*year);
  if (parts.size() > 1) date.set_month(*month);
  if (parts.size() > 2) date.set_day(*day);
  return date;
}

absl::StatusOr<std::string> ParseMonth(absl::string_view text) {
  const auto date = ParseDate(text);
  if (!date.ok() || date->month() == 0 || date->day() != 0) {
    return Unreadable("month", text, "2019-08");
  }
  return std::string(text);
}

absl::StatusOr<google::protobuf::Timestamp> ParseTime(absl::string_view text, absl::Time now,
                                                      absl::TimeZone zone) {
  absl::Time time;
  std::string error;
  // Abseil also reads `infinite-future`, which no Timestamp holds.
  const absl::Status unreadable =
      Unreadable("time", text, "2020-03-14T10:30:00Z, \"2020-03-14 10:30\", 10:30 or \"15m ago\"");
  if (absl::StrContains(text, "infinite")) return unreadable;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error)) return ToTimestamp(time);
  for (const char* format :
       {"%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"}) {
    if (absl::ParseTime(format, text, zone, &time, &error)) return ToTimestamp(time);
  }
  if (const auto today = TimeOfDay(text, now, zone)) return ToTimestamp(*today);
  if (absl::ConsumeSuffix(&text, " ago")) {
    ASSIGN_OR_RETURN(const absl::Duration elapsed, ParseDuration(text));
    return ToTimestamp(now - elapsed);
  }
  return unreadable;
}

absl::StatusOr<absl::Duration> ParseDuration(absl::string_view text) {
  absl::Duration duration;
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  int minutes = 0;
  if (parts.size() == 2) {
    const auto seconds = Digits(parts[1], 2);
    if (seconds && *seconds < 60 && absl::SimpleAtoi(parts[0], &minutes) && minutes >= 0) {
      return absl::Minutes(minutes) + absl::Seconds(*seconds);
    }
  } else if (absl::ParseDuration(text, &duration) && duration >= absl::ZeroDuration() &&
             duration != absl::InfiniteDuration()) {
    return duration;
  }
  return Unreadable("duration", text, "4m30s, 90s, 1h or 4:30");
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  google::protobuf::Duration result;
  const int64_t seconds = absl::ToInt64Seconds(duration);
  result.set_seconds(seconds);
  result.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(duration - absl::Seconds(seconds))));
  return result;
}

absl::StatusOr<v1::Ticket> ParseMatter(absl::string_view text) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  if (parts.first.empty()) {
    return Unreadable("matter", text, "an area (legal) or a case type (legal.permit_renewal)");
  }
  v1::Ticket ticket;
  if (absl::StrContains(parts.first, '.')) {
    ticket.set_case_type(parts.first);
  } else {
    ticket.set_area(parts.first);
  }
  ticket.set_note(parts.second);
  return ticket;
}

absl::StatusOr<v1::IdentityDocument> ParseDocument(absl::string_view text) {
  ASSIGN_OR_RETURN(const auto fields,
                   Fields(text, 2, 4, "document", "passport:AB123:BR or nif:123456789"));
  v1::IdentityDocument document;
  document.set_type(fields[0]);
  document.set_number(fields[1]);
  document.set_country(fields[2]);
  if (!fields[3].empty()) {
    ASSIGN_OR_RETURN(*document.mutable_expiry_date(), ParseDate(fields[3]));
  }
  return document;
}

absl::StatusOr<v1::InterpretationLeg> ParseLeg(absl::string_view text) {
  ASSIGN_OR_RETURN(const auto fields,
                   Fields(text, 2, 5, "stretch with an interpreter",
                          "ar:translated, ar:translated:health_centre or ar:no_translator::2m"));
  v1::InterpretationLeg leg;
  leg.set_language(fields[0]);
  leg.set_outcome(fields[1]);
  leg.set_requesting_body(fields[2]);
  if (!fields[3].empty()) {
    ASSIGN_OR_RETURN(const absl::Duration duration, ParseDuration(fields[3]));
    *leg.mutable_duration() = ToProto(duration);
  }
  leg.set_interpreter(fields[4]);
  return leg;
}

absl::StatusOr<v1::TableFilter> ParseFilter(absl::string_view text) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  v1::TableFilter filter;
  filter.set_dimension(parts.first);
  for (absl::string_view code : absl::StrSplit(parts.second, ',', absl::SkipEmpty())) {
    filter.add_codes(std::string(code));
  }
  if (parts.first.empty() || filter.codes().empty()) {
    return Unreadable("filter", text, "topic=health,housing");
  }
  return filter;
}

absl::StatusOr<int> ParseNumber(absl::string_view text) {
  int number = 0;
  if (!absl::SimpleAtoi(text, &number)) return Unreadable("whole number", text, "50");
  return number;
}

std::string Qualified(absl::string_view collection, absl::string_view id) {
  if (id.empty() || absl::StrContains(id, '/')) return std::string(id);
  return absl::StrCat(collection, "/", id);
}

}  // namespace balcao::cli
