#include "services/people/rules.h"

#include "services/common/person_rules.h"
#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using R = v1::Relation;
using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(Relation, TurnedRoundTwiceIsItself) {
  const std::pair<R::Kind, R::Kind> rows[] = {
      {R::KIND_SPOUSE, R::KIND_SPOUSE},   {R::KIND_PARTNER, R::KIND_PARTNER},
      {R::KIND_PARENT, R::KIND_CHILD},    {R::KIND_CHILD, R::KIND_PARENT},
      {R::KIND_SIBLING, R::KIND_SIBLING}, {R::KIND_GUARDIAN, R::KIND_WARD},
      {R::KIND_WARD, R::KIND_GUARDIAN},   {R::KIND_OTHER, R::KIND_OTHER},
  };
  EXPECT_EQ(std::size(rows), R::Kind_descriptor()->value_count() - 1) << "every kind has a row";
  for (const auto& [kind, converse] : rows) {
    EXPECT_EQ(Converse(kind), converse);
    EXPECT_EQ(Converse(converse), kind);
  }
}

TEST(Relation, NeedsAKindAndAnotherPerson) {
  R relation;
  EXPECT_EQ(FaultsOf(CheckRelation(relation, false))["relation.kind"], "REQUIRED");
  relation.set_kind(R::KIND_SPOUSE);
  EXPECT_TRUE(CheckRelation(relation, false).ok());
  EXPECT_EQ(FaultsOf(CheckRelation(relation, true))["relation.person"], "SAME_PERSON");
}

TEST(Relation, ToOnePersonIsOneAndItsEndLeavesTheOthers) {
  store::v1::PersonRecord record;
  record = WithRelation(record, R::KIND_SIBLING, "people/2");
  record = WithRelation(record, R::KIND_CHILD, "people/3");
  record = WithRelation(record, R::KIND_SPOUSE, "people/2");
  ASSERT_THAT(record.person().relations(), SizeIs(2));
  EXPECT_EQ(record.person().relations(1).kind(), R::KIND_SPOUSE);
  record = WithoutRelation(record, "people/2");
  ASSERT_THAT(record.person().relations(), SizeIs(1));
  EXPECT_EQ(record.person().relations(0).person(), "people/3");
}

constexpr int64_t kNowUs = 1'600'000'000'000'000;  // 2020-09-13

v1::SearchPeopleRequest Asking(const std::string& text) {
  return FromText<v1::SearchPeopleRequest>(text);
}

TEST(Draft, HasTooManyTelephonesAndNoneOfThoseBeyondIsLookedAt) {
  v1::Person person;
  person.set_given_name("Ana");
  for (int i = 0; i < 10; ++i) person.add_phones("912345678");
  person.add_phones("no number");
  FieldFaults faults;
  CheckPerson(person, RealCatalogue(), kNowUs, "person.", faults);
  EXPECT_THAT(FaultsOf(faults), ElementsAre(std::pair("person.phones", "TOO_MANY")));
}

TEST(Draft, IsOfSomebodyWhoIsBorn) {
  for (const auto& [date, future] : std::vector<std::pair<std::string, bool>>{
           {"year: 2020", false},
           {"year: 2020 month: 9", false},
           {"year: 2020 month: 9 day: 13", false},
           {"year: 2020 month: 9 day: 15", true},
           {"year: 2020 month: 10", true},
           {"year: 2021", true},
       }) {
    auto person = FromText<v1::Person>("given_name: 'Ana' birth_date { " + date + " }");
    FieldFaults faults;
    CheckPerson(person, RealCatalogue(), kNowUs, "person.", faults);
    EXPECT_EQ(!faults.empty(), future) << date;
    if (future) {
      EXPECT_THAT(FaultsOf(faults), ElementsAre(std::pair("person.birth_date", "IN_THE_FUTURE")));
    }
  }
}

TEST(Search, AsksForSomething) {
  EXPECT_EQ(FaultsOf(SearchValues(Asking("")).status())["names"], "NOTHING_TO_SEARCH");
  EXPECT_EQ(FaultsOf(SearchValues(Asking("names: 'de la '")).status())["names"],
            "NOTHING_TO_SEARCH");
  EXPECT_TRUE(SearchValues(Asking("names: 'de la'")).ok()) << "Latif is being typed";
  v1::SearchPeopleRequest long_one;
  long_one.set_names(std::string(501, 'a'));
  EXPECT_EQ(FaultsOf(SearchValues(long_one).status())["names"], "TOO_LONG");
  EXPECT_EQ(FaultsOf(SearchValues(Asking("phone: 'Ana'")).status())["phone"], "NOT_A_PHONE_NUMBER");
  EXPECT_THAT(*SearchValues(Asking("document_number: 'ab 1' phone: '912345678'")),
              ElementsAre("document|AB1", "phone|+351912345678"));
}

struct Row {
  const char* asked;
  bool answers;
};

TEST(Search, AHitHasEverythingThatWasAskedFor) {
  const auto person = FromText<v1::Person>(R"pb(
    reference: "LIS-2026-004217-K"
    given_name: "Olena"
    family_name: "Shevchenko"
    phones: "912 345 678"
    documents { number: "AB 123" }
    birth_date { year: 1990 month: 5 day: 17 })pb");
  const Row rows[] = {
      {"names: 'Шевченко Олена'", true},
      {"names: 'Olena'", true},
      {"names: 'Olena Shev'", true},
      {"names: 'Shevchenko Ol'", true},
      {"names: 'Shev Olena'", false},  // only what is typed last may be begun
      {"names: 'Olena Kovalenko'", false},
      {"reference: 'lis-2026-004217-k'", true},
      {"reference: 'LIS-2026-004218-K'", false},
      {"document_number: 'ab-123' phone: '+351912345678'", true},
      {"document_number: 'ab-124'", false},
      {"phone: '+351912345679'", false},
      {"names: 'Olena' birth_date { year: 1990 }", true},
      {"names: 'Olena' birth_date { year: 1990 month: 5 }", true},
      {"names: 'Olena' birth_date { year: 1990 month: 5 day: 17 }", true},
      {"names: 'Olena' birth_date { year: 1990 month: 6 }", false},
      {"names: 'Olena' birth_date { year: 1990 month: 5 day: 18 }", false},
      {"names: 'Olena' birth_date { year: 1991 }", false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Answers(person, Asking(row.asked)), row.answers) << row.asked;
}

}  // namespace
}  // namespace balcao::services
