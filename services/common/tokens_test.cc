// What a caller is given to bring back: pages and candidates. Whoever can have tokens
// made must not learn look-up keys from them, so they are under a key of their own.
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/common/duplicates.h"
#include "services/common/paging.h"
#include "services/common/rules_fixture.h"
#include "storage/ledger/ledger_fixture.h"

namespace balcao::services {
namespace {

using storage::Purpose;

class TokensTest : public storage::LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    house_.codec = codec_.get();
    call_.method = "balcao.v1.Test/List";
    call_.caller.account = actor_;
  }

  House house_{};
  Call call_;
};

TEST_F(TokensTest, APageTokenIsUnderTheKeyOfTokens) {
  const std::string token = MakePageToken(house_, call_, 7);
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  uint64_t mac = 0;
  ASSERT_EQ(bytes.size(), 16u);
  std::memcpy(&mac, bytes.data() + 8, 8);
  const std::string value = "page|balcao.v1.Test/List|an-actor-of-16-b|7";
  EXPECT_NE(mac, vault_->Blind(Purpose::kBlindIndex, value));
  EXPECT_EQ(mac, vault_->Blind(Purpose::kToken, value));
  EXPECT_EQ(ParsePageToken(house_, call_, token).value(), 7);
}

TEST_F(TokensTest, APageTokenIsForItsCallerAndMethodAlone) {
  const std::string token = MakePageToken(house_, call_, 7);
  Call other = call_;
  other.method = "balcao.v1.Test/ListOthers";
  EXPECT_EQ(FaultsOf(ParsePageToken(house_, other, token).status())["page_token"],
            "NOT_A_PAGE_TOKEN");
  other = call_;
  other.caller.account = NewId();
  EXPECT_FALSE(ParsePageToken(house_, other, token).ok());
}

TEST_F(TokensTest, ACandidateOfAnotherCentreIsNamedUnderTheKeyOfTokens) {
  Candidate candidate;
  candidate.id = storage::Id::FromBytes("candidate-of-16b");
  candidate.placement.set_owner("centres/CNAIM-NOR");
  const std::string value = "candidate|an-actor-of-16-bcandidate-of-16b";
  const auto named = [&](Purpose purpose) {
    return absl::StrCat("candidates/", absl::Hex(vault_->Blind(purpose, value), absl::kZeroPad16));
  };
  const std::string name = CandidateName(house_, call_, candidate);
  EXPECT_NE(name, named(Purpose::kBlindIndex));
  EXPECT_EQ(name, named(Purpose::kToken));
}

}  // namespace
}  // namespace balcao::services
