#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/catalogue/lookup.h"
#include "services/catalogue/validate.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

constexpr int kSourcesFound = 33;  // F1 to F33, listed in docs/catalogue.md

// S the report, M general knowledge, proposal a rule of ours, F1 to F33 found.
bool IsSourceMark(std::string_view mark) {
  if (mark == "S" || mark == "M" || mark == "proposal") return true;
  int number = 0;
  return mark.starts_with("F") && absl::SimpleAtoi(Piece(mark.substr(1)), &number) && number >= 1 &&
         number <= kSourcesFound;
}

absl::Status ValidateStages(const v1::CaseType& type, std::string_view id, const Lookup& lookup,
                            Names* stages) {
  for (const std::string& stage : type.stages()) {
    if (stage.empty()) return Fault("case type", id, "empty stage");
    if (!lookup.HasCode("case_stage", stage)) {
      return Fault("case type", id, "unknown case_stage \"", stage, "\"");
    }
    if (!stages->insert(stage).second) {
      return Fault("case type", id, "stage \"", stage, "\" named twice");
    }
  }
  if (type.stages_size() < 2) return Fault("case type", id, "fewer than two stages");
  if (*type.stages().rbegin() != "closed") {
    return Fault("case type", id, "the last stage is not closed");
  }
  return absl::OkStatus();
}

absl::Status ValidateTransitions(const v1::CaseType& type, std::string_view id,
                                 const Names& stages) {
  absl::flat_hash_set<std::pair<std::string_view, std::string_view>> seen;
  for (const v1::Transition& move : type.transitions()) {
    const std::string text = absl::StrCat("transition ", move.from(), " to ", move.to());
    if (!stages.contains(move.from()) || !stages.contains(move.to())) {
      return Fault("case type", id, text, ": unknown stage");
    }
    if (move.from() == "closed" || move.to() == "closed") {
      return Fault("case type", id, text, ": closed has its own method");
    }
    if (move.from() == move.to()) return Fault("case type", id, text, ": goes nowhere");
    if (!v1::Transition::Guard_IsValid(move.guard())) {
      return Fault("case type", id, text, ": unknown guard");
    }
    if (!seen.emplace(move.from(), move.to()).second) {
      return Fault("case type", id, text, ": named twice");
    }
  }
  return absl::OkStatus();
}

// Every stage but `closed` must be reached from the first.
absl::Status ValidateReach(const v1::CaseType& type, std::string_view id) {
  const std::string_view first = type.stages(0);
  Names reached = {first};
  std::vector<std::string_view> open = {first};
  while (!open.empty()) {
    const std::string_view from = open.back();
    open.pop_back();
    for (const v1::Transition& move : type.transitions()) {
      if (move.from() == from && reached.insert(move.to()).second) open.push_back(move.to());
    }
  }
  for (const std::string& stage : type.stages()) {
    if (stage != "closed" && !reached.contains(stage)) {
      return Fault("case type", id, "stage \"", stage, "\" is never reached");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateReferences(const google::protobuf::RepeatedPtrField<std::string>& codes,
                                std::string_view id, std::string_view list, const Lookup& lookup) {
  Names seen;
  for (const std::string& code : codes) {
    if (!lookup.HasCode(list, code)) {
      return Fault("case type", id, "unknown ", list, " \"", code, "\"");
    }
    if (!seen.insert(code).second) {
      return Fault("case type", id, list, " \"", code, "\" named twice");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateDeadlines(const v1::CaseType& type, std::string_view id) {
  Names ids;
  for (const v1::Deadline& clock : type.deadlines()) {
    const std::string name = absl::StrCat(Piece(id), " clock ", clock.id());
    if (clock.id().empty() || clock.what().empty()) return Fault("case type", name, "has no text");
    if (!ids.insert(clock.id()).second) return Fault("case type", name, "named twice");
    RETURN_IF_ERROR(OneOf("case type", name, "unit", clock.unit(),
                          {"calendar", "working", "months", "years", "hours", "date", "immediate",
                           "calendar_before_expiry", "before_event", "euro", "none"}));
    for (const std::string& mark : std::vector<std::string>(absl::StrSplit(clock.source(), ','))) {
      if (!IsSourceMark(mark)) {
        return Fault("case type", name, "unknown source \"", mark, "\"");
      }
    }
    if (clock.unit() != "date") continue;
    for (const std::string& value : {clock.value_2019_2020(), clock.value_today()}) {
      if (!value.empty() && !IsCivilDay(value)) {
        return Fault("case type", name, "\"", value, "\" is no date");
      }
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateFlags(const v1::CaseType& type, std::string_view id) {
  bool restricted = false;
  for (const std::string& flag : type.flags()) {
    restricted |= flag.starts_with("restricted");
    if (!flag.starts_with("art9:") && !flag.starts_with("art10:") &&
        !flag.starts_with("children:") && !flag.starts_with("restricted")) {
      return Fault("case type", id, "unknown flag \"", flag, "\"");
    }
  }
  if (restricted != type.restricted()) {
    return Fault("case type", id, "restricted does not agree with its flags");
  }
  return absl::OkStatus();
}

absl::Status ValidateValidity(const v1::CaseType& type, std::string_view id) {
  for (const std::string& day : {type.valid_from(), type.valid_to()}) {
    if (!day.empty() && !IsCivilDay(day)) {
      return Fault("case type", id, "\"", day, "\" is no date");
    }
  }
  if (!type.valid_from().empty() && !type.valid_to().empty() &&
      type.valid_to() < type.valid_from()) {
    return Fault("case type", id, "ends before it begins");
  }
  return absl::OkStatus();
}

absl::Status ValidateCaseType(const v1::CaseType& type, std::string_view id, const Lookup& lookup) {
  if (type.title().empty() || type.title_pt().empty() || type.purpose().empty() ||
      type.law().empty()) {
    return Fault("case type", id, "no title, purpose or law");
  }
  for (const std::string& area : {type.area(), type.report_area()}) {
    if (!lookup.HasCode("case_area", area)) {
      return Fault("case type", id, "unknown case_area \"", area, "\"");
    }
  }
  Names stages;
  RETURN_IF_ERROR(ValidateStages(type, id, lookup, &stages));
  RETURN_IF_ERROR(ValidateTransitions(type, id, stages));
  RETURN_IF_ERROR(ValidateReach(type, id));
  RETURN_IF_ERROR(ValidateReferences(type.documents(), id, "document", lookup));
  RETURN_IF_ERROR(ValidateReferences(type.outcomes(), id, "outcome", lookup));
  RETURN_IF_ERROR(ValidateReferences(type.referrals(), id, "referral", lookup));
  if (type.outcomes().empty()) return Fault("case type", id, "no outcome");
  RETURN_IF_ERROR(ValidateDeadlines(type, id));
  RETURN_IF_ERROR(ValidateFlags(type, id));
  return ValidateValidity(type, id);
}

}  // namespace

absl::Status ValidateCaseTypes(const v1::CaseTypesFile& file, Lookup* lookup) {
  if (file.version() < 1) return Fault("case types", "file", "no version");
  for (const v1::CaseType& type : file.case_types()) {
    if (!type.name().starts_with(kCaseTypePrefix)) {
      return Fault("case type", type.name(), "name has no caseTypes/");
    }
    const std::string_view id = ShortName(type.name());
    RETURN_IF_ERROR(AddName("case type", id, &lookup->case_types));
    // A topic is a case type or an area: one word cannot be both.
    if (lookup->HasCode("case_area", id)) return Fault("case type", id, "is also an area");
    RETURN_IF_ERROR(ValidateCaseType(type, id, *lookup));
  }
  if (lookup->case_types.empty()) return Fault("case types", "file", "no case types");
  return absl::OkStatus();
}

}  // namespace balcao::services
