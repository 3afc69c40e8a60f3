#include <algorithm>
#include <string>

#include "services/catalogue/lookup.h"
#include "services/catalogue/validate.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

using Casework = v1::Indicator::Casework;

bool IsCaseTopic(std::string_view kind, std::string_view code, const Lookup& lookup) {
  if (lookup.case_types.contains(code)) return true;
  return kind == "matter" && lookup.HasCode("case_area", code);
}

// The topic of a fact depends on its kind: that of an interpretation is the body
// that asked for it.
bool IsTopic(std::string_view kind, std::string_view code, const Lookup& lookup) {
  if (kind == "call" || kind == "call_without_demand") return lookup.HasCode("call_topic", code);
  if (kind == "interpretation") return lookup.HasCode("referral", code);
  if (kind == "matter" || kind == "case_opened" || kind == "case_closed") {
    return IsCaseTopic(kind, code, lookup);
  }
  return false;
}

bool IsOutcome(std::string_view kind, std::string_view code, const Lookup& lookup) {
  if (kind == "case_closed") return lookup.HasCode("outcome", code);
  if (kind == "call" || kind == "call_without_demand" || kind == "interpretation") {
    return lookup.HasCode("call_outcome", code);
  }
  return false;
}

bool IsFilterCode(std::string_view kind, std::string_view dimension, std::string_view code,
                  const Lookup& lookup) {
  if (dimension == "topic") return IsTopic(kind, code, lookup);
  if (dimension == "outcome") return IsOutcome(kind, code, lookup);
  if (dimension == "area") return lookup.HasCode("case_area", code);
  if (dimension == "centre") return lookup.centres.contains(code);
  if (dimension == "district") return lookup.districts.contains(code);
  if (dimension == "language") return lookup.languages.contains(code);
  return lookup.HasCode(dimension, code);  // the dimension is the name of its list
}

absl::Status ValidateCasework(const Casework& casework, std::string_view name,
                              const Lookup& lookup) {
  RETURN_IF_ERROR(OneOf("indicator", name, "kind", casework.kind(),
                        {"visit", "matter", "call", "call_without_demand", "interpretation",
                         "case_opened", "case_closed"}));
  if (casework.measure() != v1::QueryTableRequest::MEASURE_COUNT &&
      casework.measure() != v1::QueryTableRequest::MEASURE_PERSONS) {
    return Fault("indicator", name, "counts neither events nor persons");
  }
  Names dimensions;
  for (const v1::TableFilter& filter : casework.filters()) {
    const std::string& dimension = filter.dimension();
    RETURN_IF_ERROR(OneOf("indicator", name, "dimension", dimension,
                          {"centre", "district", "sex", "age_band", "nationality", "language",
                           "residence_status", "topic", "area", "channel", "outcome"}));
    if (!dimensions.insert(dimension).second) {
      return Fault("indicator", name, "two filters on ", dimension);
    }
    if (filter.codes().empty()) return Fault("indicator", name, "empty filter on ", dimension);
    for (const std::string& code : filter.codes()) {
      if (!IsFilterCode(casework.kind(), dimension, code, lookup)) {
        return Fault("indicator", name, "unknown ", dimension, " \"", code, "\"");
      }
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateFigure(const v1::PlanFigure& figure) {
  const std::string& name = figure.name();
  if (!name.starts_with(kFigurePrefix)) return Fault("indicator", name, "name has no figures/");
  if (figure.objective() < 0 || figure.objective() > kObjectives) {
    return Fault("indicator", name, "unknown objective");
  }
  if (figure.statement().empty() || figure.statement_pt().empty() || figure.unit().empty()) {
    return Fault("indicator", name, "no statement or unit");
  }
  if (!IsCivilDay(figure.period_start()) || !IsCivilDay(figure.period_end()) ||
      figure.period_end() < figure.period_start()) {
    return Fault("indicator", name, "wrong period");
  }
  if (figure.qualifier() == v1::PlanFigure::QUALIFIER_UNSPECIFIED ||
      !v1::PlanFigure::Qualifier_IsValid(figure.qualifier())) {
    return Fault("indicator", name, "no qualifier");
  }
  if (figure.has_value() || figure.origin() != v1::PlanFigure::ORIGIN_UNSPECIFIED || figure.met()) {
    return Fault("indicator", name, "has a value before anything was counted");
  }
  if (!figure.trend().empty() || !figure.measures().empty() || !figure.institute().empty()) {
    return Fault("indicator", name, "says in the figure what stands beside it");
  }
  return absl::OkStatus();
}

absl::Status ValidateFed(const v1::Indicator& indicator, const Lookup& lookup) {
  const std::string& name = indicator.figure().name();
  if (indicator.measures().empty() && indicator.figure().objective() != 0) {
    return Fault("indicator", name, "feeds no measure");
  }
  for (const std::string& fed : indicator.measures()) {
    const auto measure = lookup.measures.find(fed);
    if (measure == lookup.measures.end()) {
      return Fault("indicator", name, "unknown measure \"", fed, "\"");
    }
    if (measure->second->objective() != indicator.figure().objective()) {
      return Fault("indicator", name, fed, " has another objective");
    }
    const auto& parts = measure->second->institutes();
    if (!indicator.institute().empty() &&
        std::find(parts.begin(), parts.end(), indicator.institute()) == parts.end()) {
      return Fault("indicator", name, indicator.institute(), " has no part in ", fed);
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateOrigin(const v1::Indicator& indicator, const Lookup& lookup) {
  const std::string& name = indicator.figure().name();
  const bool counted = !indicator.catalogue_count().empty();
  const bool typed = !indicator.institute().empty();
  if (indicator.has_casework() + counted + typed != 1) {
    return Fault("indicator", name, "must be counted from casework or the catalogue, or typed");
  }
  if (indicator.has_casework()) return ValidateCasework(indicator.casework(), name, lookup);
  if (counted) {
    return OneOf(
        "indicator", name, "catalogue count", indicator.catalogue_count(),
        {"axes", "objectives", "measures", "areas", "institutes", "stages", "local_centres"});
  }
  const auto institute = lookup.institutions.find(indicator.institute());
  if (institute == lookup.institutions.end() || institute->second->kind() != "institute") {
    return Fault("indicator", name, "unknown institute \"", indicator.institute(), "\"");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateIndicators(const v1::IndicatorsFile& file, const Lookup& lookup) {
  Names figures;
  for (const v1::Indicator& indicator : file.indicators()) {
    RETURN_IF_ERROR(AddName("indicator", indicator.figure().name(), &figures));
    RETURN_IF_ERROR(ValidateFigure(indicator.figure()));
    RETURN_IF_ERROR(ValidateOrigin(indicator, lookup));
    RETURN_IF_ERROR(ValidateFed(indicator, lookup));
  }
  if (figures.empty()) return Fault("indicators", "file", "no indicators");
  return absl::OkStatus();
}

}  // namespace balcao::services
