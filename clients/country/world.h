// What the generator knows of the house before it begins: the centres, the case
// types with their stages, the areas, the languages, and how many people of each
// nationality live here. Read from the server, or from the files of the
// catalogue (in tests).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "balcao/v1/catalogue.pb.h"

namespace balcao::country {

// A line of `report_figures.csv`: a figure and the period it counts over.
struct FigurePeriod {
  std::string id;
  int32_t first_day = 0;
  int32_t last_day = 0;
  int64_t report_value = 0;
  std::string statement;
};

// A line of `nationality_weights.csv`; 0 where the source has no number.
struct Residents {
  std::string country;
  double in_2018 = 0;
  double in_2020 = 0;
};

struct World {
  // The desks; the national ones first.
  std::vector<v1::Centre> centres;
  // The helpline.
  v1::Centre helpline;
  std::vector<v1::CaseType> types;
  // The codes of the list `case_area`.
  std::vector<std::string> areas;
  // The BCP 47 tags in use.
  std::vector<std::string> languages;
  std::vector<Residents> residents;
  std::vector<FigurePeriod> figures;

  // The place of a case type by its id (`legal.visa`); -1 when there is none.
  int TypeIndex(absl::string_view id) const;
  // The place of an area by its code; -1 when there is none.
  int AreaIndex(absl::string_view code) const;
  // Says that the language is in use here.
  bool Speaks(absl::string_view tag) const;
};

// The last part of a resource name: `CNAIM-LIS` of `centres/CNAIM-LIS`.
absl::string_view Leaf(absl::string_view name);

// Says that a matter is one of stay: by its case type, or, where no case was
// opened (type -1), by its area.
bool IsMatterOfStay(const World& world, int type, absl::string_view area);

// Sorts the centres of the catalogue into desks and the helpline.
// INVALID_ARGUMENT when there is no desk, no helpline, or no national centre.
absl::Status SetCentres(const std::vector<v1::Centre>& centres, World& world);

// Reads `nationality_weights.csv` and `report_figures.csv` from a folder.
absl::Status ReadTables(const std::string& folder, World& world);

// Reads the whole world from the files of a catalogue folder.
absl::StatusOr<World> ReadWorld(const std::string& folder);

// Reads a text file whole. NOT_FOUND when it cannot be read.
absl::StatusOr<std::string> ReadText(const std::string& path);

}  // namespace balcao::country
