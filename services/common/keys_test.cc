// The forms in which people are compared: whatever way a number or a name comes,
// it meets itself. H04.
#include "services/common/keys.h"

#include <algorithm>

#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Form {
  const char* written;
  const char* compared;
};

TEST(Phones, OneNumberInFiveFormsIsOneNumber) {
  for (const char* written :
       {"912345678", "912 345 678", "+351 912-345-678", "00351 912345678", "(+351) 912.345.678"}) {
    EXPECT_EQ(NormalizePhone(written), "+351912345678") << written;
  }
}

TEST(Phones, OtherCountriesNeedTheirCode) {
  const Form forms[] = {
      {"+44 20 7946 0958", "+442079460958"},     {"0044 20 7946 0958", "+442079460958"},
      {"+55 (11) 91234-5678", "+5511912345678"}, {"+880 1712-345678", "+8801712345678"},
      {"213 456 789", "+351213456789"},
  };
  for (const Form& form : forms) EXPECT_EQ(NormalizePhone(form.written), form.compared);
}

TEST(Phones, WhatIsNoNumberHasNoForm) {
  for (const char* written : {"", "anonymous", "12", "+", "Maria", "00000000000000000000000"}) {
    EXPECT_EQ(NormalizePhone(written), "") << written;
  }
}

TEST(Documents, AreComparedWithoutSpacesSignsAndCase) {
  const Form forms[] = {{"ab 123.456-X", "AB123456X"},
                        {"AB123456X", "AB123456X"},
                        {" a b 1/2 ", "AB12"},
                        {"", ""},
                        {"--", ""}};
  for (const Form& form : forms) EXPECT_EQ(NormalizeDocument(form.written), form.compared);
}

TEST(Names, AreTokensWithoutOrderMarksParticlesAndRepeats) {
  EXPECT_THAT(NameTokens("Maria da Conceição dos Santos"),
              ElementsAre("conceicao", "maria", "santos"));
  EXPECT_EQ(NameTokens("Santos, Maria da CONCEIÇÃO"), NameTokens("maria conceicao santos santos"));
  EXPECT_EQ(NameTokens("Inês D'Ávila"), NameTokens("ines davila"));
  EXPECT_THAT(NameTokens("de la e dos"), IsEmpty());
  EXPECT_THAT(NameTokens(""), IsEmpty());
  EXPECT_THAT(NameTokens("123 --"), IsEmpty());
}

std::vector<std::string> SoundsOf(const std::string& names) {
  std::vector<std::string> sounds;
  for (const std::string& token : NameTokens(names)) sounds.push_back(SoundOf(token));
  std::sort(sounds.begin(), sounds.end());
  return sounds;
}

struct Spelling {
  const char* own;   // in the person's own script
  const char* ours;  // as a clerk at another border wrote it
};

TEST(Names, InAnyScriptSoundLikeTheirLatinSpelling) {
  const Spelling spellings[] = {
      {"Олена Шевченко", "Olena Shevchenko"},
      {"Юлія Коваль", "Yulia Koval"},
      {"王伟", "Wang Wei"},
      {"李娜", "Li Na"},
      {"राम शर्मा", "Rama Sharma"},
      {"सीता देवी", "Sita Devi"},
      {"مريم", "Mrym"},
      {"Γιώργος", "Giorgos"},
  };
  for (const Spelling& spelling : spellings) {
    EXPECT_EQ(SoundsOf(spelling.own), SoundsOf(spelling.ours))
        << spelling.own << " and " << spelling.ours;
  }
}

TEST(Names, SpelledAsTheyAreHeardOrWithoutMarksSoundAlike) {
  const Spelling spellings[] = {
      {"Sousa", "Souza"},           {"Luís", "Luiz"},           {"Filipe", "Philipe"},
      {"Chaves", "Shaves"},         {"Teresa", "Thereza"},      {"Mohamed", "Muhammad"},
      {"Queiroz", "Keirós"},        {"Jesus", "Jezus"},         {"Walter", "Valter"},
      {"Conceição", "CONCEICAO"},   {"Gonçalves", "Goncalves"}, {"João", "Joao"},
      {"Śliwa", "Sliwa"},           {"Müller", "Muller"},       {"Oksana", "Oxana"},
      {"Marchevska", "Marchefska"}, {"Petrov", "Petroff"},      {"Josef", "Joseph"},
      {"Halyna", "Galina"},         {"Oleh", "Oleg"},           {"Bohdan", "Bogdan"},
      {"Hryhorenko", "Grigorenko"}, {"Helena", "Elena"},        {"Omar", "Umar"},
      {"Hussein", "Hocine"},        {"Igor", "Ihor"},           {"Sara", "Sarah"},
  };
  for (const Spelling& spelling : spellings) {
    EXPECT_EQ(SoundsOf(spelling.own), SoundsOf(spelling.ours)) << spelling.own;
  }
}

TEST(Names, ThatAreOthersSoundOtherwise) {
  const Spelling pairs[] = {{"Maria", "Marta"},  {"João", "José"},     {"Silva", "Santos"},
                            {"Olena", "Oksana"}, {"Wang", "Zhang"},    {"Pereira", "Ferreira"},
                            {"Costa", "Castro"}, {"Ahmed", "Mohamed"}, {"Sofia", "Sónia"},
                            {"Rafael", "Raul"},  {"Helena", "Galina"}, {"Olha", "Alla"},
                            {"Afonso", "Alonso"}};
  for (const Spelling& pair : pairs) EXPECT_NE(SoundsOf(pair.own), SoundsOf(pair.ours)) << pair.own;
}

TEST(Values, OfAPersonAreOfEveryDocumentPhoneAndName) {
  const auto person = FromText<v1::Person>(R"pb(
    given_name: "Ana"
    family_name: "da Silva"
    other_names: "Anita"
    documents { type: "passport" number: "ab-1" }
    documents { type: "nif" number: "--" }
    phones: "912 345 678"
    phones: "not a number")pb");
  EXPECT_THAT(DocumentValues(person), ElementsAre("document|AB1"));
  EXPECT_THAT(PhoneValues(person), ElementsAre("phone|+351912345678"));
  EXPECT_EQ(balcao::services::SoundsOf(person).size(), 3);
}

TEST(Values, OfNameAndBirthNeedAYear) {
  auto person = FromText<v1::Person>("given_name: 'Ana' family_name: 'Silva'");
  EXPECT_THAT(NameAndBirthValues(person), IsEmpty());
  person.mutable_birth_date()->set_year(1990);
  EXPECT_EQ(NameAndBirthValues(person).size(), 2);
}

TEST(Values, OfAReferenceAreTheSameInSpeechAndOnPaper) {
  EXPECT_EQ(ReferenceValue("LIS-2026-004217-K"), ReferenceValue("lis 2026 004217 k"));
}

}  // namespace
}  // namespace balcao::services
