#include "services/people/name_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <memory>

#include "balcao/store/v1/records.pb.h"
#include "services/people/numbered_id.h"

namespace balcao::services {
namespace {

using storage::Id;
using storage::RecordState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Known {
  std::string given, family, owner;
  bool restricted = false, erased = false, merged = false;
};

RecordState StateOf(int number, const Known& known) {
  auto record = std::make_shared<store::v1::PersonRecord>();
  v1::Person& person = *record->mutable_person();
  person.set_given_name(known.given);
  person.set_family_name(known.family);
  person.mutable_placement()->set_owner(known.owner);
  person.mutable_placement()->set_restricted(known.restricted);
  if (known.merged) person.set_merged_into("people/other");
  RecordState state;
  state.kind = storage::Kind::kPerson;
  state.id = IdOf(number);
  state.message = record;
  state.erased = known.erased;
  return state;
}

storage::ChangeSet Change(const RecordState& before, const RecordState& after) {
  storage::ChangeSet changes;
  changes.records.push_back({before, after});
  return changes;
}

const std::string kLisbon = "centres/LIS", kPorto = "centres/POR";

class NameBookTest : public ::testing::Test {
 protected:
  void Add(int number, const Known& known) { book_.Apply(Change({}, StateOf(number, known))); }
  std::vector<Id> Find(const std::string& typed, const std::string& owner = kLisbon) {
    return book_.Find(ParseNames(typed), owner, 100);
  }
  NameBook book_;
};

TEST_F(NameBookTest, FindsWhoIsTypedLetterByLetter) {
  Add(1, {"Oksana", "Kovalenko", kLisbon});
  const std::string typed = "kovalenko";
  for (size_t length = 2; length <= typed.size(); ++length) {
    EXPECT_THAT(Find(typed.substr(0, length)), ElementsAre(IdOf(1))) << length;
  }
  EXPECT_THAT(Find("oksana ko"), ElementsAre(IdOf(1)));
  EXPECT_THAT(Find("kovalenko oks"), ElementsAre(IdOf(1)));
  EXPECT_THAT(Find("oksana ku"), IsEmpty());
  EXPECT_THAT(Find("k"), IsEmpty()) << "one letter is too many people";
}

TEST_F(NameBookTest, FindsAWholeNameByItsSoundInAnyScript) {
  Add(1, {"Оксана", "Шевченко", kLisbon});
  EXPECT_THAT(Find("Sevcenko "), IsEmpty());
  EXPECT_THAT(Find("Shevchenko "), ElementsAre(IdOf(1)));
  EXPECT_THAT(Find("Schewchenko "), ElementsAre(IdOf(1)));
  EXPECT_THAT(Find("Шевч"), ElementsAre(IdOf(1)));
}

TEST_F(NameBookTest, HidesNobodyBehindTheManyOfAnotherCentre) {
  Add(1, {"Maria", "Silva", kLisbon});
  for (int i = 2; i < 60; ++i) Add(i, {"Maria", "Silva", kPorto});
  EXPECT_THAT(book_.Find(ParseNames("maria sil"), kLisbon, 5), ElementsAre(IdOf(1)));
  EXPECT_THAT(book_.Find(ParseNames("maria sil"), "", 2), ElementsAre(IdOf(59), IdOf(58)));
  EXPECT_THAT(Find("maria", "centres/FAR"), IsEmpty());
}

TEST_F(NameBookTest, SaysNothingOfWhoIsRestrictedMergedOrErased) {
  const Known known = {"Amina", "Diallo", kLisbon};
  Add(1, known);
  for (bool Known::*hidden : {&Known::restricted, &Known::merged, &Known::erased}) {
    Known after = known;
    after.*hidden = true;
    book_.Apply(Change(StateOf(1, known), StateOf(1, after)));
    EXPECT_THAT(Find("diallo"), IsEmpty());
    book_.Apply(Change(StateOf(1, after), StateOf(1, known)));
    EXPECT_THAT(Find("diallo"), ElementsAre(IdOf(1)));
  }
}

// What the book must say, by looking at everybody.
std::vector<Id> Naive(const std::map<int, Known>& people, const NameQuery& query,
                      const std::string& owner) {
  std::vector<Id> found;
  for (const auto& [number, known] : people) {
    const RecordState state = StateOf(number, known);
    if (known.erased || known.restricted || known.merged) continue;
    if (!owner.empty() && known.owner != owner) continue;
    const auto& person = state.As<store::v1::PersonRecord>().person();
    if (AnswersNames(NameTokens(NamesOf(person)), query)) found.push_back(state.id);
  }
  return found;
}

RC_GTEST_PROP(NameBookProperty, SaysWhatLookingAtEverybodyWouldSay, ()) {
  const auto name = rc::gen::element<std::string>("Ana", "Anastasia", "Kovalenko", "Coval", "Sá",
                                                  "Said", "Sayed", "Zhu", "da Silva", "");
  const auto owner = rc::gen::element(kLisbon, kPorto);
  NameBook book;
  std::map<int, Known> people;
  const int steps = *rc::gen::inRange(0, 40);
  for (int i = 0; i < steps; ++i) {
    const int number = *rc::gen::inRange(0, 10);
    const Known now = {*name,
                       *name,
                       *owner,
                       *rc::gen::weightedElement<bool>({{5, false}, {1, true}}),
                       *rc::gen::weightedElement<bool>({{5, false}, {1, true}}),
                       *rc::gen::weightedElement<bool>({{5, false}, {1, true}})};
    const auto before = people.find(number);
    book.Apply(Change(before == people.end() ? RecordState() : StateOf(number, before->second),
                      StateOf(number, now)));
    people[number] = now;
  }
  const NameQuery query = ParseNames(*rc::gen::element<std::string>(
      "an", "ana ", "ana", "ana ko", "sa", "sa sa", "sil", "zhu ", "kovalenko an", "x"));
  const std::string asked = *rc::gen::element(kLisbon, kPorto, std::string());
  std::vector<Id> found = book.Find(query, asked, 1000);
  std::sort(found.begin(), found.end());
  RC_ASSERT(found == (query.empty() ? std::vector<Id>() : Naive(people, query, asked)));
}

}  // namespace
}  // namespace balcao::services
