// Names of people, as they are written here and at home: a few lists for each
// of the larger communities. Invented people, ordinary names.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace balcao::country {

// A name: in Latin letters, another Latin spelling, and the home script. The
// last two may be empty.
struct NameForm {
  std::string latin;
  std::string variant;
  std::string native;
};

// What the people of a group of countries are called and speak.
struct Culture {
  absl::string_view id;
  std::vector<NameForm> male;
  std::vector<NameForm> female;
  std::vector<NameForm> family;
  // How many family names a person carries.
  int family_names = 1;
  // BCP 47 tags, the most common first.
  std::vector<absl::string_view> languages;
};

// All cultures; the last is the one for countries not named elsewhere.
const std::vector<Culture>& Cultures();

// The culture of a country, by its ISO 3166-1 code.
int CultureOf(absl::string_view country);

// The lists as text: `Latin/variant=native`, the last two optional, with commas
// between the names.
struct CultureText {
  absl::string_view id;
  absl::string_view countries;
  absl::string_view languages;
  int family_names;
  absl::string_view male;
  absl::string_view female;
  absl::string_view family;
};
absl::Span<const CultureText> CultureTexts();

}  // namespace balcao::country
