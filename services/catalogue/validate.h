// The checks on the files of the catalogue: a pure function of what was parsed,
// so that a fault is found before the server starts and not by a case worker.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "services/catalogue/catalogue.h"

namespace balcao::services {

// What the report says there is.
inline constexpr int kAxes = 5;
inline constexpr int kObjectives = 23;
inline constexpr int kMeasures = 97;
inline constexpr int kAreas = 16;
inline constexpr int kInstitutes = 27;
inline constexpr int kNationalCentres = 3;
inline constexpr int kLocalCentres = 106;

// Checks every file by itself and every reference between them. INVALID_ARGUMENT
// names the entry and the fault of the first that was found:
// `case type legal.visa: unknown document "fax"`.
absl::Status ValidateCatalogue(const CatalogueFiles& files);

// Says whether a text is a day of the calendar, written `2020-02-29`.
bool IsCivilDay(std::string_view text);

}  // namespace balcao::services
