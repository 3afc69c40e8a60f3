#include "clients/country/requests.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

class RequestsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto world = ReadWorld("deploy/catalogue");
    ASSERT_TRUE(world.ok()) << world.status();
    world_ = new World(*std::move(world));
    auto plan = MakePlan(*world_, {.seed = 3, .scale = 0.02});
    ASSERT_TRUE(plan.ok()) << plan.status();
    plan_ = new CountryPlan(*std::move(plan));
  }

  static World* world_;
  static CountryPlan* plan_;
};

World* RequestsTest::world_ = nullptr;
CountryPlan* RequestsTest::plan_ = nullptr;

TEST_F(RequestsTest, AVisitBringsANewPersonOrAKnownOne) {
  const RequestWriter writer(*world_, *plan_);
  const v1::OpenVisitRequest fresh = writer.OpenVisit(0, "", 0);
  EXPECT_TRUE(fresh.has_new_person());
  EXPECT_TRUE(fresh.visit().person().empty());
  EXPECT_EQ(fresh.visit().legal_basis().ground(), v1::LegalBasis::GROUND_PUBLIC_TASK);
  const v1::OpenVisitRequest known = writer.OpenVisit(0, "people/1", 0);
  EXPECT_FALSE(known.has_new_person());
  EXPECT_EQ(known.visit().person(), "people/1");
}

TEST_F(RequestsTest, AnotherAttemptIsAnotherRequest) {
  const RequestWriter writer(*world_, *plan_);
  for (uint32_t visit = 0; visit < 50; ++visit) {
    const v1::OpenVisitRequest first = writer.OpenVisit(visit, "", 0);
    const v1::OpenVisitRequest second = writer.OpenVisit(visit, "", 1);
    EXPECT_NE(first.request_id(), second.request_id());
    if (first.new_person().anonymous()) continue;
    EXPECT_NE(first.new_person().birth_date().SerializeAsString(),
              second.new_person().birth_date().SerializeAsString());
    EXPECT_EQ(first.new_person().family_name(), second.new_person().family_name());
  }
}

TEST_F(RequestsTest, EveryRequestHasAnIdentifierOfItsOwn) {
  const RequestWriter writer(*world_, *plan_);
  std::set<std::string> ids;
  size_t made = 0;
  for (uint32_t visit = 0; visit < plan_->visits.size(); ++visit, ++made) {
    ids.insert(writer.OpenVisit(visit, "", 0).request_id());
    for (size_t ticket = 0; ticket < plan_->visits[visit].tickets.size(); ++ticket, ++made) {
      ids.insert(writer.CloseTicket(visit, ticket, "").request_id());
    }
  }
  for (uint32_t call = 0; call < plan_->calls.size(); ++call, ++made) {
    ids.insert(writer.LogCall(call).request_id());
  }
  for (uint32_t i = 0; i < plan_->cases.size(); ++i) {
    for (uint32_t step = 0; step < plan_->cases[i].steps.size(); ++step, ++made) {
      ids.insert(writer.Advance(i, step, "").request_id());
    }
  }
  EXPECT_EQ(ids.size(), made);
}

TEST_F(RequestsTest, DemandsCarryWhatADemandMust) {
  const RequestWriter writer(*world_, *plan_);
  for (uint32_t i = 0; i < plan_->calls.size(); ++i) {
    const v1::Call call = writer.LogCall(i).call();
    if (call.kind() != v1::Call::KIND_DATA) {
      EXPECT_TRUE(call.topic().empty());
      continue;
    }
    EXPECT_FALSE(call.language().empty());
    EXPECT_FALSE(call.topic().empty());
    EXPECT_FALSE(call.outcome().empty());
    EXPECT_LE(call.duration().seconds(), 86400);
    EXPECT_EQ(call.channel() == "phone3", call.legs_size() > 0);
  }
}

TEST_F(RequestsTest, ReferralsSayWhere) {
  const RequestWriter writer(*world_, *plan_);
  for (uint32_t visit = 0; visit < plan_->visits.size(); ++visit) {
    for (size_t ticket = 0; ticket < plan_->visits[visit].tickets.size(); ++ticket) {
      const v1::CloseTicketRequest request = writer.CloseTicket(visit, ticket, "");
      EXPECT_EQ(request.state() == v1::Ticket::STATE_REFERRED, !request.referral().empty());
    }
  }
}

}  // namespace
}  // namespace balcao::country
