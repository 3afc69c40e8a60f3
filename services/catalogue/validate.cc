#include "services/catalogue/validate.h"

#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "services/catalogue/lookup.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

// Lists that the contract names.
constexpr std::string_view kRequiredLists[] = {
    "age_band", "call_outcome",     "call_topic",    "case_area",    "case_stage",
    "channel",  "document",         "measure_stage", "nationality",  "outcome",
    "referral", "residence_status", "sex",           "vulnerability"};

bool IsPrefix(std::string_view text) {
  if (text.size() != 3) return false;
  for (const char c : text) {
    if (c < 'A' || c > 'Z') return false;
  }
  return true;
}

absl::Status ValidateCentre(const v1::Centre& centre, Names* prefixes) {
  const std::string& name = centre.name();
  if (!name.starts_with(kCentrePrefix)) return Fault("centre", name, "name has no centres/");
  if (centre.kind() == v1::Centre::KIND_UNSPECIFIED) return Fault("centre", name, "no kind");
  if (centre.title().empty()) return Fault("centre", name, "no title");
  const bool helpline = centre.kind() == v1::Centre::KIND_HELPLINE;
  if (helpline != (name == kHelplineCentre)) return Fault("centre", name, "wrong kind");
  if (!helpline &&
      (centre.municipality().empty() || centre.district().empty() || centre.nuts2().empty())) {
    return Fault("centre", name, "no municipality, district or region");
  }
  if (centre.host_type().empty()) return Fault("centre", name, "no host type");
  RETURN_IF_ERROR(
      OneOf("centre", name, "source", centre.source(), {"found", "unverified", "illustrative"}));
  RETURN_IF_ERROR(OneOf("centre", name, "time zone", centre.time_zone(),
                        {"Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"}));
  if (!IsPrefix(centre.reference_prefix())) {
    return Fault("centre", name, "reference prefix is not three letters");
  }
  if (!prefixes->insert(centre.reference_prefix()).second) {
    return Fault("centre", name, "reference prefix ", centre.reference_prefix(), " is taken");
  }
  return absl::OkStatus();
}

absl::Status ValidateCentres(const v1::CentresFile& file, Lookup* lookup) {
  absl::flat_hash_map<int, int> counts;
  Names prefixes;
  for (const v1::Centre& centre : file.centres()) {
    RETURN_IF_ERROR(AddName("centre", centre.name(), &lookup->centres));
    RETURN_IF_ERROR(ValidateCentre(centre, &prefixes));
    if (!centre.district().empty()) lookup->districts.insert(centre.district());
    ++counts[centre.kind()];
  }
  // Values, not references: to ask for a kind that has none would move the others.
  const int national = counts[v1::Centre::KIND_NATIONAL];
  const int local = counts[v1::Centre::KIND_LOCAL];
  const int helplines = counts[v1::Centre::KIND_HELPLINE];
  if (national != kNationalCentres || local != kLocalCentres || helplines != 1) {
    return Fault("centres", "file", "expected ", kNationalCentres, " national, ", kLocalCentres,
                 " local and the helpline, found ", national, ", ", local, " and ", helplines);
  }
  return absl::OkStatus();
}

absl::Status ValidateList(const v1::CodeList& list, Lookup* lookup) {
  if (list.name().empty()) return Fault("code list", "?", "no name");
  const auto [codes, added] = lookup->codes.try_emplace(list.name());
  if (!added) return Fault("code list", list.name(), "named twice");
  for (const v1::Code& code : list.codes()) {
    if (code.code().empty() || code.label_en().empty() || code.label_pt().empty()) {
      return Fault("code list", list.name(), "code \"", code.code(), "\" or a label is empty");
    }
    if (!codes->second.insert(code.code()).second) {
      return Fault("code list", list.name(), "code \"", code.code(), "\" named twice");
    }
  }
  if (codes->second.empty()) return Fault("code list", list.name(), "empty");
  return absl::OkStatus();
}

absl::Status ValidateLanguage(const v1::Language& language, Lookup* lookup) {
  const std::string& tag = language.tag();
  RETURN_IF_ERROR(AddName("language", tag, &lookup->languages));
  if (language.iso639_3().size() != 3) return Fault("language", tag, "no ISO 639-3 code");
  if (language.label_en().empty() || language.label_pt().empty()) {
    return Fault("language", tag, "no label");
  }
  if (language.channels().empty()) return Fault("language", tag, "no channel");
  for (const std::string& channel : language.channels()) {
    RETURN_IF_ERROR(
        OneOf("language", tag, "channel", channel, {"helpline", "desk", "translation"}));
  }
  return OneOf("language", tag, "source", language.source(), {"found", "illustrative"});
}

absl::Status ValidateCodes(const v1::CodesFile& file, Lookup* lookup) {
  for (const v1::CodeList& list : file.lists()) RETURN_IF_ERROR(ValidateList(list, lookup));
  for (const std::string_view list : kRequiredLists) {
    if (!lookup->codes.contains(list)) return Fault("code list", list, "missing");
  }
  for (const v1::Language& language : file.languages()) {
    RETURN_IF_ERROR(ValidateLanguage(language, lookup));
  }
  if (lookup->languages.empty()) return Fault("codes", "file", "no languages");
  return absl::OkStatus();
}

}  // namespace

absl::Status AddName(std::string_view kind, std::string_view name, Names* names) {
  if (name.empty()) return Fault(kind, "?", "no name");
  if (!names->insert(name).second) return Fault(kind, name, "named twice");
  return absl::OkStatus();
}

absl::Status OneOf(std::string_view kind, std::string_view name, std::string_view field,
                   std::string_view value, const Names& allowed) {
  if (allowed.contains(value)) return absl::OkStatus();
  return Fault(kind, name, "unknown ", field, " \"", value, "\"");
}

absl::Status ValidateCatalogue(const CatalogueFiles& files) {
  Lookup lookup;
  RETURN_IF_ERROR(ValidateCentres(files.centres, &lookup));
  RETURN_IF_ERROR(ValidateCodes(files.codes, &lookup));
  RETURN_IF_ERROR(ValidateCaseTypes(files.case_types, &lookup));
  RETURN_IF_ERROR(ValidatePlan(files.plan, &lookup));
  return ValidateIndicators(files.indicators, lookup);
}

bool IsCivilDay(std::string_view text) {
  if (text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  int year = 0, month = 0, day = 0;
  if (!absl::SimpleAtoi(Piece(text.substr(0, 4)), &year) ||
      !absl::SimpleAtoi(Piece(text.substr(5, 2)), &month) ||
      !absl::SimpleAtoi(Piece(text.substr(8, 2)), &day)) {
    return false;
  }
  const absl::CivilDay normal(year, month, day);  // 2021-02-29 turns into March
  return normal.month() == month && normal.day() == day;
}

}  // namespace balcao::services
