// Updates by field mask: what may be written, what overlaps, what is merged.
#include "services/common/update.h"

#include "services/common/rules_fixture.h"
#include "storage/ledger/transaction.h"

namespace balcao::services {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::Message;
using storage::Kind;
using storage::RecordState;
using store::v1::PersonRecord;

FieldMask Mask(std::initializer_list<const char*> paths) {
  FieldMask mask;
  for (const char* path : paths) mask.add_paths(path);
  return mask;
}

bool IsUpdatable(std::string_view path) { return path == "note" || path == "phones"; }
const Message& PersonOf(const Message& record) {
  return static_cast<const PersonRecord&>(record).person();
}

Call By(v1::Role role) {
  Call call;
  call.caller.role = role;
  return call;
}

TEST(CheckMask, NamesTheFieldsThatMayBeWritten) {
  const auto check = [](const FieldMask& mask, v1::Role role = v1::ROLE_DESK_WORKER) {
    return CheckMask(By(role), *v1::Person::descriptor(), mask, IsUpdatable);
  };
  EXPECT_TRUE(check(Mask({"note", "phones"})).ok());
  EXPECT_EQ(FaultsOf(check(Mask({})))["update_mask"], "REQUIRED");
  for (const char* path : {"name", "*", "", "note.text", "no_such"}) {
    EXPECT_EQ(FaultsOf(check(Mask({path})))["update_mask"], "NOT_UPDATABLE") << path;
  }
  EXPECT_TRUE(check(Mask({"phones"}), v1::ROLE_HELPLINE_OPERATOR).ok());
  EXPECT_EQ(ReasonOf(check(Mask({"phones", "note"}), v1::ROLE_HELPLINE_OPERATOR)),
            "FIELD_REDACTED");
}

TEST(ChangedFields, AreNamedAndThoseOfEveryWriteAreNot) {
  const auto before = FromText<v1::Person>(R"pb(
    etag: "1"
    given_name: "Ana"
    note: "old"
    phones: "1"
    update_time { seconds: 1 })pb");
  auto after = before;
  after.set_etag("2");
  after.mutable_update_time()->set_seconds(2);
  EXPECT_THAT(ChangedFields(before, after), ::testing::IsEmpty());
  after.clear_note();
  after.add_phones("2");
  after.mutable_birth_date()->set_year(1990);
  EXPECT_THAT(ChangedFields(before, after), ::testing::ElementsAre("birth_date", "phones", "note"));
}

TEST(CopyFields, ReplacesListsAndMessagesAndClearsWhatIsEmpty) {
  auto to = FromText<v1::Person>(R"pb(
    given_name: "Ana"
    note: "old"
    phones: "1"
    phones: "2"
    birth_date { year: 1990 month: 5 })pb");
  const auto from = FromText<v1::Person>(R"pb(given_name: "Bea"
                                              phones: "3"
                                              birth_date { year: 1991 })pb");
  CopyFields(Mask({"phones", "note", "birth_date"}), from, to);
  EXPECT_EQ(to.ShortDebugString(), FromText<v1::Person>(R"pb(given_name: "Ana"
                                                             phones: "3"
                                                             birth_date { year: 1991 })pb")
                                       .ShortDebugString());
}

// A person at version 4, whose note changed last and whose telephones in version 2.
class CheckEtagTest : public ::testing::Test {
 protected:
  CheckEtagTest() {
    Add(1, "note: 'a' phones: '1'");
    Add(2, "note: 'a' phones: '2'");
    Add(3, "note: 'a' phones: '2' email: 'x'");
    Add(4, "note: 'b' phones: '2' email: 'x'");
  }

  void Add(int64_t version, const std::string& person) {
    auto record = std::make_shared<PersonRecord>();
    *record->mutable_person() = FromText<v1::Person>(person);
    const RecordState state{
        .kind = Kind::kPerson, .id = id_, .version = version, .message = record};
    if (version > 1) overlay_.earlier.push_back(overlay_.Of(Kind::kPerson)[id_]);
    overlay_.Of(Kind::kPerson)[id_] = state;
  }

  absl::Status Check(const std::string& etag, const FieldMask& mask) {
    const storage::Sources sources{[] { return 1; }, [] { return 1; }};
    storage::Transaction transaction(nullptr, nullptr, &sources, nullptr, &overlay_, 0);
    return CheckEtag(etag, overlay_.Of(Kind::kPerson)[id_], mask, PersonOf, transaction);
  }

  const storage::Id id_ = storage::Id::FromBytes("a-person-16-byte");
  storage::Overlay overlay_;
};

struct EtagRow {
  const char* etag;
  std::initializer_list<const char*> mask;
  const char* reason;
};

TEST_F(CheckEtagTest, MergesWhatDoesNotOverlapAndRefusesWhatDoes) {
  const EtagRow rows[] = {
      {"", {"note"}, ""},
      {"4", {"note"}, ""},
      {"3", {"note"}, "STALE_ETAG"},
      {"3", {"phones"}, ""},
      {"2", {"phones"}, ""},
      {"1", {"phones"}, "STALE_ETAG"},
      {"1", {"given_name"}, ""},
      {"1", {"given_name", "email"}, "STALE_ETAG"},
      {"5", {"note"}, "INVALID_FIELDS"},
      {"0", {"note"}, "INVALID_FIELDS"},
      {"-1", {"note"}, "INVALID_FIELDS"},
      {"four", {"note"}, "INVALID_FIELDS"},
  };
  for (const EtagRow& row : rows) {
    EXPECT_EQ(ReasonOf(Check(row.etag, Mask(row.mask))), row.reason)
        << row.etag << " " << *row.mask.begin();
  }
}

TEST_F(CheckEtagTest, NamesTheFieldsThatChangedAndTheEtagNow) {
  const absl::Status stale = Check("1", Mask({"note", "phones", "given_name"}));
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(info.ParseFromString(std::string(*stale.GetPayload(kErrorInfoUrl))));
  EXPECT_TRUE(absl::IsAborted(stale));
  EXPECT_EQ(info.metadata().at("paths"), "note,phones");
  EXPECT_EQ(info.metadata().at("etag"), "4");
}

TEST_F(CheckEtagTest, NamesAFieldOnceHoweverOftenTheMaskDoes) {
  FieldMask mask;
  for (int i = 0; i < 10'000; ++i) mask.add_paths("note");
  const absl::Status stale = Check("1", mask);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(info.ParseFromString(std::string(*stale.GetPayload(kErrorInfoUrl))));
  EXPECT_EQ(info.metadata().at("paths"), "note");
}

TEST_F(CheckEtagTest, AnActOnTheWholeRecordRestsOnItsLastVersion) {
  const RecordState& current = overlay_.Of(Kind::kPerson)[id_];
  EXPECT_TRUE(CheckWholeEtag("4", current).ok());
  EXPECT_TRUE(CheckWholeEtag("", current).ok());
  EXPECT_EQ(ReasonOf(CheckWholeEtag("3", current)), "STALE_ETAG");
}

}  // namespace
}  // namespace balcao::services
