// Which visits make up the counts that the report names: trainees, people
// regularised on the road, voluntary returns, and for each case type a few cases
// that pass through all of its stages.
#include <numeric>

#include "clients/country/planner.h"

namespace balcao::country {

void Planner::MarkVisits() {
  // The rarest first, so that there is room for each.
  MarkReturns();
  MarkOutreach();
  MarkCovers();
  MarkTrainees();
}

// Marks visits in random order until there are enough, at most one a person.
void Planner::Take(int64_t count, const Accepts& accepts, const std::function<void(size_t)>& mark) {
  std::vector<size_t> order(plan_.visits.size());
  std::iota(order.begin(), order.end(), 0);
  random_.Shuffle(order);
  for (size_t index : order) {
    if (count <= 0) return;
    const PlannedVisit& visit = plan_.visits[index];
    if (taken_[visit.person] || !accepts(visit, drafts_[index])) continue;
    taken_[visit.person] = true;
    mark(index);
    --count;
  }
}

void Planner::MarkTrainees() {
  const int type = world_.TypeIndex("language.course");
  Take(
      volumes_.trainees,
      [](const PlannedVisit&, const Draft& draft) { return draft.month <= kDecember2019; },
      [&](size_t index) {
        drafts_[index].mark = Mark::kTrainee;
        drafts_[index].type = type;
      });
}

// The van of the mobile outreach programme stops at local centres; what it
// begins is granted before the year ends.
void Planner::MarkOutreach() {
  const auto accepts = [&](const PlannedVisit& visit, const Draft& draft) {
    return draft.month < kDecember2019 && !draft.bars_stay &&
           world_.centres[PersonOf(visit).centre].kind() == v1::Centre::KIND_LOCAL;
  };
  Take(volumes_.outreach, accepts, [&](size_t index) {
    Draft& draft = drafts_[index];
    draft.mark = Mark::kOutreach;
    draft.type = DrawStayType(IsUnion(plan_.visits[index].person));
    const StageGraph& graph = graphs_[static_cast<size_t>(draft.type)];
    draft.way = graph.RandomWay(random_, graph.stages());
    plan_.visits[index].channel = "itinerant";
  });
}

void Planner::MarkReturns() {
  const int type = world_.TypeIndex("return.voluntary");
  const std::vector<Way> ways = graphs_[static_cast<size_t>(type)].CoverWays();
  const auto accepts = [&](const PlannedVisit& visit, const Draft& draft) {
    return draft.month >= kAugust2019 && visit.at.day <= EndOfStory() - 30 && !draft.bars_stay &&
           !IsUnion(visit.person);
  };
  Take(volumes_.returns, accepts, [&](size_t index) {
    Draft& draft = drafts_[index];
    draft.mark = Mark::kReturn;
    draft.type = type;
    if (!ways.empty()) draft.way = ways[index % ways.size()];
  });
}

void Planner::MarkCovers() {
  for (int64_t set = 0; set < volumes_.cover_sets; ++set) {
    for (size_t type = 0; type < graphs_.size(); ++type) {
      for (const Way& way : graphs_[type].CoverWays()) {
        const int number = static_cast<int>(type);
        // Trainees of 2019 are counted, and so is every matter of stay.
        const bool course = number == world_.TypeIndex("language.course");
        const int first_month = course ? kDecember2019 + 1 : kAugust2019;
        const auto accepts = [&](const PlannedVisit& visit, const Draft& draft) {
          return draft.needs_stay && draft.month >= first_month && draft.month < kSeptember2020 &&
                 MayOpen(visit, draft, number, world_.types[type].matter_of_stay());
        };
        Take(1, accepts, [&](size_t index) {
          drafts_[index].mark = Mark::kCover;
          drafts_[index].type = number;
          drafts_[index].way = way;
        });
      }
    }
  }
}

// A matter of stay that can be granted, and that anyone at the desk may see.
int Planner::DrawStayType(bool european_union) {
  std::vector<double> weights;
  for (size_t i = 0; i < world_.types.size(); ++i) {
    const v1::CaseType& type = world_.types[i];
    bool granted = false;
    for (const std::string& outcome : type.outcomes()) granted |= outcome == "granted";
    const bool registration = Leaf(type.name()) == "legal.eu_registration";
    const bool fits = type.matter_of_stay() && !type.restricted() && granted;
    weights.push_back(fits && registration == european_union ? type_weights_[i] : 0);
  }
  return static_cast<int>(Weighted(weights).Draw(random_));
}

}  // namespace balcao::country
