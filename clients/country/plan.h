// The plan of the story: everything that happens in the synthetic country from
// January 2019 to 19 October 2020, fixed by a seed before the first request is
// sent. The counts that the report names are exact in the plan itself, so they
// can be tested without a server.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/country/calendar.h"
#include "clients/country/identity.h"
#include "clients/country/world.h"

namespace balcao::country {

struct PlanOptions {
  uint64_t seed = 1;
  // Multiplies every volume; exact numbers are rounded.
  double scale = 1.0;
};

struct PlannedPerson {
  Identity identity;
  // The centre, by its place in World.centres: people come back to where they
  // are known.
  uint16_t centre = 0;
  // Says that the person gives no name at first.
  bool anonymous = false;
};

struct PlannedTicket {
  enum class End : uint8_t { kAdvice, kReferred, kLeft, kWaiting, kCase };
  End end = End::kAdvice;
  // Says that the desk calls the ticket up before ending it.
  bool served = false;
  // Says that the case is opened from the ticket, not at once.
  bool opened_later = false;
  // By its place in World.areas.
  int8_t area = 0;
  // By its place in World.types; -1 where no case is opened.
  int16_t type = -1;
  // By its place in CountryPlan.cases; -1 where no case is opened.
  int32_t planned_case = -1;
};

struct PlannedVisit {
  uint32_t person = 0;
  Moment at;
  // By code list `channel`.
  absl::string_view channel = "desk";
  // The first visit registers the person.
  bool first = false;
  std::vector<PlannedTicket> tickets;
};

// An act on a case after it was opened.
struct CaseStep {
  enum class Kind : uint8_t { kReceipt, kAdvance, kNote, kClose };
  Kind kind = Kind::kAdvance;
  // The stage it reaches, by its place in CaseType.stages.
  int8_t stage = 0;
  // How it ends, by its place in CaseType.outcomes.
  int8_t outcome = 0;
  Moment at;
};

struct PlannedCase {
  uint32_t visit = 0;
  uint16_t type = 0;
  std::vector<CaseStep> steps;
};

struct PlannedLeg {
  bool translated = true;
  // By code list `referral`; empty for the helpline itself.
  absl::string_view requesting_body;
  int32_t seconds = 0;
};

struct PlannedCall {
  enum class Kind : uint8_t { kData, kSilent, kAbusive, kWrongNumber };
  Kind kind = Kind::kData;
  Moment at;
  absl::string_view language;
  absl::string_view topic;
  absl::string_view outcome;
  int32_t seconds = 0;
  // Who calls: a serial with a telephone, as in Identity; 0 when withheld.
  uint32_t serial = 0;
  uint8_t number_form = 0;
  // By its place among the nationalities; -1 when not told.
  int16_t nationality = -1;
  // By code list `sex`; empty when not told.
  absl::string_view sex;
  uint8_t operator_number = 0;
  std::vector<PlannedLeg> legs;
};

// One request of the story, or a few that belong together.
struct Event {
  enum class Kind : uint8_t { kVisit, kPromotion, kCaseStep, kCall };
  Kind kind = Kind::kVisit;
  Moment at;
  // The visit, person, case or call, by its place in the plan.
  uint32_t index = 0;
  // The step of a case.
  uint32_t step = 0;
};

// Events that must follow one another, since later ones need names that earlier
// ones were answered: what one person does in a month, or one call. Chains do
// not depend on each other.
struct Chain {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct MonthPlan {
  std::vector<Event> events;
  // In the order of their first event.
  std::vector<Chain> chains;
};

struct CountryPlan {
  PlanOptions options;
  std::vector<Nationality> nationalities;
  std::vector<PlannedPerson> people;
  std::vector<PlannedVisit> visits;
  std::vector<PlannedCase> cases;
  std::vector<PlannedCall> calls;
  // When anonymous people tell their name: (person, moment).
  std::vector<std::pair<uint32_t, Moment>> promotions;
  std::array<MonthPlan, kMonths> months;
};

// Plans the story. INVALID_ARGUMENT when the world lacks a case type, an area or
// a figure that the story needs.
absl::StatusOr<CountryPlan> MakePlan(const World& world, const PlanOptions& options);

// The size of each centre's crowd, by its place in World.centres: the national
// ones large, the local ones by a log-normal law.
std::vector<double> CentreWeights(const World& world, uint64_t seed);

// The identifier of a request: a UUID of version 7 made of the seed and of what
// the request is, so that a second run repeats the first.
std::string RequestId(uint64_t seed, absl::string_view what, uint64_t index, uint64_t step,
                      Moment at);

}  // namespace balcao::country
