// Who comes to the desks, in which month, and to which centre.
#include <algorithm>

#include "clients/country/planner.h"

namespace balcao::country {
namespace {

constexpr double kAnonymous = 0.03;
constexpr double kPromoted = 0.3;
// How likely a person comes once more after each visit.
constexpr double kReturns = 0.1;
// How many of the people of F031 had come before August 2019 as well.
constexpr double kCameBefore = 0.09;

}  // namespace

const std::vector<double>& DeskSeason() {
  static const std::vector<double>* const season = new std::vector<double>{
      1.00, 0.95, 1.00, 0.95, 1.00, 0.95, 1.00, 0.80, 1.00, 1.15, 1.05,  // to November 2019
      0.85, 1.20, 1.15, 0.75, 0.40, 0.55, 0.90, 1.05, 0.85, 1.10, 0.70};
  return *season;
}

std::vector<double> SeasonBetween(int first_month, int last_month) {
  std::vector<double> season = DeskSeason();
  for (int month = 0; month < kMonths; ++month) {
    if (month < first_month || month > last_month) season[static_cast<size_t>(month)] = 0;
  }
  return season;
}

void Planner::PlanPeople() {
  PlanStayPeople();
  PlanOtherPeople();
  SettleVisits();
  taken_.assign(plan_.people.size(), false);
}

uint32_t Planner::AddPerson(int month) {
  const uint32_t index = static_cast<uint32_t>(plan_.people.size());
  PlannedPerson person;
  // Serial 0 is nobody.
  person.identity = identities_.Make(index + 1, month);
  person.centre = static_cast<uint16_t>(centres_.Draw(random_));
  person.anonymous = random_.Chance(kAnonymous);
  plan_.people.push_back(person);
  return index;
}

void Planner::AddVisit(uint32_t person, int month, bool needs_stay, bool bars_stay) {
  PlannedVisit visit;
  visit.person = person;
  visit.at = DrawDeskMoment(random_, FirstDay(month), LastDay(month));
  visit.channel = DrawChannel(visit, month);
  plan_.visits.push_back(std::move(visit));
  Draft draft;
  draft.month = month;
  draft.needs_stay = needs_stay;
  draft.bars_stay = bars_stay;
  drafts_.push_back(std::move(draft));
}

// Exactly so many people bring a matter of stay in the period of F031: each of
// these does, and nobody else.
void Planner::PlanStayPeople() {
  const Weighted before(SeasonBetween(0, kAugust2019 - 1));
  const auto shares = Apportion(volumes_.stay_people, SeasonBetween(kAugust2019, kSeptember2020));
  for (int month = 0; month < kMonths; ++month) {
    for (int64_t i = 0; i < shares[static_cast<size_t>(month)]; ++i) {
      const bool came_before = random_.Chance(kCameBefore);
      const int first = came_before ? static_cast<int>(before.Draw(random_)) : month;
      const uint32_t person = AddPerson(first);
      if (came_before) AddVisit(person, first, random_.Chance(0.6), false);
      AddVisit(person, month, true, false);
      PlanLaterVisits(person, month, kOctober2020, false);
    }
  }
}

void Planner::PlanOtherPeople() {
  const Weighted early(SeasonBetween(0, kAugust2019 - 1));
  for (int64_t i = 0; i < volumes_.early_people; ++i) {
    const int month = static_cast<int>(early.Draw(random_));
    const uint32_t person = AddPerson(month);
    AddVisit(person, month, random_.Chance(0.75), false);
    PlanLaterVisits(person, month, kAugust2019 - 1, false);
  }
  const Weighted any(DeskSeason());
  for (int64_t i = 0; i < volumes_.other_people; ++i) {
    const int month = static_cast<int>(any.Draw(random_));
    const uint32_t person = AddPerson(month);
    AddVisit(person, month, false, true);
    PlanLaterVisits(person, month, kOctober2020, true);
  }
  for (int64_t i = 0; i < volumes_.late_people; ++i) {
    AddVisit(AddPerson(kOctober2020), kOctober2020, true, false);
  }
}

void Planner::PlanLaterVisits(uint32_t person, int month, int last_month, bool bars_stay) {
  while (month < last_month && random_.Chance(kReturns)) {
    month += static_cast<int>(random_.Between(1, std::min(4, last_month - month)));
    AddVisit(person, month, false, bars_stay);
  }
}

// Finds the first visit of each person: the one that registers them.
void Planner::SettleVisits() {
  std::vector<int64_t> first(plan_.people.size(), -1);
  for (size_t i = 0; i < plan_.visits.size(); ++i) {
    int64_t& best = first[plan_.visits[i].person];
    if (best < 0 || plan_.visits[i].at < plan_.visits[static_cast<size_t>(best)].at) {
      best = static_cast<int64_t>(i);
    }
  }
  for (int64_t index : first) {
    if (index >= 0) plan_.visits[static_cast<size_t>(index)].first = true;
  }
}

// Some of those who gave no name tell it within weeks.
void Planner::PlanPromotions() {
  for (const PlannedVisit& visit : plan_.visits) {
    if (!visit.first || !PersonOf(visit).anonymous || !random_.Chance(kPromoted)) continue;
    const int32_t latest = std::min(visit.at.day + 60, EndOfStory());
    if (visit.at.day + 1 > latest) continue;
    plan_.promotions.emplace_back(visit.person, DrawDeskMoment(random_, visit.at.day + 1, latest));
  }
}

absl::string_view Planner::DrawChannel(const PlannedVisit& visit, int month) {
  const bool local = world_.centres[PersonOf(visit).centre].kind() == v1::Centre::KIND_LOCAL;
  const double draw = random_.Unit();
  if (local && draw < 0.03) return "itinerant";
  if (month < kMarch2020) return draw > 0.99 ? "email" : "desk";
  // In the pandemic the desks answered from afar as well.
  if (draw > 0.85) return "video";
  return draw > 0.77 ? "email" : "desk";
}

}  // namespace balcao::country
