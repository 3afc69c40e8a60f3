#include "clients/cli/person_options.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

using testing::ElementsAre;

TEST(PersonOptionsTest, EveryOptionFillsAFieldOfThePerson) {
  Values values;
  for (const Option& option : PersonOptions()) {
    const std::string value = option.name == "birth-date" ? "1990-05"
                              : option.name == "document" ? "passport:AB123:BR"
                                                          : "value of " + option.name;
    values.Add(option.name, option.value.empty() ? "" : value);
  }
  const auto described = ReadPerson(values);
  ASSERT_TRUE(described.ok()) << described.status();
  EXPECT_EQ(described->fields.size(), PersonOptions().size());
  for (const std::string& name : described->fields) {
    const auto* field = v1::Person::descriptor()->FindFieldByName(name);
    ASSERT_NE(field, nullptr) << name;
    const auto* reflection = described->person.GetReflection();
    EXPECT_TRUE(field->is_repeated() ? reflection->FieldSize(described->person, field) == 1
                                     : reflection->HasField(described->person, field))
        << name;
  }
  EXPECT_EQ(described->person.birth_date().month(), 5);
  EXPECT_EQ(described->person.documents(0).number(), "AB123");
}

TEST(PersonOptionsTest, LanguageAndNoteAloneDescribeNobody) {
  Values values;
  values.Add("language", "pt");
  values.Add("note", "late");
  EXPECT_FALSE(DescribesPerson(values));
  values.Add("phone", "912345678");
  EXPECT_TRUE(DescribesPerson(values));
}

TEST(PersonOptionsTest, TheGroundIsAPublicTaskUnlessTold) {
  Values values;
  values.Add("notice", "2020-1");
  values.Add("language", "uk");
  auto basis = ReadLegalBasis(values);
  ASSERT_TRUE(basis.ok());
  EXPECT_EQ(basis->ground(), v1::LegalBasis::GROUND_PUBLIC_TASK);
  EXPECT_EQ(basis->notice_language(), "uk");
  values.Add("ground", "consent");
  values.Add("notice-language", "pt");
  basis = ReadLegalBasis(values);
  EXPECT_EQ(basis->ground(), v1::LegalBasis::GROUND_CONSENT);
  EXPECT_EQ(basis->notice_language(), "pt");
}

TEST(PersonOptionsTest, FieldsAreNamedInTheOrderOfTheTable) {
  Values values;
  values.Add("phone", "912345678");
  values.Add("given-name", "Ana");
  EXPECT_THAT(ReadPerson(values)->fields, ElementsAre("given_name", "phones"));
}

}  // namespace
}  // namespace balcao::cli
