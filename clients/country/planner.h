// How the plan is made, step by step. Only plan*.cc and tests include this.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/country/plan.h"
#include "clients/country/walks.h"

namespace balcao::country {

// How much happens, after scaling.
struct Volumes {
  // People with a matter of stay in the period of F031.
  int64_t stay_people = 0;
  // People who come only before that period.
  int64_t early_people = 0;
  // People who never bring a matter of stay.
  int64_t other_people = 0;
  // People whose first matter of stay is after that period.
  int64_t late_people = 0;
  // F035, F024 (a little above) and F046.
  int64_t trainees = 0;
  int64_t outreach = 0;
  int64_t returns = 0;
  // How often each case type is walked through all of its stages.
  int64_t cover_sets = 1;
  // F033, F034 and F021.
  int64_t demand_calls = 0;
  int64_t translations = 0;
  int64_t health_translations = 0;
};

// Reads the volumes off the report's figures. INVALID_ARGUMENT when one is missing.
absl::StatusOr<Volumes> ScaleVolumes(const World& world, double scale);

class Planner {
 public:
  Planner(const World& world, const PlanOptions& options, const Volumes& volumes);

  absl::StatusOr<CountryPlan> Make();

 private:
  // What a visit is for, when it is not an ordinary one.
  enum class Mark : uint8_t { kNone, kTrainee, kOutreach, kReturn, kCover };
  // What the planner knows of a visit beside the visit.
  struct Draft {
    int month = 0;
    // Holds a matter of stay for certain, or must not hold one.
    bool needs_stay = false;
    bool bars_stay = false;
    Mark mark = Mark::kNone;
    // The case type and way of a marked visit.
    int type = -1;
    Way way;
  };
  using Accepts = std::function<bool(const PlannedVisit&, const Draft&)>;

  // plan_people.cc: who comes, when and where.
  void PlanPeople();
  uint32_t AddPerson(int month);
  void AddVisit(uint32_t person, int month, bool needs_stay, bool bars_stay);
  void PlanStayPeople();
  void PlanOtherPeople();
  void PlanLaterVisits(uint32_t person, int month, int last_month, bool bars_stay);
  void SettleVisits();
  void PlanPromotions();
  absl::string_view DrawChannel(const PlannedVisit& visit, int month);

  // plan_marks.cc: which visits make up the counts of the report.
  void MarkVisits();
  void MarkTrainees();
  void MarkOutreach();
  void MarkReturns();
  void MarkCovers();
  void Take(int64_t count, const Accepts& accepts, const std::function<void(size_t)>& mark);
  int DrawStayType(bool european_union);

  // plan_cases.cc: what people bring, and how their cases go on.
  void FillVisits();
  void FillVisit(size_t index);
  PlannedTicket DrawTicket(const PlannedVisit& visit, const Draft& draft, bool stay);
  PlannedTicket AdviceTicket(bool stay);
  PlannedTicket CaseTicket(size_t visit, int type);
  int DrawType(const PlannedVisit& visit, const Draft& draft, bool stay);
  bool MayOpen(const PlannedVisit& visit, const Draft& draft, int type, bool stay) const;
  void WalkMarked(PlannedCase& planned, const Draft& draft);
  void WalkOrdinary(PlannedCase& planned);
  // Adds a way and, with an outcome, the closing, spread up to the last day.
  void AddSteps(PlannedCase& planned, const Way& way, absl::string_view outcome, int32_t last_day);

  // plan_calls.cc: what the helpline hears.
  void PlanCalls();
  void AddCalls(int month, int64_t demand);
  PlannedCall DrawCall(int month);
  PlannedCall DrawQuietCall(int month);
  void PlanTranslations();
  void AddLegs(int month, int64_t translated, bool health);
  void AddFailedLegs(int month, int64_t count);
  PlannedCall& TakeLegCall(int month);
  void DescribeLegCall(PlannedCall& call, bool translated);

  // plan_scripts.cc: in what order it is sent.
  void BuildScripts();

  bool IsUnion(uint32_t person) const;
  const PlannedPerson& PersonOf(const PlannedVisit& visit) const {
    return plan_.people[visit.person];
  }

  const World& world_;
  PlanOptions options_;
  Volumes volumes_;
  Random random_;
  IdentityMaker identities_;
  Weighted centres_;
  std::vector<StageGraph> graphs_;
  std::vector<double> type_weights_;
  CountryPlan plan_;
  std::vector<Draft> drafts_;
  // One entry a person: marked for one of the counts already.
  std::vector<bool> taken_;
  // The demand calls of each month that have no interpreter yet.
  std::array<std::vector<uint32_t>, kMonths> free_calls_;
};

// The months of F031 (August 2019 to September 2020) and of the other figures
// that begin in August 2019.
inline constexpr int kAugust2019 = 7;
inline constexpr int kDecember2019 = 11;
inline constexpr int kMarch2020 = 14;
inline constexpr int kSeptember2020 = 20;
inline constexpr int kOctober2020 = 21;

// How busy the desks are in each month, against an ordinary one.
const std::vector<double>& DeskSeason();
// The same for some months only; the others are 0.
std::vector<double> SeasonBetween(int first_month, int last_month);

}  // namespace balcao::country
