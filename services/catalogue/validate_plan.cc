#include <string>

#include "services/catalogue/lookup.h"
#include "services/catalogue/validate.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

absl::Status Expect(std::string_view what, size_t found, int expected) {
  if (static_cast<int>(found) == expected) return absl::OkStatus();
  return Fault("plan", "file", "expected ", expected, " ", what, ", found ", found);
}

absl::Status ValidateInstitutions(const v1::PlanFile& file, Lookup* lookup) {
  absl::flat_hash_map<std::string_view, size_t> kinds;
  for (const v1::Institution& body : file.institutions()) {
    const std::string& code = body.code();
    if (code.empty()) return Fault("institution", "?", "no code");
    if (!lookup->institutions.emplace(code, &body).second) {
      return Fault("institution", code, "named twice");
    }
    RETURN_IF_ERROR(OneOf("institution", code, "kind", body.kind(), {"area", "institute"}));
    RETURN_IF_ERROR(OneOf("institution", code, "source", body.source(),
                          {"report", "found", "unverified", "illustrative"}));
    if (body.label_en().empty() || body.label_pt().empty()) {
      return Fault("institution", code, "no label");
    }
    ++kinds[body.kind()];
  }
  RETURN_IF_ERROR(Expect("areas", kinds["area"], kAreas));
  return Expect("institutes", kinds["institute"], kInstitutes);
}

bool IsInstitution(const Lookup& lookup, std::string_view code, std::string_view kind) {
  const auto found = lookup.institutions.find(code);
  return found != lookup.institutions.end() && found->second->kind() == kind;
}

absl::Status ValidateParents(const v1::PlanFile& file, const Lookup& lookup) {
  for (const v1::Institution& body : file.institutions()) {
    const bool good = body.kind() == "area" ? body.parent_area().empty()
                                            : IsInstitution(lookup, body.parent_area(), "area");
    if (!good) {
      return Fault("institution", body.code(), "unknown area \"", body.parent_area(), "\"");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateParts(const v1::Measure& measure, const Lookup& lookup) {
  if (!IsInstitution(lookup, measure.lead_area(), "area")) {
    return Fault("measure", measure.name(), "unknown area \"", measure.lead_area(), "\"");
  }
  Names seen;
  for (const std::string& institute : measure.institutes()) {
    if (!IsInstitution(lookup, institute, "institute") || !seen.insert(institute).second) {
      return Fault("measure", measure.name(), "unknown or repeated institute \"", institute, "\"");
    }
  }
  if (seen.empty()) return Fault("measure", measure.name(), "no institute");
  return absl::OkStatus();
}

absl::Status ValidateMeasure(const v1::Measure& measure, std::string_view plan_end) {
  const std::string& name = measure.name();
  if (!name.starts_with(kMeasurePrefix)) return Fault("measure", name, "name has no measures/");
  if (measure.axis() < 1 || measure.axis() > kAxes) return Fault("measure", name, "unknown axis");
  if (measure.objective() < 1 || measure.objective() > kObjectives) {
    return Fault("measure", name, "unknown objective");
  }
  if (measure.title_en().empty() || measure.title_pt().empty()) {
    return Fault("measure", name, "no title");
  }
  RETURN_IF_ERROR(
      OneOf("measure", name, "source", measure.source(), {"report", "found", "illustrative"}));
  if (!IsCivilDay(measure.deadline()) || measure.deadline() > plan_end) {
    return Fault("measure", name, "\"", measure.deadline(), "\" is no day of the plan");
  }
  if (measure.continuous() && measure.deadline() != plan_end) {
    return Fault("measure", name, "continuous, but ends before the plan");
  }
  if (measure.stage() != v1::MEASURE_STAGE_NOT_STARTED || !measure.evidence().empty()) {
    return Fault("measure", name, "is not at its first stage");
  }
  return absl::OkStatus();
}

absl::Status ValidateMeasures(const v1::PlanFile& file, Lookup* lookup) {
  absl::flat_hash_set<int> axes, objectives;
  for (const v1::Measure& measure : file.measures()) {
    if (!lookup->measures.emplace(measure.name(), &measure).second) {
      return Fault("measure", measure.name(), "named twice");
    }
    RETURN_IF_ERROR(ValidateMeasure(measure, file.plan_end()));
    RETURN_IF_ERROR(ValidateParts(measure, *lookup));
    axes.insert(measure.axis());
    objectives.insert(measure.objective());
  }
  RETURN_IF_ERROR(Expect("axes", axes.size(), kAxes));
  RETURN_IF_ERROR(Expect("objectives", objectives.size(), kObjectives));
  return Expect("measures", lookup->measures.size(), kMeasures);
}

}  // namespace

absl::Status ValidatePlan(const v1::PlanFile& file, Lookup* lookup) {
  if (!IsCivilDay(file.plan_end())) return Fault("plan", "file", "no last day");
  RETURN_IF_ERROR(ValidateInstitutions(file, lookup));
  RETURN_IF_ERROR(ValidateParents(file, *lookup));
  return ValidateMeasures(file, lookup);
}

}  // namespace balcao::services
