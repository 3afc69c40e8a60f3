// The names that entries of the catalogue may refer to, gathered while its files
// are checked. Private to services/catalogue.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/catalogue/catalogue.h"

namespace balcao::services {

using Names = absl::flat_hash_set<std::string_view>;

struct Lookup {
  Names centres;                                       // by name
  Names districts;                                     // of the centres
  Names case_types;                                    // by id
  absl::flat_hash_map<std::string_view, Names> codes;  // by list
  Names languages;                                     // by tag
  absl::flat_hash_map<std::string_view, const v1::Institution*> institutions;
  absl::flat_hash_map<std::string_view, const v1::Measure*> measures;

  bool HasCode(std::string_view list, std::string_view code) const {
    const auto found = codes.find(list);
    return found != codes.end() && found->second.contains(code);
  }
};

// What StrCat takes: Debian's Abseil has a string_view of its own.
template <typename T>
decltype(auto) Piece(const T& part) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return absl::string_view(part.data(), part.size());
  } else {
    return part;
  }
}

// `case type legal.visa: unknown document "fax"`.
template <typename... Parts>
absl::Status Fault(std::string_view kind, std::string_view name, const Parts&... parts) {
  return absl::InvalidArgumentError(
      absl::StrCat(Piece(kind), " ", Piece(name), ": ", Piece(parts)...));
}

// Adds a name; a fault when it is empty or there already.
absl::Status AddName(std::string_view kind, std::string_view name, Names* names);

// A fault unless the value is one of a few words.
absl::Status OneOf(std::string_view kind, std::string_view name, std::string_view field,
                   std::string_view value, const Names& allowed);

absl::Status ValidateCaseTypes(const v1::CaseTypesFile& file, Lookup* lookup);
absl::Status ValidatePlan(const v1::PlanFile& file, Lookup* lookup);
absl::Status ValidateIndicators(const v1::IndicatorsFile& file, const Lookup& lookup);

}  // namespace balcao::services
