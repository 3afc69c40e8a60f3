// Who the people of the synthetic country are. An identity is small and coded;
// the words of a person are made from it when they are sent.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/strings/string_view.h"
#include "balcao/v1/common.pb.h"
#include "balcao/v1/people.pb.h"
#include "clients/country/random.h"
#include "clients/country/world.h"

namespace balcao::country {

// A nationality that occurs, and how many residents have it.
struct Nationality {
  std::string country;
  int culture = 0;
  // Citizens of the European Union are free to stay and only register.
  bool european_union = false;
  double in_2018 = 0;
  double in_2020 = 0;
};

// The nationalities of the residents: those of the source by name, the rest of
// its total spread over other countries.
std::vector<Nationality> SpreadNationalities(const std::vector<Residents>& residents);

// The residents of a nationality in a month of the story, between the two years
// that the source has.
double ResidentsIn(const Nationality& nationality, int month);

struct Identity {
  // How much of the date of birth is known.
  enum class Birth : uint8_t { kFull, kYear, kEstimated };

  uint16_t nationality = 0;
  bool female = false;
  bool sex_told = true;
  uint8_t given = 0;
  std::array<uint8_t, 2> family = {0, 0};
  // Home script in the record, or Latin, or another spelling.
  uint8_t writing = 0;
  Birth birth = Birth::kFull;
  // The day of birth, in days since 1970.
  int32_t birth_day = 0;
  uint8_t language = 0;
  uint8_t status = 0;
  // Numbers documents and telephones: no two people share one.
  uint32_t serial = 0;
};

// Makes identities, no two of which share a day of birth and a name: people who
// would be taken for one another are not what this generator is for.
class IdentityMaker {
 public:
  IdentityMaker(const World& world, const Random& random);

  // Makes the identity of a person who first comes in a month of the story.
  Identity Make(uint32_t serial, int month);

  const std::vector<Nationality>& nationalities() const { return nationalities_; }

 private:
  Identity Draw(uint32_t serial, int month);
  // Says that nobody else has the birthday with one of the names, and notes it.
  bool Claim(const Identity& identity);

  const World& world_;
  Random random_;
  std::vector<Nationality> nationalities_;
  std::vector<Weighted> by_month_;
  std::unordered_set<uint64_t> claimed_;
};

// Makes the words.
class PersonWriter {
 public:
  PersonWriter(const World& world, std::vector<Nationality> nationalities);

  // The person as a desk writes the record. `attempt` above 0 gives the same
  // person another date of birth: the draft was too like somebody else.
  v1::Person Named(const Identity& identity, int attempt = 0) const;
  // The same person before telling who it is.
  v1::Person Anonymous(const Identity& identity) const;
  // The language that the person speaks here.
  std::string Language(const Identity& identity) const;
  // A telephone number in one of the forms in which people give it.
  std::string Phone(uint32_t serial, int form) const;

  const std::vector<Nationality>& nationalities() const { return nationalities_; }

 private:
  void WriteNames(const Identity& identity, v1::Person& person) const;
  void WriteDocuments(const Identity& identity, v1::Person& person) const;

  const World& world_;
  std::vector<Nationality> nationalities_;
};

// The ground on which the data are kept, and the notice in the person's language.
v1::LegalBasis PublicTask(const std::string& language);

}  // namespace balcao::country
