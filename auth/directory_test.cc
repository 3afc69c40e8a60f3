#include "auth/directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/common/reason.h"

namespace balcao::auth {
namespace {

using storage::Id;
using storage::Kind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int64_t kNow = 1'600'000'000'000'000;
constexpr char kToken[] = "a token of the bearer";

class DirectoryTest : public ::testing::Test {
 protected:
  void Tell(Kind kind, const Id& id, std::shared_ptr<google::protobuf::Message> message) {
    storage::ChangeSet changes;
    changes.records.push_back({{}, {.kind = kind, .id = id, .message = std::move(message)}});
    directory_.Apply(changes);
  }

  void TellAccount(const std::function<void(v1::Account&)>& change = [](v1::Account&) {}) {
    auto record = std::make_shared<store::v1::AccountRecord>();
    record->mutable_account()->set_name(name_);
    record->mutable_account()->set_login("ana");
    record->mutable_account()->set_role(v1::ROLE_DESK_WORKER);
    record->mutable_account()->set_centre("centres/CNAIM-LIS");
    change(*record->mutable_account());
    Tell(Kind::kAccount, account_, record);
  }

  void TellSession(const std::string& token, bool revoked = false, int64_t ends_us = kNow + 1) {
    auto record = std::make_shared<store::v1::SessionRecord>();
    record->set_account(name_);
    record->set_expire_time_us(ends_us);
    record->set_revoked(revoked);
    record->set_verifier(DigestOf(token).verifier);
    Tell(Kind::kSession, DigestOf(token).id, record);
  }

  std::string Refusal(const std::string& token, int64_t now_us = kNow) {
    const auto caller = directory_.Authenticate(token, now_us);
    return caller.ok() ? "" : ReasonOf(caller.status());
  }

  const Id account_ = Id::FromBytes("account-16-bytes");
  const std::string name_ = storage::ResourceName("accounts", account_);
  Directory directory_;
};

TEST_F(DirectoryTest, ATokenStandsForTheAccountOfItsSession) {
  TellAccount();
  TellSession(kToken);
  const auto caller = directory_.Authenticate(kToken, kNow);
  ASSERT_TRUE(caller.ok()) << caller.status();
  EXPECT_EQ(caller->account, account_);
  EXPECT_EQ(caller->account_name, name_);
  EXPECT_EQ(caller->role, v1::ROLE_DESK_WORKER);
  EXPECT_EQ(caller->centre, "centres/CNAIM-LIS");
  EXPECT_EQ(caller->session, DigestOf(kToken).id);
}

TEST_F(DirectoryTest, AnUnknownTokenIsRefused) {
  TellAccount();
  TellSession(kToken);
  for (const char* token : {"", "another", "a token of the bearer "}) {
    EXPECT_EQ(Refusal(token), "SESSION_NOT_VALID") << token;
  }
}

TEST_F(DirectoryTest, ASessionEndsAtItsTime) {
  TellAccount();
  TellSession(kToken, false, kNow + 10);
  EXPECT_EQ(Refusal(kToken, kNow + 9), "");
  EXPECT_EQ(Refusal(kToken, kNow + 10), "SESSION_NOT_VALID");
}

TEST_F(DirectoryTest, ARevokedSessionIsRefusedFromTheNextCallOn) {
  TellAccount();
  TellSession(kToken);
  TellSession("of another place");
  TellSession(kToken, true);
  EXPECT_EQ(Refusal(kToken), "SESSION_NOT_VALID");
  EXPECT_EQ(Refusal("of another place"), "");
}

TEST_F(DirectoryTest, ADisabledAccountIsRefusedThoughItsSessionLives) {
  TellAccount();
  TellSession(kToken);
  TellAccount([](v1::Account& account) { account.set_disabled(true); });
  EXPECT_EQ(Refusal(kToken), "SESSION_NOT_VALID");
}

TEST_F(DirectoryTest, ASessionOfNobodyIsRefused) {
  TellSession(kToken);
  EXPECT_EQ(Refusal(kToken), "SESSION_NOT_VALID");
}

TEST_F(DirectoryTest, ATokenWhoseSecondHalfDiffersIsRefused) {
  TellAccount();
  auto record = std::make_shared<store::v1::SessionRecord>();
  record->set_account(name_);
  record->set_expire_time_us(kNow + 1);
  record->set_verifier(DigestOf("another").verifier);
  Tell(Kind::kSession, DigestOf(kToken).id, record);
  EXPECT_EQ(Refusal(kToken), "SESSION_NOT_VALID");
}

TEST_F(DirectoryTest, AMoveIsSeenAtOnce) {
  TellAccount();
  TellSession(kToken);
  TellAccount([](v1::Account& account) { account.set_centre("centres/CNAIM-NOR"); });
  EXPECT_EQ(directory_.Authenticate(kToken, kNow)->centre, "centres/CNAIM-NOR");
}

TEST_F(DirectoryTest, KnowsLoginsAndTheLiveSessionsOfAnAccount) {
  EXPECT_TRUE(directory_.empty());
  TellAccount();
  TellSession(kToken);
  TellSession("over", false, kNow);
  TellSession("revoked", true);
  EXPECT_FALSE(directory_.empty());
  EXPECT_EQ(directory_.FindLogin("ana"), account_);
  EXPECT_EQ(directory_.FindLogin("bea"), std::nullopt);
  EXPECT_THAT(directory_.SessionsOf(account_, kNow), ElementsAre(DigestOf(kToken).id));
  EXPECT_THAT(directory_.SessionsOf(Id(), kNow), IsEmpty());
}

TEST_F(DirectoryTest, KnowsTheNameThatColleaguesSeeAsItIsNow) {
  EXPECT_EQ(directory_.DisplayNameOf(name_), "") << "nobody has this account yet";
  TellAccount();
  EXPECT_EQ(directory_.DisplayNameOf(name_), "");
  TellAccount([](v1::Account& account) { account.set_display_name("Ana Reis"); });
  EXPECT_EQ(directory_.DisplayNameOf(name_), "Ana Reis");
  TellAccount([](v1::Account& account) {
    account.set_display_name("Ana Reis");
    account.set_disabled(true);
  });
  EXPECT_EQ(directory_.DisplayNameOf(name_), "Ana Reis") << "who left did what they did";
}

TEST(Token, IsLongAndNeverTheSame) {
  EXPECT_EQ(NewToken().size(), 43);
  EXPECT_NE(NewToken(), NewToken());
}

TEST(Token, TheStoreKeepsADigestThatIsNotTheToken) {
  const TokenDigest digest = DigestOf(kToken);
  EXPECT_EQ(digest.verifier.size(), 16);
  EXPECT_EQ(std::string(kToken).find(digest.verifier), std::string::npos);
}

}  // namespace
}  // namespace balcao::auth
