#include "clients/country/record.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace balcao::country {
namespace {

// The figures that casework gives; true where people are counted, each once.
const std::map<std::string, bool>& CaseworkFigures() {
  static const std::map<std::string, bool>* const figures = new std::map<std::string, bool>{
      {"F021", false}, {"F024", true}, {"F031", true}, {"F033", false},
      {"F034", false}, {"F035", true}, {"F046", false}};
  return *figures;
}

}  // namespace

const char* KindCode(Kind kind) {
  switch (kind) {
    case Kind::kVisit:
      return "visit";
    case Kind::kMatter:
      return "matter";
    case Kind::kCall:
      return "call";
    case Kind::kQuietCall:
      return "call_without_demand";
    case Kind::kInterpretation:
      return "interpretation";
    case Kind::kCaseOpened:
      return "case_opened";
    case Kind::kCaseClosed:
      return "case_closed";
  }
  return "";
}

Record::Record(const World& world, const CountryPlan& plan)
    : world_(world),
      plan_(plan),
      course_(world.TypeIndex("language.course")),
      voluntary_return_(world.TypeIndex("return.voluntary")) {
  for (auto& counts : counts_) {
    counts.assign(static_cast<size_t>(kMonths) * (world.centres.size() + 1), 0);
  }
  for (const auto& [id, people] : CaseworkFigures()) facts_[id];
}

void Record::VisitOpened(uint32_t visit) {
  const PlannedVisit& planned = plan_.visits[visit];
  Add(Kind::kVisit, planned.at.day, CentreOf(planned));
  for (const PlannedTicket& ticket : planned.tickets) {
    Add(Kind::kMatter, planned.at.day, CentreOf(planned));
    const bool at_once = ticket.type >= 0 && !ticket.opened_later;
    if (at_once) CaseOpened(static_cast<uint32_t>(ticket.planned_case));
    // A ticket whose case is opened later is counted then.
    if (ticket.type < 0 &&
        IsMatterOfStay(world_, -1, world_.areas[static_cast<size_t>(ticket.area)])) {
      facts_["F031"].push_back({planned.at.day, planned.person});
    }
  }
}

void Record::CaseOpened(uint32_t planned_case) {
  const PlannedVisit& visit = VisitOf(planned_case);
  const int type = plan_.cases[planned_case].type;
  Add(Kind::kCaseOpened, visit.at.day, CentreOf(visit));
  if (IsMatterOfStay(world_, type, "")) {
    facts_["F031"].push_back({visit.at.day, visit.person});
  }
  if (type == course_) facts_["F035"].push_back({visit.at.day, visit.person});
}

void Record::CaseClosed(uint32_t planned_case, const CaseStep& step) {
  const PlannedVisit& visit = VisitOf(planned_case);
  const v1::CaseType& type = world_.types[plan_.cases[planned_case].type];
  const std::string& outcome = type.outcomes(step.outcome);
  Add(Kind::kCaseClosed, step.at.day, CentreOf(visit));
  if (plan_.cases[planned_case].type == voluntary_return_ && outcome == "returned") {
    facts_["F046"].push_back({step.at.day, visit.person});
  }
  if (type.matter_of_stay() && visit.channel == "itinerant" && outcome == "granted") {
    facts_["F024"].push_back({step.at.day, visit.person});
  }
}

void Record::CallLogged(uint32_t call) {
  const PlannedCall& planned = plan_.calls[call];
  const bool demand = planned.kind == PlannedCall::Kind::kData;
  const size_t helpline = world_.centres.size();
  Add(demand ? Kind::kCall : Kind::kQuietCall, planned.at.day, helpline);
  if (demand) facts_["F033"].push_back({planned.at.day, 0});
  for (const PlannedLeg& leg : planned.legs) {
    Add(Kind::kInterpretation, planned.at.day, helpline);
    if (!leg.translated) continue;
    facts_["F034"].push_back({planned.at.day, 0});
    if (leg.requesting_body == "health_centre") facts_["F021"].push_back({planned.at.day, 0});
  }
}

void Record::Acknowledge(int first_month, int last_month) {
  for (int month = first_month; month <= last_month; ++month) {
    for (const Event& event : plan_.months[static_cast<size_t>(month)].events) {
      if (event.kind == Event::Kind::kVisit) {
        VisitOpened(event.index);
        for (const PlannedTicket& ticket : plan_.visits[event.index].tickets) {
          if (ticket.opened_later) CaseOpened(static_cast<uint32_t>(ticket.planned_case));
        }
      } else if (event.kind == Event::Kind::kCall) {
        CallLogged(event.index);
      } else if (event.kind == Event::Kind::kCaseStep) {
        const CaseStep& step = plan_.cases[event.index].steps[event.step];
        if (step.kind == CaseStep::Kind::kClose) CaseClosed(event.index, step);
      }
    }
  }
}

int64_t Record::Count(Kind kind, int month, size_t centre) const {
  const size_t place = static_cast<size_t>(month) * (world_.centres.size() + 1) + centre;
  return counts_[static_cast<size_t>(kind)][place];
}

std::optional<int64_t> Record::FigureValue(const std::string& id) const {
  const auto found = facts_.find(id);
  const auto figure = std::find_if(world_.figures.begin(), world_.figures.end(),
                                   [&](const FigurePeriod& other) { return other.id == id; });
  if (found == facts_.end() || figure == world_.figures.end()) return std::nullopt;
  int64_t events = 0;
  std::set<uint32_t> people;
  for (const Fact& fact : found->second) {
    if (fact.day < figure->first_day || fact.day > figure->last_day) continue;
    ++events;
    people.insert(fact.person);
  }
  return CaseworkFigures().at(id) ? static_cast<int64_t>(people.size()) : events;
}

std::string Record::ToJson(int first_month, int last_month) const {
  std::vector<std::string> figures, kinds;
  for (const auto& [id, people] : CaseworkFigures()) {
    figures.push_back(absl::StrCat("    \"", id, "\": ", FigureValue(id).value_or(0)));
  }
  for (int kind = 0; kind < kKinds; ++kind) {
    kinds.push_back(CountsJson(static_cast<Kind>(kind), first_month, last_month));
  }
  return absl::StrCat("{\n  \"seed\": ", plan_.options.seed,
                      ",\n  \"scale\": ", plan_.options.scale, ",\n  \"first_month\": \"",
                      MonthCode(first_month), "\",\n  \"last_month\": \"", MonthCode(last_month),
                      "\",\n  \"figures\": {\n", absl::StrJoin(figures, ",\n"),
                      "\n  },\n  \"counts\": {\n", absl::StrJoin(kinds, ",\n"), "\n  }\n}\n");
}

void Record::Add(Kind kind, int32_t day, size_t centre) {
  const size_t month = static_cast<size_t>(MonthOf(day));
  ++counts_[static_cast<size_t>(kind)][month * (world_.centres.size() + 1) + centre];
}

std::string Record::CountsJson(Kind kind, int first_month, int last_month) const {
  std::vector<std::string> months;
  for (int month = first_month; month <= last_month; ++month) {
    std::vector<std::string> cells;
    for (size_t centre = 0; centre <= world_.centres.size(); ++centre) {
      const int64_t count = Count(kind, month, centre);
      if (count > 0) cells.push_back(absl::StrCat("\"", CentreName(centre), "\": ", count));
    }
    months.push_back(
        absl::StrCat("      \"", MonthCode(month), "\": {", absl::StrJoin(cells, ", "), "}"));
  }
  return absl::StrCat("    \"", KindCode(kind), "\": {\n", absl::StrJoin(months, ",\n"), "\n    }");
}

std::string Record::CentreName(size_t centre) const {
  const bool helpline = centre == world_.centres.size();
  return std::string(Leaf(helpline ? world_.helpline.name() : world_.centres[centre].name()));
}

}  // namespace balcao::country
