// When two records may be one person: scores, the fields that agree, and from
// where on somebody must look. H03.
#include "services/common/duplicates.h"

#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Person Ana() {
  return FromText<v1::Person>(R"pb(
    given_name: "Ana Rita"
    family_name: "Semedo"
    sex: "2"
    nationalities: "CV"
    birth_date { year: 1990 month: 5 day: 17 }
    documents { type: "passport" number: "AB 123" }
    phones: "912 345 678")pb");
}

v1::Person Draft(const std::string& text) { return FromText<v1::Person>(text); }

struct Row {
  const char* what;
  const char* draft;
  double score;
  std::vector<std::string> fields;
  bool must_be_reviewed;
};

std::vector<Row> Rows() {
  return {
      {"nothing is known", "", 0, {}, false},
      {"the document alone", "documents { number: 'ab-123' }", 20, {"documents"}, true},
      {"the telephone alone", "phones: '+351912345678'", 7, {"phones"}, false},
      {"all names", "given_name: 'Rita' family_name: 'Semedo'", 9, {"names"}, false},
      {"one name of two", "given_name: 'Rita' family_name: 'Alves'", 3, {"names"}, false},
      {"one name alone", "given_name: 'Rita'", 3, {"names"}, false},
      {"no name", "given_name: 'Olga' family_name: 'Reis'", -4, {}, false},
      {"the birth alone", "birth_date { year: 1990 month: 5 day: 17 }", 9, {"birth_date"}, false},
      {"the year of birth alone", "birth_date { year: 1990 }", 2, {}, false},
      {"another day", "birth_date { year: 1990 month: 5 day: 18 }", 2, {}, false},
      {"another year", "birth_date { year: 1991 month: 5 day: 17 }", -5, {}, false},
      {"the sex", "sex: '2'", 1, {}, false},
      {"the other sex", "sex: '1'", -3, {}, false},
      {"a sex that was not told", "sex: '9'", 0, {}, false},
      {"the nationality", "nationalities: 'CV'", 2, {}, false},
      {"another nationality", "nationalities: 'BR'", -1, {}, false},
      {"names and birth",
       "given_name: 'Ana' family_name: 'Semedo' birth_date { year: 1990 month: 5 day: 17 }",
       18,
       {"names", "birth_date"},
       true},
      {"names and telephone, and nothing against it",
       "given_name: 'Ana' family_name: 'Semedo' phones: '912345678'",
       16,
       {"phones", "names"},
       true},
      {"a twin: telephone and family, another birth name and sex",
       "given_name: 'Rui' family_name: 'Semedo' sex: '1' phones: '912345678' "
       "birth_date { year: 1990 month: 5 day: 17 }",
       16,
       {"phones", "names", "birth_date"},
       true},
      {"a document with everything else against it",
       "documents { number: 'AB123' } given_name: 'Olga' family_name: 'Reis' sex: '1' "
       "birth_date { year: 1960 } nationalities: 'BR'",
       7,
       {"documents"},
       true},
      {"a family of one telephone",
       "given_name: 'Olga' family_name: 'Semedo' phones: '912345678' birth_date { year: 1960 }",
       5,
       {"phones", "names"},
       false},
  };
}

TEST(Compare, SumsWhatAgreesAndWhatDoesNot) {
  for (const Row& row : Rows()) {
    const Match match = Compare(Draft(row.draft), Ana());
    EXPECT_EQ(match.score, row.score) << row.what;
    EXPECT_EQ(match.fields, row.fields) << row.what;
    EXPECT_EQ(MustBeReviewed(match), row.must_be_reviewed) << row.what;
  }
}

TEST(Compare, IsTheSameFromBothSides) {
  for (const Row& row : Rows()) {
    EXPECT_EQ(Compare(Draft(row.draft), Ana()).score, Compare(Ana(), Draft(row.draft)).score)
        << row.what;
  }
}

TEST(Compare, APersonIsItself) {
  const Match match = Compare(Ana(), Ana());
  EXPECT_EQ(match.score, 48);
  EXPECT_THAT(match.fields, ElementsAre("documents", "phones", "names", "birth_date"));
}

TEST(Compare, AnonymousPeopleAreNobodysTwins) {
  EXPECT_EQ(Compare(Draft("anonymous: true"), Draft("anonymous: true")).score, 0);
  EXPECT_THAT(Compare(Draft("anonymous: true"), Ana()).fields, IsEmpty());
}

TEST(Review, BeginsAtItsThresholdOrWithASharedDocument) {
  EXPECT_TRUE(MustBeReviewed({.score = kReviewScore, .fields = {}}));
  EXPECT_FALSE(MustBeReviewed({.score = kReviewScore - 0.5, .fields = {}}));
  EXPECT_TRUE(MustBeReviewed({.score = -9, .fields = {}, .same_document = true}));
}

}  // namespace
}  // namespace balcao::services
