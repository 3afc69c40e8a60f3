#include "clients/country/names.h"

#include <algorithm>

#include "absl/strings/str_split.h"

namespace balcao::country {
namespace {

std::vector<NameForm> ParseForms(absl::string_view text) {
  std::vector<NameForm> forms;
  for (absl::string_view entry : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    const std::vector<absl::string_view> scripts = absl::StrSplit(entry, '=');
    const std::vector<absl::string_view> spellings = absl::StrSplit(scripts[0], '/');
    NameForm form;
    form.latin = std::string(spellings[0]);
    if (spellings.size() > 1) form.variant = std::string(spellings[1]);
    if (scripts.size() > 1) form.native = std::string(scripts[1]);
    forms.push_back(std::move(form));
  }
  return forms;
}

std::vector<Culture> ParseCultures() {
  std::vector<Culture> cultures;
  for (const CultureText& text : CultureTexts()) {
    Culture culture;
    culture.id = text.id;
    culture.male = ParseForms(text.male);
    culture.female = ParseForms(text.female);
    culture.family = ParseForms(text.family);
    culture.family_names = text.family_names;
    culture.languages = absl::StrSplit(text.languages, ',');
    cultures.push_back(std::move(culture));
  }
  return cultures;
}

}  // namespace

const std::vector<Culture>& Cultures() {
  static const std::vector<Culture>* const cultures = new std::vector<Culture>(ParseCultures());
  return *cultures;
}

int CultureOf(absl::string_view country) {
  const absl::Span<const CultureText> texts = CultureTexts();
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::vector<absl::string_view> countries = absl::StrSplit(texts[i].countries, ',');
    if (std::find(countries.begin(), countries.end(), country) != countries.end()) {
      return static_cast<int>(i);
    }
  }
  return static_cast<int>(texts.size()) - 1;
}

}  // namespace balcao::country
