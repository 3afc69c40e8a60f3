#include "auth/redaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "balcao/v1/cases.pb.h"
#include "balcao/v1/helpline.pb.h"
#include "balcao/v1/people.pb.h"
#include "google/protobuf/text_format.h"

namespace balcao::auth {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Caller Who(v1::Role role) {
  Caller caller;
  caller.role = role;
  return caller;
}

template <class T>
T FromText(const std::string& text) {
  T message;
  if (!google::protobuf::TextFormat::ParseFromString(text, &message)) abort();
  return message;
}

v1::Person Somebody() {
  return FromText<v1::Person>(R"pb(
    name: "people/1"
    etag: "3"
    placement { owner: "centres/A" }
    given_name: "Ana"
    birth_date { year: 1990 }
    residence_status: "TR"
    phones: "1"
    phones: "2"
    vulnerabilities: "illness"
    note: "shy"
    legal_basis { ground: GROUND_CONSENT consent_purpose: "letters" })pb");
}

v1::Case SomeCase() {
  return FromText<v1::Case>(R"pb(
    name: "cases/1"
    state: STATE_OPEN
    type: "legal.visa"
    parties { role: ROLE_APPLICANT person: "people/1" note: "a" }
    parties { role: ROLE_OTHER display_name: "b" note: "c" })pb");
}

TEST(Redact, LeavesADeskWorkerEverything) {
  v1::Person person = Somebody();
  Redact(Who(v1::ROLE_DESK_WORKER), person);
  EXPECT_EQ(person.SerializeAsString(), Somebody().SerializeAsString());
}

TEST(Redact, LeavesAnOperatorWhoCallsAndNotWhatIsSpecial) {
  v1::Person person = Somebody();
  Redact(Who(v1::ROLE_HELPLINE_OPERATOR), person);
  EXPECT_EQ(person.given_name(), "Ana");
  EXPECT_EQ(person.phones_size(), 2);
  EXPECT_THAT(person.redacted().paths(), ElementsAre("residence_status", "vulnerabilities", "note",
                                                     "legal_basis.consent_purpose"));
  EXPECT_TRUE(person.note().empty());
  EXPECT_EQ(person.legal_basis().ground(), v1::LegalBasis::GROUND_CONSENT);
}

TEST(Redact, NamesAPathOfAListOnce) {
  v1::Case c = SomeCase();
  Redact(Who(v1::ROLE_HELPLINE_OPERATOR), c);
  EXPECT_THAT(c.redacted().paths(), ElementsAre("type", "parties.note", "parties.display_name"));
  ASSERT_EQ(c.parties_size(), 2) << "how many have a part stays";
  EXPECT_EQ(c.parties(0).person(), "people/1");
}

TEST(Redact, DoesNotNameWhatIsEmpty) {
  v1::Person person = FromText<v1::Person>("name: 'people/1'");
  Redact(Who(v1::ROLE_SUPERVISOR), person);
  EXPECT_FALSE(person.has_redacted());
}

TEST(Redact, ReachesEveryResourceOfAPage) {
  v1::ListPeopleResponse page;
  for (int i = 0; i < 3; ++i) *page.add_people() = Somebody();
  Redact(Who(v1::ROLE_SUPERVISOR), page);
  for (const v1::Person& person : page.people()) {
    EXPECT_TRUE(person.given_name().empty());
    EXPECT_THAT(person.redacted().paths(), Not(IsEmpty()));
  }
}

struct PathRow {
  v1::Role role;
  const google::protobuf::Descriptor* resource;
  const char* path;
  bool sees;
};

TEST(SeesPath, SaysWhatMayBeWrittenBack) {
  const PathRow rows[] = {
      {v1::ROLE_DESK_WORKER, v1::Person::descriptor(), "note", true},
      {v1::ROLE_HELPLINE_OPERATOR, v1::Person::descriptor(), "note", false},
      {v1::ROLE_HELPLINE_OPERATOR, v1::Person::descriptor(), "given_name", true},
      {v1::ROLE_HELPLINE_OPERATOR, v1::Person::descriptor(), "birth_date.year", true},
      {v1::ROLE_SUPERVISOR, v1::Person::descriptor(), "birth_date.year", false},
      {v1::ROLE_SUPERVISOR, v1::Person::descriptor(), "documents.number", false},
      {v1::ROLE_HELPLINE_OPERATOR, v1::Person::descriptor(), "legal_basis.consent_purpose", false},
      {v1::ROLE_HELPLINE_OPERATOR, v1::Person::descriptor(), "legal_basis.ground", true},
      {v1::ROLE_HELPLINE_OPERATOR, v1::Case::descriptor(), "parties.note", false},
      {v1::ROLE_HELPLINE_OPERATOR, v1::Call::descriptor(), "note", true},
      {v1::ROLE_DESK_WORKER, v1::Person::descriptor(), "no_such_field", false},
      {v1::ROLE_DESK_WORKER, v1::Person::descriptor(), "note.deeper", true},
      {v1::ROLE_DESK_WORKER, v1::Person::descriptor(), "", false},
  };
  for (const PathRow& row : rows) {
    EXPECT_EQ(SeesPath(Who(row.role), *row.resource, row.path), row.sees)
        << v1::Role_Name(row.role) << " " << row.path;
  }
}

// A message field that is walked into has no class of its own: the whole of it
// may be written only by who sees all of it.
TEST(SeesPath, AWholeMessageIsSeenWhenEverythingInItIs) {
  const auto& person = *v1::Person::descriptor();
  EXPECT_TRUE(SeesPath(Who(v1::ROLE_DESK_WORKER), person, "legal_basis"));
  EXPECT_FALSE(SeesPath(Who(v1::ROLE_HELPLINE_OPERATOR), person, "legal_basis"));
}

constexpr char kId[] = "01890a5d-ac96-774b-bcce-b302099a8057";

TEST(LogText, TellsOperationalFieldsAndNamesTheOthers) {
  v1::Person person = Somebody();
  person.set_name(std::string("people/") + kId);
  person.set_anonymous(true);
  person.mutable_create_time()->set_seconds(1);
  const std::string text = LogText(person);
  EXPECT_THAT(text, HasSubstr(std::string("name=people/") + kId));
  EXPECT_THAT(text, HasSubstr("anonymous=true"));
  EXPECT_THAT(text, HasSubstr("create_time={seconds: 1}"));
  EXPECT_THAT(text, HasSubstr("placement{owner=*}"));
  EXPECT_THAT(text, HasSubstr("given_name=*"));
  EXPECT_THAT(text, HasSubstr("phones[2]"));
  EXPECT_THAT(text, HasSubstr("consent_purpose=*"));
  for (const char* value : {"Ana", "1990", "TR", "illness", "shy", "letters"}) {
    EXPECT_THAT(text, Not(HasSubstr(value)));
  }
}

TEST(LogText, NeverTellsSecrets) {
  v1::CreateAccountRequest request;
  request.set_password("uma senha");
  request.mutable_account()->set_login("ana");
  EXPECT_EQ(LogText(request), "account{login=*} password=*");
}

// A class says what a field is for; a caller may type anything into it.
TEST(LogText, TellsOfTextsOnlyWhatHasTheFormOfAName) {
  const auto told = [](const std::string& reference) {
    v1::SearchPeopleRequest request;
    request.set_reference(reference);
    return LogText(request);
  };
  const std::string id = kId;
  for (const std::string& name :
       {id, "people/" + id, "visits/" + id + "/tickets/2", "cases/" + id + "/notes/" + id}) {
    EXPECT_EQ(told(name), "reference=" + name);
  }
  for (const std::string& other :
       {std::string("Maria Silva"), std::string("people/maria"), "maria/" + id,
        "people/" + id + "/", "people/" + id + "/912345678", id + "\nforged",
        std::string("XQ738291ZK")}) {
    EXPECT_EQ(told(other), "reference=*") << other;
  }
  v1::UpdatePersonRequest update;
  update.mutable_update_mask()->add_paths("Maria Silva");
  EXPECT_EQ(LogText(update), "update_mask=*");
}

}  // namespace
}  // namespace balcao::auth
