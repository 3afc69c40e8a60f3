// The nationalities of the residents, from the numbers of the source.
#include <algorithm>

#include "clients/country/calendar.h"
#include "clients/country/identity.h"
#include "clients/country/names.h"

namespace balcao::country {
namespace {

// The row of the source that holds everybody.
constexpr absl::string_view kAll = "ZZ";

// Where the rest of the residents come from: shares of ours, for countries that
// the source does not name in 2018 and 2020.
struct Share {
  absl::string_view country;
  double weight;
};
constexpr std::array<Share, 28> kOthers = {
    {{"NP", 12}, {"BD", 9}, {"ES", 14}, {"ST", 9}, {"DE", 13}, {"MD", 6}, {"BG", 6},
     {"PK", 5},  {"NL", 7}, {"RU", 4},  {"MA", 3}, {"SN", 3},  {"US", 4}, {"VE", 5},
     {"BE", 4},  {"MZ", 3}, {"GN", 2},  {"NG", 2}, {"SE", 3},  {"CO", 2}, {"SY", 2},
     {"AF", 1},  {"ER", 1}, {"EG", 1},  {"PH", 1}, {"IQ", 1},  {"IR", 1}, {"GM", 1}}};
constexpr std::array<absl::string_view, 14> kUnion = {"RO", "FR", "IT", "ES", "DE", "BG", "NL",
                                                      "BE", "SE", "AT", "DK", "FI", "IE", "LU"};

Nationality MakeNationality(absl::string_view country, double in_2018, double in_2020) {
  Nationality nationality;
  nationality.country = std::string(country);
  nationality.culture = CultureOf(country);
  nationality.european_union = std::find(kUnion.begin(), kUnion.end(), country) != kUnion.end();
  nationality.in_2018 = in_2018;
  nationality.in_2020 = in_2020;
  return nationality;
}

}  // namespace

std::vector<Nationality> SpreadNationalities(const std::vector<Residents>& residents) {
  std::vector<Nationality> nationalities;
  double rest_2018 = 0, rest_2020 = 0;
  for (const Residents& row : residents) {
    if (row.country == kAll) {
      rest_2018 += row.in_2018;
      rest_2020 += row.in_2020;
      continue;
    }
    if (row.in_2018 <= 0 && row.in_2020 <= 0) continue;
    // A year without a number is taken to be like the other one.
    const double in_2018 = row.in_2018 > 0 ? row.in_2018 : row.in_2020;
    const double in_2020 = row.in_2020 > 0 ? row.in_2020 : row.in_2018;
    nationalities.push_back(MakeNationality(row.country, in_2018, in_2020));
    rest_2018 -= in_2018;
    rest_2020 -= in_2020;
  }
  double weights = 0;
  for (const Share& share : kOthers) weights += share.weight;
  for (const Share& share : kOthers) {
    nationalities.push_back(MakeNationality(share.country,
                                            std::max(rest_2018, 1.0) * share.weight / weights,
                                            std::max(rest_2020, 1.0) * share.weight / weights));
  }
  return nationalities;
}

double ResidentsIn(const Nationality& nationality, int month) {
  // The numbers are of the end of 2018 and of 2020: 24 months apart.
  const double share = (month + 0.5) / 24;
  return nationality.in_2018 + (nationality.in_2020 - nationality.in_2018) * share;
}

}  // namespace balcao::country
