// Who is told that a person may be known already. H03, P8.
#include "services/common/person_rules.h"

#include "services/common/blind_index.h"
#include "services/common/rules_fixture.h"
#include "storage/ledger/ledger_fixture.h"

namespace balcao::services {
namespace {

constexpr char kLisbon[] = "centres/CNAIM-LIS";
constexpr char kPorto[] = "centres/CNAIM-NOR";

class RegisterTest : public storage::LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    house_.codec = codec_.get();
    house_.catalogue = &RealCatalogue();
    house_.people_index = &index_;
  }

  static std::vector<uint64_t> KeysOf(const google::protobuf::Message& record) {
    const auto& keys = static_cast<const store::v1::PersonRecord&>(record).blind_keys();
    return {keys.begin(), keys.end()};
  }

  static Call As(v1::Role role, const std::string& centre) {
    Call call;
    call.caller.account = storage::Id::FromBytes("an-account-of-16");
    call.caller.account_name = "accounts/me";
    call.caller.role = role;
    call.caller.centre = centre;
    return call;
  }

  static v1::Person Ana() {
    return FromText<v1::Person>(R"pb(
      given_name: "Ana"
      family_name: "Semedo"
      documents { type: "passport" number: "AB 123" country: "CV" })pb");
  }

  // Ana, known at Lisbon.
  void Know(bool restricted, const std::string& grantee = "") {
    const storage::Id id = NewId();
    const storage::Answered known = Write(Make([&](storage::Transaction& transaction) {
      store::v1::PersonRecord record;
      *record.mutable_person() = Ana();
      record.mutable_person()->set_name(storage::ResourceName("people", id));
      v1::Placement& placement = *record.mutable_person()->mutable_placement();
      placement.set_owner(kLisbon);
      placement.set_restricted(restricted);
      if (!grantee.empty()) placement.add_grantees(grantee);
      const PersonKeys keys = BlindKeys(record.person(), *vault_);
      record.mutable_blind_keys()->Add(keys.all.begin(), keys.all.end());
      return transaction.Put(id, std::move(record));
    }));
    ASSERT_TRUE(known.ok()) << known.status();
    index_.Apply(*known);
  }

  // The reason for which Ana is not registered again; empty when she is.
  std::string Refusal(const Call& call) {
    const PersonDraft draft = MakeDraft(Ana(), *vault_);
    storage::Command command = Make([&](storage::Transaction& transaction) {
      return Register(house_, call, draft, call.caller.centre, {}, transaction).status();
    });
    command.validate_only = true;
    return ReasonOf(Write(std::move(command)).status());
  }

  BlindIndex index_{storage::Kind::kPerson, KeysOf};
  House house_{};
};

TEST_F(RegisterTest, ALikelyDuplicateOfAnotherCentreIsLookedAtFirst) {
  Know(false);
  EXPECT_EQ(Refusal(As(v1::ROLE_DESK_WORKER, kLisbon)), "DUPLICATE_CANDIDATES");
  EXPECT_EQ(Refusal(As(v1::ROLE_DESK_WORKER, kPorto)), "DUPLICATE_CANDIDATES");
}

TEST_F(RegisterTest, ARestrictedPersonIsNoCandidateToWhoMayNotKnowOfIt) {
  Know(true);
  EXPECT_EQ(Refusal(As(v1::ROLE_DESK_WORKER, kLisbon)), "");
  EXPECT_EQ(Refusal(As(v1::ROLE_DESK_WORKER, kPorto)), "");
  EXPECT_EQ(Refusal(As(v1::ROLE_CENTRE_COORDINATOR, kPorto)), "");
  EXPECT_EQ(Refusal(As(v1::ROLE_CENTRE_COORDINATOR, kLisbon)), "DUPLICATE_CANDIDATES");
}

TEST_F(RegisterTest, AGranteeIsToldOfARestrictedPerson) {
  Know(true, "accounts/me");
  EXPECT_EQ(Refusal(As(v1::ROLE_DESK_WORKER, kLisbon)), "DUPLICATE_CANDIDATES");
}

}  // namespace
}  // namespace balcao::services
