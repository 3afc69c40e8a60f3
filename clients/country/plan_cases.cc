// What people bring to the desks, and how their cases go on.
#include <algorithm>

#include "absl/strings/string_view.h"
#include "clients/country/planner.h"

namespace balcao::country {
namespace {

constexpr double kOpensCase = 0.27;
constexpr double kStayShare = 0.7;
constexpr double kWalked = 0.18;
constexpr double kClosedAtOnce = 0.08;
constexpr double kClosedAfterWalk = 0.6;
constexpr double kTraineeWalked = 0.12;
constexpr double kNoted = 0.25;

// Weights of the areas of an ordinary question that is no matter of stay.
double AreaWeight(absl::string_view area) {
  if (area == "legal" || area == "voluntary_return") return 0;
  if (area == "protection" || area == "entrepreneurship") return 1;
  return area == "social" ? 8 : 4;
}

// The next working moment of a case: on the day, or on the Friday before a
// weekend, and never before the act it follows.
Moment NextAct(Random& random, Moment previous, int32_t day) {
  while (!IsWorkingDay(day)) --day;
  if (day <= previous.day) {
    const int32_t second = previous.second + static_cast<int32_t>(random.Between(60, 600));
    return {previous.day, std::min(second, 86399)};
  }
  return DrawDeskMoment(random, day, day);
}

int8_t OutcomeIndex(const v1::CaseType& type, absl::string_view outcome) {
  const auto found = std::find(type.outcomes().begin(), type.outcomes().end(), outcome);
  return found == type.outcomes().end() ? int8_t{-1}
                                        : static_cast<int8_t>(found - type.outcomes().begin());
}

}  // namespace

void Planner::FillVisits() {
  for (size_t i = 0; i < plan_.visits.size(); ++i) FillVisit(i);
}

void Planner::FillVisit(size_t index) {
  PlannedVisit& visit = plan_.visits[index];
  const Draft& draft = drafts_[index];
  const auto is_stay = [&](const PlannedTicket& ticket) {
    return IsMatterOfStay(world_, ticket.type, world_.areas[static_cast<size_t>(ticket.area)]);
  };
  if (draft.mark != Mark::kNone) {
    visit.tickets.push_back(CaseTicket(index, draft.type));
    PlannedCase& planned = plan_.cases.back();
    WalkMarked(planned, draft);
  }
  const bool lacks_stay = draft.needs_stay && (visit.tickets.empty() || !is_stay(visit.tickets[0]));
  const uint64_t draw = random_.Below(100);
  const size_t wanted = draw < 86 ? 1 : draw < 97 ? 2 : 3;
  const size_t least = visit.tickets.size() + (lacks_stay ? 1 : 0);
  bool stay = lacks_stay;
  while (visit.tickets.size() < std::max(wanted, least)) {
    const PlannedTicket ticket = DrawTicket(visit, draft, stay);
    if (ticket.type >= 0) {
      visit.tickets.push_back(CaseTicket(index, ticket.type));
      WalkOrdinary(plan_.cases.back());
    } else {
      visit.tickets.push_back(ticket);
    }
    stay = !draft.bars_stay && random_.Chance(kStayShare);
  }
}

PlannedTicket Planner::DrawTicket(const PlannedVisit& visit, const Draft& draft, bool stay) {
  if (!stay && !draft.bars_stay && visit.tickets.empty()) stay = random_.Chance(kStayShare);
  if (random_.Chance(kOpensCase)) {
    PlannedTicket ticket;
    ticket.type = static_cast<int16_t>(DrawType(visit, draft, stay));
    if (ticket.type >= 0) return ticket;
  }
  return AdviceTicket(stay);
}

PlannedTicket Planner::AdviceTicket(bool stay) {
  PlannedTicket ticket;
  if (stay) {
    ticket.area = static_cast<int8_t>(world_.AreaIndex("legal"));
  } else {
    std::vector<double> weights;
    for (const std::string& area : world_.areas) weights.push_back(AreaWeight(area));
    ticket.area = static_cast<int8_t>(Weighted(weights).Draw(random_));
  }
  ticket.served = random_.Chance(0.1);
  const double draw = random_.Unit();
  ticket.end = draw < 0.86   ? PlannedTicket::End::kAdvice
               : draw < 0.94 ? PlannedTicket::End::kReferred
               : draw < 0.97 ? PlannedTicket::End::kLeft
                             : PlannedTicket::End::kWaiting;
  return ticket;
}

PlannedTicket Planner::CaseTicket(size_t visit, int type) {
  PlannedTicket ticket;
  ticket.end = PlannedTicket::End::kCase;
  ticket.type = static_cast<int16_t>(type);
  ticket.opened_later = random_.Chance(0.1);
  const int area = world_.AreaIndex(world_.types[static_cast<size_t>(type)].area());
  ticket.area = static_cast<int8_t>(std::max(area, 0));
  ticket.planned_case = static_cast<int32_t>(plan_.cases.size());
  PlannedCase planned;
  planned.visit = static_cast<uint32_t>(visit);
  planned.type = static_cast<uint16_t>(type);
  plan_.cases.push_back(std::move(planned));
  return ticket;
}

int Planner::DrawType(const PlannedVisit& visit, const Draft& draft, bool stay) {
  std::vector<double> weights;
  for (size_t i = 0; i < world_.types.size(); ++i) {
    weights.push_back(MayOpen(visit, draft, static_cast<int>(i), stay) ? type_weights_[i] : 0);
  }
  const Weighted law(weights);
  return law.empty() ? -1 : static_cast<int>(law.Draw(random_));
}

bool Planner::MayOpen(const PlannedVisit& visit, const Draft& draft, int type, bool stay) const {
  const v1::CaseType& rules = world_.types[static_cast<size_t>(type)];
  if (rules.matter_of_stay() != stay || (draft.bars_stay && rules.matter_of_stay())) return false;
  const auto from = ParseDay(rules.valid_from());
  const auto to = ParseDay(rules.valid_to());
  if ((from && visit.at.day < *from) || (to && visit.at.day > *to)) return false;
  // The trainees of 2019 are counted one by one.
  if (Leaf(rules.name()) == "language.course" && draft.month <= kDecember2019) return false;
  if (!rules.matter_of_stay()) return true;
  // Citizens of the Union register; others need a permit.
  const bool registration = Leaf(rules.name()) == "legal.eu_registration";
  return registration == IsUnion(visit.person);
}

void Planner::WalkMarked(PlannedCase& planned, const Draft& draft) {
  const v1::CaseType& type = world_.types[planned.type];
  switch (draft.mark) {
    case Mark::kTrainee:
      if (random_.Chance(kTraineeWalked)) {
        const StageGraph& graph = graphs_[planned.type];
        AddSteps(planned, graph.RandomWay(random_, graph.stages()), "", EndOfStory() + 200);
      }
      return;
    case Mark::kOutreach:
      AddSteps(planned, draft.way, "granted", LastDay(kDecember2019));
      return;
    case Mark::kReturn:
      AddSteps(planned, draft.way, "returned", EndOfStory());
      return;
    case Mark::kCover: {
      const bool closes = random_.Chance(0.5);
      const std::string outcome =
          closes ? DrawOutcome(type, 1, {"returned"}, random_) : std::string();
      AddSteps(planned, draft.way, outcome, EndOfStory());
      return;
    }
    case Mark::kNone:
      return;
  }
}

void Planner::WalkOrdinary(PlannedCase& planned) {
  const v1::CaseType& type = world_.types[planned.type];
  const StageGraph& graph = graphs_[planned.type];
  const int32_t start = plan_.visits[planned.visit].at.day;
  if (random_.Chance(kClosedAtOnce)) {
    AddSteps(planned, {}, DrawOutcome(type, 0, {"returned", "granted"}, random_), start + 10);
    return;
  }
  if (!random_.Chance(kWalked)) return;
  const int length = static_cast<int>(random_.Between(1, graph.stages()));
  const Way way = graph.RandomWay(random_, length);
  const double progress = static_cast<double>(way.size()) / graph.stages();
  const bool closes = random_.Chance(kClosedAfterWalk);
  const std::string outcome =
      closes ? DrawOutcome(type, progress, {"returned"}, random_) : std::string();
  // Acts beyond the end of the story are not told.
  AddSteps(planned, way, outcome, start + length * static_cast<int>(random_.Between(4, 25)));
}

void Planner::AddSteps(PlannedCase& planned, const Way& way, absl::string_view outcome,
                       int32_t last_day) {
  const v1::CaseType& type = world_.types[planned.type];
  const Moment start = plan_.visits[planned.visit].at;
  const int acts = static_cast<int>(way.size()) + (outcome.empty() ? 0 : 1);
  // Nothing takes longer than twelve days an act, though more may be allowed.
  const int32_t span = std::min<int32_t>(std::max(last_day - start.day, 0), acts * 12);
  bool has_receipt = false;
  Moment at = start;
  for (int act = 0; act < acts; ++act) {
    at = NextAct(random_, at, start.day + span * (act + 1) / acts);
    if (at.day > EndOfStory()) return;
    if (act == static_cast<int>(way.size())) {
      planned.steps.push_back(
          {CaseStep::Kind::kClose, 0, std::max(OutcomeIndex(type, outcome), int8_t{0}), at});
      return;
    }
    const Move& move = way[static_cast<size_t>(act)];
    if (move.needs_receipt && !has_receipt) {
      planned.steps.push_back({CaseStep::Kind::kReceipt, 0, 0, at});
      has_receipt = true;
    }
    planned.steps.push_back({CaseStep::Kind::kAdvance, static_cast<int8_t>(move.stage), 0, at});
    if (act == 1 && random_.Chance(kNoted)) {
      planned.steps.push_back({CaseStep::Kind::kNote, 0, 0, at});
    }
  }
}

}  // namespace balcao::country
