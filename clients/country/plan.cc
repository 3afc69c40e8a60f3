#include "clients/country/plan.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/country/planner.h"

namespace balcao::country {
namespace {

absl::StatusOr<int64_t> ReportValue(const World& world, absl::string_view id) {
  for (const FigurePeriod& figure : world.figures) {
    if (figure.id == id) return figure.report_value;
  }
  return absl::InvalidArgumentError(absl::StrCat("report_figures.csv has no figure ", id));
}

int64_t Scale(int64_t value, double scale) {
  return std::max<int64_t>(1, std::llround(static_cast<double>(value) * scale));
}

// Case types that make up most of the work, by how often they come.
double TypeWeight(const v1::CaseType& type) {
  struct Share {
    absl::string_view id;
    double weight;
  };
  constexpr std::array<Share, 12> kShares = {{{"legal.work_regularisation", 30},
                                              {"legal.permit_renewal", 24},
                                              {"legal.permit_grant", 14},
                                              {"legal.eu_registration", 12},
                                              {"family.third_country", 12},
                                              {"nationality.residence", 14},
                                              {"social.niss", 12},
                                              {"social.support", 8},
                                              {"health.user_number", 9},
                                              {"employment.gip", 9},
                                              {"housing.support", 5},
                                              {"legal.permit_permanent", 5}}};
  if (type.restricted()) return 0.15;
  for (const Share& share : kShares) {
    if (share.id == Leaf(type.name())) return share.weight;
  }
  return 3;
}

absl::Status CheckWorld(const World& world) {
  for (absl::string_view id : {"language.course", "return.voluntary"}) {
    if (world.TypeIndex(id) < 0) {
      return absl::InvalidArgumentError(absl::StrCat("the catalogue has no case type ", id));
    }
  }
  if (world.AreaIndex("legal") < 0 || world.residents.empty()) {
    return absl::InvalidArgumentError("the catalogue has no area `legal`, or no residents");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Volumes> ScaleVolumes(const World& world, double scale) {
  struct Target {
    absl::string_view figure;
    int64_t Volumes::*volume;
  };
  constexpr std::array<Target, 7> kTargets = {{{"F031", &Volumes::stay_people},
                                               {"F035", &Volumes::trainees},
                                               {"F024", &Volumes::outreach},
                                               {"F046", &Volumes::returns},
                                               {"F033", &Volumes::demand_calls},
                                               {"F034", &Volumes::translations},
                                               {"F021", &Volumes::health_translations}}};
  Volumes volumes;
  for (const Target& target : kTargets) {
    const absl::StatusOr<int64_t> value = ReportValue(world, target.figure);
    if (!value.ok()) return value.status();
    volumes.*target.volume = Scale(*value, scale);
  }
  // `more than 800`: a little above.
  volumes.outreach += volumes.outreach * 3 / 200;
  volumes.early_people = volumes.stay_people / 5;
  volumes.other_people = volumes.stay_people / 12;
  volumes.late_people = volumes.stay_people / 30;
  volumes.cover_sets = Scale(3, scale);
  return volumes;
}

absl::StatusOr<CountryPlan> MakePlan(const World& world, const PlanOptions& options) {
  if (options.scale < 0.001 || options.scale > 20) {
    return absl::InvalidArgumentError("the scale must be from 0.001 to 20");
  }
  if (absl::Status checked = CheckWorld(world); !checked.ok()) return checked;
  const absl::StatusOr<Volumes> volumes = ScaleVolumes(world, options.scale);
  if (!volumes.ok()) return volumes.status();
  return Planner(world, options, *volumes).Make();
}

std::vector<double> CentreWeights(const World& world, uint64_t seed) {
  constexpr std::array<double, 3> kNational = {28, 14, 6};
  constexpr double kLocalTogether = 52;
  constexpr double kDeviation = 0.9;
  std::vector<double> weights;
  double local = 0;
  size_t national = 0;
  for (const v1::Centre& centre : world.centres) {
    if (centre.kind() == v1::Centre::KIND_NATIONAL) {
      weights.push_back(-kNational[std::min(national++, kNational.size() - 1)]);
      continue;
    }
    Random random = Random(seed).Fork(centre.name());
    weights.push_back(random.LogNormal(kDeviation));
    local += weights.back();
  }
  // National shares stand as negative until the local ones are brought to scale.
  for (double& weight : weights) weight = weight < 0 ? -weight : weight * kLocalTogether / local;
  return weights;
}

std::string RequestId(uint64_t seed, absl::string_view what, uint64_t index, uint64_t step,
                      Moment at) {
  const uint64_t millis = static_cast<uint64_t>(UtcMicros(at) / 1000) & 0xffffffffffffu;
  const uint64_t high = MixBits(HashText(what) ^ MixBits(seed + 1));
  const uint64_t low = MixBits(high ^ MixBits(index * 4096 + step + 1));
  const uint64_t tail = MixBits(low + high);
  return absl::StrFormat("%08x-%04x-7%03x-%04x-%012x", millis >> 16, millis & 0xffff, low & 0xfff,
                         0x8000 | (low >> 50), tail & 0xffffffffffffu);
}

Planner::Planner(const World& world, const PlanOptions& options, const Volumes& volumes)
    : world_(world),
      options_(options),
      volumes_(volumes),
      random_(Random(options.seed).Fork("plan")),
      identities_(world, Random(options.seed)),
      centres_(CentreWeights(world, options.seed)) {
  for (const v1::CaseType& type : world.types) {
    graphs_.emplace_back(type);
    type_weights_.push_back(TypeWeight(type));
  }
}

absl::StatusOr<CountryPlan> Planner::Make() {
  plan_.options = options_;
  plan_.nationalities = identities_.nationalities();
  PlanPeople();
  MarkVisits();
  FillVisits();
  PlanPromotions();
  PlanCalls();
  BuildScripts();
  return std::move(plan_);
}

bool Planner::IsUnion(uint32_t person) const {
  return plan_.nationalities[plan_.people[person].identity.nationality].european_union;
}

}  // namespace balcao::country
