#include "clients/country/identity.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/country/calendar.h"
#include "clients/country/names.h"

namespace balcao::country {
namespace {

constexpr std::array<absl::string_view, 5> kUnionStatuses = {"EU_REG", "EU_REG", "EU_REG",
                                                             "EU_UNREG", "UNKNOWN"};
constexpr std::array<absl::string_view, 14> kOtherStatuses = {
    "TR",    "TR",    "TR", "TR_EXP_PENDING", "MI_PENDING", "MI_PENDING", "MI_PENDING",
    "SHORT", "IRREG", "PR", "VISA_D",         "LTR",        "VISA_TEMP",  "UNKNOWN"};

// Ages at desks: mostly of working age.
constexpr std::array<std::pair<int, int>, 7> kAgeBands = {
    {{0, 15}, {16, 17}, {18, 24}, {25, 34}, {35, 44}, {45, 64}, {65, 85}}};
const std::vector<double>& AgeWeights() {
  static const std::vector<double>* const weights =
      new std::vector<double>{4, 2, 18, 34, 24, 15, 3};
  return *weights;
}

int32_t DrawBirthDay(Random& random, int month) {
  static const Weighted* const law = new Weighted(AgeWeights());
  const auto [youngest, oldest] = kAgeBands[law->Draw(random)];
  const int32_t newest = FirstDay(month) - 1 - youngest * 366;
  return static_cast<int32_t>(random.Between(newest - (oldest - youngest + 1) * 365, newest));
}

v1::Date DateOf(int32_t day) {
  const absl::CivilDay civil = CivilOf(day);
  v1::Date date;
  date.set_year(static_cast<int>(civil.year()));
  date.set_month(civil.month());
  date.set_day(civil.day());
  return date;
}

// Spreads a serial over the numbers below a power of ten without a repeat: the
// factor shares no divisor with ten.
uint64_t SpreadDigits(uint64_t serial, uint64_t modulus, uint64_t factor, uint64_t offset) {
  return (serial * factor + offset) % modulus;
}

// What is left of a name when spellings that sound alike are brought together:
// its consonants.
std::string Skeleton(absl::string_view latin) {
  std::string skeleton;
  for (char c : latin) {
    c = absl::ascii_tolower(static_cast<unsigned char>(c));
    if (c == 'c' || c == 'q') c = 'k';
    if (c == 'z') c = 's';
    const bool silent = absl::string_view("aeiouhwvy").find(c) != absl::string_view::npos;
    const bool letter = absl::ascii_isalpha(static_cast<unsigned char>(c));
    if (!letter || (silent && !skeleton.empty())) continue;
    if (skeleton.empty() || skeleton.back() != c) skeleton.push_back(c);
  }
  return skeleton;
}

const std::vector<NameForm>& GivenNames(const Culture& culture, bool female) {
  return female ? culture.female : culture.male;
}

std::string Written(const NameForm& form, int writing) {
  if (writing == 2 && !form.native.empty()) return form.native;
  if (writing == 1 && !form.variant.empty()) return form.variant;
  return form.latin;
}

void Append(std::string& text, const std::string& word) {
  absl::StrAppend(&text, text.empty() ? "" : " ", word);
}

}  // namespace

IdentityMaker::IdentityMaker(const World& world, const Random& random)
    : world_(world),
      random_(random.Fork("identities")),
      nationalities_(SpreadNationalities(world.residents)) {
  for (int month = 0; month < kMonths; ++month) {
    std::vector<double> weights;
    for (const Nationality& nationality : nationalities_) {
      weights.push_back(ResidentsIn(nationality, month));
    }
    by_month_.emplace_back(weights);
  }
}

Identity IdentityMaker::Make(uint32_t serial, int month) {
  Identity identity = Draw(serial, month);
  for (int attempt = 0; attempt < 100 && !Claim(identity); ++attempt) {
    identity = Draw(serial, month);
  }
  return identity;
}

Identity IdentityMaker::Draw(uint32_t serial, int month) {
  Identity identity;
  identity.serial = serial;
  identity.nationality = static_cast<uint16_t>(by_month_[static_cast<size_t>(month)].Draw(random_));
  const Nationality& nationality = nationalities_[identity.nationality];
  const Culture& culture = Cultures()[static_cast<size_t>(nationality.culture)];
  identity.female = random_.Chance(0.5);
  identity.sex_told = !random_.Chance(0.01);
  identity.given = static_cast<uint8_t>(random_.Below(GivenNames(culture, identity.female).size()));
  for (uint8_t& family : identity.family) {
    family = static_cast<uint8_t>(random_.Below(culture.family.size()));
  }
  // Most records are in Latin letters; some keep the script of the passport.
  const uint64_t writing = random_.Below(10);
  identity.writing = writing < 6 ? 0 : writing < 8 ? 1 : 2;
  const uint64_t birth = random_.Below(100);
  identity.birth = birth == 0   ? Identity::Birth::kYear
                   : birth == 1 ? Identity::Birth::kEstimated
                                : Identity::Birth::kFull;
  identity.birth_day = DrawBirthDay(random_, month);
  identity.language =
      static_cast<uint8_t>(random_.Chance(0.7) ? 0 : random_.Below(culture.languages.size() + 2));
  identity.status = static_cast<uint8_t>(
      random_.Below(nationality.european_union ? kUnionStatuses.size() : kOtherStatuses.size()));
  return identity;
}

bool IdentityMaker::Claim(const Identity& identity) {
  const auto& culture =
      Cultures()[static_cast<size_t>(nationalities_[identity.nationality].culture)];
  std::vector<uint64_t> keys;
  const auto add = [&](const std::string& latin) {
    keys.push_back(HashText(absl::StrCat(identity.birth_day, "|", Skeleton(latin))));
  };
  add(GivenNames(culture, identity.female)[identity.given].latin);
  for (int i = 0; i < culture.family_names; ++i) {
    add(culture.family[identity.family[static_cast<size_t>(i)]].latin);
  }
  for (uint64_t key : keys) {
    if (claimed_.count(key) != 0) return false;
  }
  claimed_.insert(keys.begin(), keys.end());
  return true;
}

PersonWriter::PersonWriter(const World& world, std::vector<Nationality> nationalities)
    : world_(world), nationalities_(std::move(nationalities)) {}

v1::Person PersonWriter::Named(const Identity& identity, int attempt) const {
  v1::Person person;
  WriteNames(identity, person);
  const bool year_only = identity.birth == Identity::Birth::kYear && attempt == 0;
  *person.mutable_birth_date() = DateOf(identity.birth_day - 97 * attempt);
  if (year_only) {
    person.mutable_birth_date()->set_month(0);
    person.mutable_birth_date()->set_day(0);
  }
  person.set_birth_date_estimated(identity.birth == Identity::Birth::kEstimated);
  person.set_sex(!identity.sex_told ? "9" : identity.female ? "2" : "1");
  person.add_nationalities(nationalities_[identity.nationality].country);
  person.set_language(Language(identity));
  const bool european = nationalities_[identity.nationality].european_union;
  person.set_residence_status(
      std::string(european ? kUnionStatuses[identity.status] : kOtherStatuses[identity.status]));
  WriteDocuments(identity, person);
  if (identity.serial % 100 < 85) {
    person.add_phones(Phone(identity.serial, static_cast<int>(identity.serial % 5)));
  }
  if (identity.serial % 100 < 12) {
    person.set_email(absl::StrCat("pessoa", identity.serial, "@example.org"));
  }
  constexpr std::array<const char*, 4> kVulnerabilities = {"single_parent", "poverty", "homeless",
                                                           "illiterate"};
  if (identity.serial % 29 == 0) {
    person.add_vulnerabilities(kVulnerabilities[identity.serial / 29 % kVulnerabilities.size()]);
  }
  *person.mutable_legal_basis() = PublicTask(person.language());
  return person;
}

v1::Person PersonWriter::Anonymous(const Identity& identity) const {
  v1::Person person;
  person.set_anonymous(true);
  person.set_sex(identity.female ? "2" : "1");
  if (identity.serial % 3 != 0) {
    person.add_nationalities(nationalities_[identity.nationality].country);
  }
  person.set_language(Language(identity));
  *person.mutable_legal_basis() = PublicTask(person.language());
  return person;
}

std::string PersonWriter::Language(const Identity& identity) const {
  const auto& culture =
      Cultures()[static_cast<size_t>(nationalities_[identity.nationality].culture)];
  const size_t choice = identity.language;
  const absl::string_view tag = choice < culture.languages.size()    ? culture.languages[choice]
                                : choice == culture.languages.size() ? "pt"
                                                                     : "en";
  return world_.Speaks(tag) ? std::string(tag) : "pt";
}

std::string PersonWriter::Phone(uint32_t serial, int form) const {
  constexpr std::array<int, 4> kOperators = {91, 92, 93, 96};
  const uint64_t digits = SpreadDigits(serial, 10000000, 7654321, 1234567);
  const int provider = kOperators[serial % kOperators.size()];
  const std::string plain = absl::StrFormat("%d%07d", provider, digits);
  switch (form) {
    case 0:
      return plain;
    case 1:
      return absl::StrCat("+351", plain);
    case 2:
      return absl::StrCat("00351 ", plain);
    case 3:
      return absl::StrCat(plain.substr(0, 3), " ", plain.substr(3, 3), " ", plain.substr(6));
    default:
      return absl::StrCat("+351 ", plain.substr(0, 2), " ", plain.substr(2, 3), " ",
                          plain.substr(5));
  }
}

void PersonWriter::WriteNames(const Identity& identity, v1::Person& person) const {
  const auto& culture =
      Cultures()[static_cast<size_t>(nationalities_[identity.nationality].culture)];
  const NameForm& given = GivenNames(culture, identity.female)[identity.given];
  std::string family, latin_family, native_family;
  for (int i = 0; i < culture.family_names; ++i) {
    const NameForm& form = culture.family[identity.family[static_cast<size_t>(i)]];
    Append(family, Written(form, identity.writing));
    Append(latin_family, form.latin);
    Append(native_family, form.native);
  }
  person.set_given_name(Written(given, identity.writing));
  person.set_family_name(family);
  const std::string latin = absl::StrCat(given.latin, " ", latin_family);
  const bool is_native = identity.writing == 2 && !given.native.empty();
  if (is_native) {
    person.add_other_names(latin);
  } else if (!given.native.empty() && identity.serial % 2 == 0) {
    person.add_other_names(absl::StrCat(given.native, " ", native_family));
  }
}

void PersonWriter::WriteDocuments(const Identity& identity, v1::Person& person) const {
  const Nationality& nationality = nationalities_[identity.nationality];
  const uint32_t kind = identity.serial % 20;
  if (kind == 19) return;  // Nothing at hand.
  v1::IdentityDocument* document = person.add_documents();
  document->set_type(nationality.european_union && kind < 12 ? "id_card" : "passport");
  const uint64_t digits = SpreadDigits(identity.serial, 10000000, 3141593, 271828);
  document->set_number(absl::StrFormat("%c%c%07d", 'A' + static_cast<int>(kind % 7),
                                       'A' + static_cast<int>(kind), digits));
  document->set_country(nationality.country);
  *document->mutable_expiry_date() =
      DateOf(FirstDay(12) + static_cast<int32_t>(MixBits(identity.serial) % 3650));
  if (kind < 5) {
    v1::IdentityDocument* tax_number = person.add_documents();
    tax_number->set_type("nif");
    tax_number->set_number(
        absl::StrFormat("2%08d", SpreadDigits(identity.serial, 100000000, 61803399, 14142135)));
    tax_number->set_country("PT");
  }
}

v1::LegalBasis PublicTask(const std::string& language) {
  v1::LegalBasis basis;
  basis.set_ground(v1::LegalBasis::GROUND_PUBLIC_TASK);
  basis.set_notice_version("2019-1");
  basis.set_notice_language(language);
  return basis;
}

}  // namespace balcao::country
