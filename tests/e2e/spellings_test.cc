// How well names are heard: many names in the lists of the synthetic country have another Latin
// spelling, or the home script. H04.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "clients/country/names.h"
#include "gtest/gtest.h"
#include "services/common/keys.h"

namespace balcao::testing {
namespace {

using country::NameForm;

std::vector<NameForm> AllNames() {
  std::vector<NameForm> names;
  for (const country::Culture& culture : country::Cultures()) {
    for (const auto* list : {&culture.male, &culture.female, &culture.family}) {
      names.insert(names.end(), list->begin(), list->end());
    }
  }
  return names;
}

std::vector<std::string> Heard(const std::string& name) {
  std::vector<std::string> sounds = services::NameTokens(name);
  for (std::string& token : sounds) token = services::SoundOf(token);
  return sounds;
}

double ShareAlike(std::string NameForm::*form) {
  int pairs = 0, alike = 0;
  for (const NameForm& name : AllNames()) {
    if ((name.*form).empty() || name.*form == name.latin) continue;
    ++pairs;
    alike += Heard(name.*form) == Heard(name.latin) ? 1 : 0;
  }
  return pairs == 0 ? 0 : static_cast<double>(alike) / pairs;
}

TEST(Spellings, OfOneNameAreMostlyHeardAlike) {
  const double latin = ShareAlike(&NameForm::variant), native = ShareAlike(&NameForm::native);
  std::cout << "heard alike: Latin " << latin << ", home script " << native << std::endl;
  EXPECT_GT(latin, 0.9);
  EXPECT_GT(native, 0.6);
}

TEST(Spellings, OfOtherNamesAreSeldomHeardAlike) {
  std::map<std::vector<std::string>, std::set<std::string>> by_sound;
  for (const NameForm& name : AllNames()) by_sound[Heard(name.latin)].insert(name.latin);
  size_t names = 0, together = 0;
  for (const auto& [sound, alike] : by_sound) {
    names += alike.size();
    together += alike.size() * alike.size();
  }
  const double mean = static_cast<double>(together) / static_cast<double>(names);
  std::cout << "names of one sound, for a name: " << mean << std::endl;
  EXPECT_LT(mean, 3);
}

}  // namespace
}  // namespace balcao::testing
