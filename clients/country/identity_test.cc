#include "clients/country/identity.h"

#include <map>
#include <set>

#include "clients/country/names.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

World ReadTestWorld() {
  auto world = ReadWorld("deploy/catalogue");
  EXPECT_TRUE(world.ok()) << world.status();
  return world.ok() ? *std::move(world) : World();
}

TEST(NamesTest, EveryCultureHasNames) {
  for (const Culture& culture : Cultures()) {
    EXPECT_GE(culture.male.size(), 10u) << culture.id;
    EXPECT_GE(culture.female.size(), 10u) << culture.id;
    EXPECT_GE(culture.family.size(), 12u) << culture.id;
    EXPECT_LE(culture.family.size(), 255u) << culture.id;
  }
  EXPECT_EQ(Cultures()[static_cast<size_t>(CultureOf("UA"))].id, "ukrainian");
  EXPECT_EQ(Cultures()[static_cast<size_t>(CultureOf("XX"))].id, Cultures().back().id);
}

TEST(NationalityTest, TheSourceGivesTheShares) {
  const World world = ReadTestWorld();
  double total = 0, brazil = 0;
  for (const Nationality& nationality : SpreadNationalities(world.residents)) {
    total += nationality.in_2018;
    if (nationality.country == "BR") brazil = nationality.in_2018;
  }
  EXPECT_EQ(brazil, 105423);
  EXPECT_NEAR(total, 480300, 1);
}

TEST(IdentityTest, MonthsBetweenTheYearsAreBetweenTheNumbers) {
  const Nationality nationality = {"BR", 0, false, 100, 200};
  EXPECT_GT(ResidentsIn(nationality, 0), 100);
  EXPECT_LT(ResidentsIn(nationality, 0), ResidentsIn(nationality, 21));
  EXPECT_LT(ResidentsIn(nationality, 21), 200);
}

TEST(IdentityTest, NoTwoPeopleShareANumber) {
  const World world = ReadTestWorld();
  IdentityMaker maker(world, Random(1));
  const PersonWriter writer(world, maker.nationalities());
  std::set<std::string> documents, phones;
  for (uint32_t serial = 1; serial <= 20000; ++serial) {
    const v1::Person person = writer.Named(maker.Make(serial, 5));
    EXPECT_FALSE(person.given_name().empty());
    EXPECT_FALSE(person.family_name().empty());
    for (const auto& document : person.documents()) {
      EXPECT_TRUE(documents.insert(document.type() + document.number()).second);
    }
    EXPECT_TRUE(phones.insert(writer.Phone(serial, 0)).second);
  }
}

TEST(IdentityTest, AllFormsOfATelephoneAreOneNumber) {
  const World world = ReadTestWorld();
  const PersonWriter writer(world, {});
  std::set<std::string> numbers;
  for (int form = 0; form < 5; ++form) {
    std::string digits;
    for (char c : writer.Phone(77, form)) {
      if (c >= '0' && c <= '9') digits.push_back(c);
    }
    numbers.insert(digits.substr(digits.size() - 9));
  }
  EXPECT_EQ(numbers.size(), 1u);
}

TEST(IdentityTest, AnonymousPeopleHaveNoName) {
  const World world = ReadTestWorld();
  IdentityMaker maker(world, Random(1));
  const PersonWriter writer(world, maker.nationalities());
  const v1::Person person = writer.Anonymous(maker.Make(1, 0));
  EXPECT_TRUE(person.anonymous());
  EXPECT_TRUE(person.given_name().empty());
  EXPECT_EQ(person.documents_size(), 0);
  EXPECT_EQ(person.legal_basis().ground(), v1::LegalBasis::GROUND_PUBLIC_TASK);
}

}  // namespace
}  // namespace balcao::country
