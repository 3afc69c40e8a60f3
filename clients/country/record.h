// The generator's own record: what was sent and acknowledged, counted here and
// nowhere else. It is the oracle that the server's figures are compared with, so
// it takes nothing from answers but the fact that they came.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clients/country/plan.h"

namespace balcao::country {

// The kinds of events that the statistics know.
enum class Kind { kVisit, kMatter, kCall, kQuietCall, kInterpretation, kCaseOpened, kCaseClosed };
inline constexpr int kKinds = 7;
// The code of a kind in a query: `case_opened`.
const char* KindCode(Kind kind);

class Record {
 public:
  Record(const World& world, const CountryPlan& plan);

  // One entry for each acknowledged request.
  void VisitOpened(uint32_t visit);
  // A ticket's matter: its case type where a case was opened, else its area. When
  // the case is opened later, the matter moves from the one to the other.
  void CaseOpened(uint32_t planned_case);
  void CaseClosed(uint32_t planned_case, const CaseStep& step);
  void CallLogged(uint32_t call);

  // Acknowledges everything of some months, cases opened later among it, as if a
  // server had answered.
  void Acknowledge(int first_month, int last_month);

  // How many events of a kind in a month at a centre (by its place in
  // World.centres; the helpline comes after the last).
  int64_t Count(Kind kind, int month, size_t centre) const;

  // The value of a figure of the report that casework gives, over the period that
  // the report has for it; nothing for other figures.
  std::optional<int64_t> FigureValue(const std::string& id) const;

  // Everything as JSON, with the seed and the scale.
  std::string ToJson(int first_month, int last_month) const;

 private:
  // An event that a figure may count.
  struct Fact {
    int32_t day = 0;
    uint32_t person = 0;
  };

  void Add(Kind kind, int32_t day, size_t centre);
  const PlannedVisit& VisitOf(uint32_t planned_case) const {
    return plan_.visits[plan_.cases[planned_case].visit];
  }
  size_t CentreOf(const PlannedVisit& visit) const { return plan_.people[visit.person].centre; }
  std::string CountsJson(Kind kind, int first_month, int last_month) const;
  std::string CentreName(size_t centre) const;

  const World& world_;
  const CountryPlan& plan_;
  int course_;
  int voluntary_return_;
  std::array<std::vector<int64_t>, kKinds> counts_;
  // What feeds each figure of casework, and whether it counts people.
  std::map<std::string, std::vector<Fact>> facts_;
};

}  // namespace balcao::country
