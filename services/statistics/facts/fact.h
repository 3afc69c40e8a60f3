// One fact of the statistics, and the columns it is made of.
//
// A fact is pseudonymous: every dimension is a small code whose dictionary the
// caller keeps, and `person` is the random statistical number of the sealed
// person record, or kNoPerson.
#pragma once

#include <cstdint>

namespace balcao::facts {

inline constexpr uint64_t kNoPerson = 0;
inline constexpr int kFirstYear = 2015;

// The index of a civil month: 0 is January 2015, 255 is April 2036.
constexpr int MonthIndex(int year, int month) { return (year - kFirstYear) * 12 + month - 1; }

struct Fact {
  uint8_t kind = 0;   // visit, call, interpretation, case opened, ...
  uint8_t month = 0;  // MonthIndex()
  uint8_t day = 1;    // of the month, 1..31
  uint8_t centre = 0;
  uint8_t sex = 0;       // below 8
  uint8_t age_band = 0;  // below 32
  uint8_t nationality = 0;
  uint8_t language = 0;
  uint8_t residence_status = 0;
  uint8_t topic = 0;  // case type, topic of a call or area of a ticket
  uint8_t channel = 0;
  uint8_t outcome = 0;
  uint8_t flags = 0;   // below 8; the caller's
  int8_t weight = +1;  // +1 adds the fact, -1 cancels an earlier identical one
  uint64_t person = kNoPerson;

  friend bool operator==(const Fact&, const Fact&) = default;
};

enum class Column : uint8_t {
  kKind,
  kMonth,
  kDay,
  kCentre,
  kSex,
  kAgeBand,
  kNationality,
  kLanguage,
  kResidenceStatus,
  kTopic,
  kChannel,
  kOutcome,
  kFlags,
};
inline constexpr int kColumns = 13;

// One more than the largest code a column holds.
constexpr int CodeLimit(Column column) {
  switch (column) {
    case Column::kDay:
    case Column::kAgeBand:
      return 32;
    case Column::kSex:
    case Column::kFlags:
      return 8;
    default:
      return 256;
  }
}

}  // namespace balcao::facts
