// What the helpline hears: demands, calls without one, and the stretches with an
// interpreter.
#include <algorithm>

#include "clients/country/names.h"
#include "clients/country/planner.h"

namespace balcao::country {
namespace {

// Calls without a demand, against those with one.
constexpr double kQuiet = 0.06;
constexpr double kFailedLegs = 0.1;
constexpr double kSecondLeg = 0.03;
constexpr int kOperators = 6;

struct Topic {
  absl::string_view code;
  double weight;
  double in_pandemic;
};
constexpr std::array<Topic, 14> kTopics = {{{"stay_docs", 30, 42},
                                            {"social", 14, 18},
                                            {"booking", 14, 10},
                                            {"status", 10, 12},
                                            {"family", 5, 3},
                                            {"nationality", 6, 4},
                                            {"health", 4, 12},
                                            {"work", 6, 7},
                                            {"education", 2, 1},
                                            {"recognition", 2, 1},
                                            {"housing", 2, 3},
                                            {"tax_ss", 6, 8},
                                            {"return", 1, 2},
                                            {"other", 4, 4}}};

// Bodies that ask for an interpreter; the health service apart.
constexpr std::array<absl::string_view, 6> kBodies = {
    "border_service", "social_security", "registry", "school", "municipality", ""};

// How busy the helpline is: the borders closed and the desks with them in March
// 2020, and everybody called.
std::vector<double> HelplineSeason(int first_month, int last_month) {
  std::vector<double> season = {1.00, 0.95, 1.00, 0.95, 1.00, 0.95, 1.05, 0.90, 1.00, 1.10, 1.00,
                                0.85, 1.10, 1.05, 1.80, 2.10, 1.75, 1.50, 1.35, 1.05, 1.20, 0.75};
  for (int month = 0; month < kMonths; ++month) {
    if (month < first_month || month > last_month) season[static_cast<size_t>(month)] = 0;
  }
  return season;
}

double Sum(const std::vector<double>& weights) {
  double sum = 0;
  for (double weight : weights) sum += weight;
  return sum;
}

}  // namespace

void Planner::PlanCalls() {
  const std::vector<double> season = HelplineSeason(kAugust2019, kOctober2020);
  std::vector<int64_t> demand = Apportion(volumes_.demand_calls, season);
  // The months before are like the others, without being counted in the report.
  const std::vector<double> earlier = HelplineSeason(0, kAugust2019 - 1);
  const int64_t earlier_total =
      static_cast<int64_t>(static_cast<double>(volumes_.demand_calls) * Sum(earlier) / Sum(season));
  const std::vector<int64_t> before = Apportion(earlier_total, earlier);
  for (int month = 0; month < kMonths; ++month) {
    const size_t at = static_cast<size_t>(month);
    AddCalls(month, demand[at] + before[at]);
  }
  PlanTranslations();
}

void Planner::AddCalls(int month, int64_t demand) {
  for (int64_t i = 0; i < demand; ++i) {
    free_calls_[static_cast<size_t>(month)].push_back(static_cast<uint32_t>(plan_.calls.size()));
    plan_.calls.push_back(DrawCall(month));
    if (random_.Chance(kQuiet)) plan_.calls.push_back(DrawQuietCall(month));
  }
}

PlannedCall Planner::DrawCall(int month) {
  PlannedCall call;
  call.at = DrawHelplineMoment(random_, FirstDay(month), LastDay(month));
  std::vector<double> weights;
  for (const Topic& topic : kTopics) {
    weights.push_back(month >= kMarch2020 ? topic.in_pandemic : topic.weight);
  }
  call.topic = kTopics[Weighted(weights).Draw(random_)].code;
  const double draw = random_.Unit();
  call.outcome = draw < 0.72   ? "answered"
                 : draw < 0.84 ? "booked"
                 : draw < 0.95 ? "referred"
                               : "callback";
  call.seconds = static_cast<int32_t>(60 + 240 * random_.LogNormal(0.6));
  // People who were at a desk call as well; their nationality is then theirs.
  const uint32_t person = static_cast<uint32_t>(random_.Below(plan_.people.size()));
  const Identity& identity = plan_.people[person].identity;
  const Culture& culture =
      Cultures()[static_cast<size_t>(plan_.nationalities[identity.nationality].culture)];
  const absl::string_view tag = culture.languages[random_.Below(culture.languages.size())];
  call.language = random_.Chance(0.45) && world_.Speaks(tag) ? tag : "pt";
  if (!random_.Chance(0.08)) {
    call.serial = identity.serial;
    call.number_form = static_cast<uint8_t>(random_.Below(5));
  }
  if (random_.Chance(0.5)) call.nationality = static_cast<int16_t>(identity.nationality);
  if (random_.Chance(0.7)) call.sex = identity.female ? "2" : "1";
  call.operator_number = static_cast<uint8_t>(random_.Below(kOperators));
  return call;
}

PlannedCall Planner::DrawQuietCall(int month) {
  PlannedCall call;
  call.at = DrawHelplineMoment(random_, FirstDay(month), LastDay(month));
  const double draw = random_.Unit();
  call.kind = draw < 0.55   ? PlannedCall::Kind::kSilent
              : draw < 0.65 ? PlannedCall::Kind::kAbusive
                            : PlannedCall::Kind::kWrongNumber;
  call.seconds = static_cast<int32_t>(random_.Between(3, 60));
  call.operator_number = static_cast<uint8_t>(random_.Below(kOperators));
  return call;
}

void Planner::PlanTranslations() {
  const std::vector<double> season = HelplineSeason(kAugust2019, kOctober2020);
  const auto health =
      Apportion(volumes_.health_translations, HelplineSeason(kMarch2020, kOctober2020));
  const auto other =
      Apportion(std::max<int64_t>(volumes_.translations - volumes_.health_translations, 0), season);
  // The months before the report's period go on at the same rate.
  const double rate = static_cast<double>(volumes_.translations) / Sum(season);
  const std::vector<double> earlier = HelplineSeason(0, kAugust2019 - 1);
  for (int month = 0; month < kMonths; ++month) {
    const size_t at = static_cast<size_t>(month);
    const int64_t ordinary = other[at] + static_cast<int64_t>(rate * earlier[at]);
    AddLegs(month, health[at], true);
    AddLegs(month, ordinary, false);
    AddFailedLegs(month,
                  static_cast<int64_t>(kFailedLegs * static_cast<double>(ordinary + health[at])));
  }
}

void Planner::AddLegs(int month, int64_t translated, bool health) {
  PlannedCall* call = nullptr;
  for (int64_t i = 0; i < translated; ++i) {
    // A few calls need an interpreter twice: for two bodies, one after the other.
    const bool second = call != nullptr && call->legs.size() == 1 && random_.Chance(kSecondLeg);
    if (!second) call = &TakeLegCall(month);
    PlannedLeg leg;
    leg.seconds = static_cast<int32_t>(120 + 300 * random_.LogNormal(0.5));
    leg.requesting_body = kBodies[random_.Below(kBodies.size())];
    // Until March 2020 the health service asks now and then, and is not counted.
    const bool asks = month < kMarch2020 && random_.Chance(0.06);
    if (health || asks) leg.requesting_body = "health_centre";
    call->legs.push_back(leg);
    DescribeLegCall(*call, true);
  }
}

void Planner::AddFailedLegs(int month, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    PlannedCall& call = TakeLegCall(month);
    PlannedLeg leg;
    leg.translated = false;
    leg.requesting_body = kBodies[random_.Below(kBodies.size())];
    call.legs.push_back(leg);
    DescribeLegCall(call, false);
  }
}

// A demand call of the month that has no interpreter yet. There are twenty-five
// times as many as legs; where a tiny scale leaves none, the last call takes the
// leg, which is inside the period of every figure.
PlannedCall& Planner::TakeLegCall(int month) {
  std::vector<uint32_t>& free = free_calls_[static_cast<size_t>(month)];
  if (free.empty()) return plan_.calls.back();
  const size_t choice = random_.Below(free.size());
  std::swap(free[choice], free.back());
  const uint32_t index = free.back();
  free.pop_back();
  return plan_.calls[index];
}

void Planner::DescribeLegCall(PlannedCall& call, bool translated) {
  constexpr std::array<absl::string_view, 14> kInterpreted = {
      "ru", "uk", "ar", "bn", "hi", "ne", "pa", "ur", "cmn", "wo", "ff", "ro", "fa", "ti"};
  call.topic = "translation";
  call.outcome = translated ? "translated" : "no_translator";
  const absl::string_view tag = kInterpreted[random_.Below(kInterpreted.size())];
  if (world_.Speaks(tag)) call.language = tag;
  if (call.language == "pt") call.language = "en";
  int32_t legs = 60;
  for (const PlannedLeg& leg : call.legs) legs += leg.seconds;
  call.seconds = std::max(call.seconds, legs);
}

}  // namespace balcao::country
