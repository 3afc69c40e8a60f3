// In what order the story is sent: by month, and inside a month in chains that
// do not depend on each other.
#include <algorithm>
#include <tuple>

#include "clients/country/planner.h"

namespace balcao::country {
namespace {

// An event with the person it belongs to.
struct Personal {
  uint32_t person = 0;
  Event event;
};

// Closes chains where the person changes.
void AppendPeople(const std::vector<Personal>& personal, MonthPlan& month) {
  for (size_t i = 0; i < personal.size(); ++i) {
    if (i == 0 || personal[i].person != personal[i - 1].person) {
      const uint32_t begin = static_cast<uint32_t>(month.events.size());
      month.chains.push_back({begin, begin});
    }
    month.events.push_back(personal[i].event);
    month.chains.back().end = static_cast<uint32_t>(month.events.size());
  }
}

}  // namespace

void Planner::BuildScripts() {
  std::array<std::vector<Personal>, kMonths> months;
  const auto add = [&](uint32_t person, const Event& event) {
    const int month = MonthOf(event.at.day);
    if (month >= 0 && month < kMonths) {
      months[static_cast<size_t>(month)].push_back({person, event});
    }
  };
  for (uint32_t i = 0; i < plan_.visits.size(); ++i) {
    add(plan_.visits[i].person, {Event::Kind::kVisit, plan_.visits[i].at, i, 0});
  }
  for (const auto& [person, at] : plan_.promotions) {
    add(person, {Event::Kind::kPromotion, at, person, 0});
  }
  for (uint32_t i = 0; i < plan_.cases.size(); ++i) {
    const uint32_t person = plan_.visits[plan_.cases[i].visit].person;
    for (uint32_t step = 0; step < plan_.cases[i].steps.size(); ++step) {
      add(person, {Event::Kind::kCaseStep, plan_.cases[i].steps[step].at, i, step});
    }
  }
  for (int month = 0; month < kMonths; ++month) {
    auto& personal = months[static_cast<size_t>(month)];
    // Stable: the steps of a case at one moment keep their order.
    std::stable_sort(personal.begin(), personal.end(), [](const Personal& a, const Personal& b) {
      return std::tie(a.person, a.event.at) < std::tie(b.person, b.event.at);
    });
    AppendPeople(personal, plan_.months[static_cast<size_t>(month)]);
  }
  for (uint32_t i = 0; i < plan_.calls.size(); ++i) {
    MonthPlan& month = plan_.months[static_cast<size_t>(MonthOf(plan_.calls[i].at.day))];
    const uint32_t begin = static_cast<uint32_t>(month.events.size());
    month.events.push_back({Event::Kind::kCall, plan_.calls[i].at, i, 0});
    month.chains.push_back({begin, begin + 1});
  }
  for (MonthPlan& month : plan_.months) {
    std::stable_sort(month.chains.begin(), month.chains.end(), [&](const Chain& a, const Chain& b) {
      return month.events[a.begin].at < month.events[b.begin].at;
    });
  }
}

}  // namespace balcao::country
