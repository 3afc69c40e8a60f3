#include "clients/country/plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace balcao::country {
namespace {

// The world and the whole story, made once for all tests.
class PlanTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto world = ReadWorld("deploy/catalogue");
    ASSERT_TRUE(world.ok()) << world.status();
    world_ = new World(*std::move(world));
    auto plan = MakePlan(*world_, {});
    ASSERT_TRUE(plan.ok()) << plan.status();
    plan_ = new CountryPlan(*std::move(plan));
  }

  static int TypeOf(absl::string_view id) { return world_->TypeIndex(id); }

  static bool IsStay(const PlannedTicket& ticket) {
    return IsMatterOfStay(*world_, ticket.type, world_->areas[static_cast<size_t>(ticket.area)]);
  }

  // How a planned case ended, and when; empty while it is open.
  static std::pair<std::string, int32_t> Ending(const PlannedCase& planned) {
    if (planned.steps.empty() || planned.steps.back().kind != CaseStep::Kind::kClose) {
      return {"", 0};
    }
    const CaseStep& step = planned.steps.back();
    return {world_->types[planned.type].outcomes(step.outcome), step.at.day};
  }

  // The stages that a case can stand in: all but `closed`.
  static int StageCount(const v1::CaseType& type) { return type.stages_size() - 1; }

  static int32_t Day(absl::string_view text) { return ParseDay(text).value(); }

  static World* world_;
  static CountryPlan* plan_;
};

World* PlanTest::world_ = nullptr;
CountryPlan* PlanTest::plan_ = nullptr;

TEST_F(PlanTest, ExactlySoManyPeopleBringAMatterOfStay) {
  std::set<uint32_t> people;
  for (const PlannedVisit& visit : plan_->visits) {
    if (visit.at.day < Day("2019-08-01") || visit.at.day > Day("2020-09-30")) continue;
    if (std::any_of(visit.tickets.begin(), visit.tickets.end(), IsStay)) {
      people.insert(visit.person);
    }
  }
  EXPECT_EQ(people.size(), 69000u);
}

TEST_F(PlanTest, ExactlySoManyCallsAndTranslations) {
  int calls = 0, translated = 0, health = 0, refused = 0;
  for (const PlannedCall& call : plan_->calls) {
    if (call.at.day < Day("2019-08-01")) continue;
    calls += call.kind == PlannedCall::Kind::kData ? 1 : 0;
    for (const PlannedLeg& leg : call.legs) {
      translated += leg.translated ? 1 : 0;
      refused += leg.translated ? 0 : 1;
      const bool asked = leg.requesting_body == "health_centre";
      health += leg.translated && asked && call.at.day >= Day("2020-03-01") ? 1 : 0;
    }
    EXPECT_LE(call.legs.size(), 8u);
  }
  EXPECT_EQ(calls, 60711);
  EXPECT_EQ(translated, 2364);
  EXPECT_EQ(health, 265);
  EXPECT_GT(refused, 100);
}

TEST_F(PlanTest, ExactlySoManyVoluntaryReturnsThroughAllStages) {
  int returns = 0;
  for (const PlannedCase& planned : plan_->cases) {
    const auto [outcome, day] = Ending(planned);
    if (planned.type != TypeOf("return.voluntary") || outcome != "returned") continue;
    ASSERT_GE(day, Day("2019-08-01"));
    ASSERT_LE(day, Day("2020-10-19"));
    std::set<int> visited = {0};
    for (const CaseStep& step : planned.steps) {
      if (step.kind == CaseStep::Kind::kAdvance) visited.insert(step.stage);
    }
    EXPECT_EQ(static_cast<int>(visited.size()), StageCount(world_->types[planned.type]));
    ++returns;
  }
  EXPECT_EQ(returns, 524);
}

TEST_F(PlanTest, TraineesAndPeopleRegularisedOnTheRoad) {
  std::set<uint32_t> trainees, regularised;
  for (const PlannedCase& planned : plan_->cases) {
    const PlannedVisit& visit = plan_->visits[planned.visit];
    if (planned.type == TypeOf("language.course") && visit.at.day <= Day("2019-12-31")) {
      EXPECT_TRUE(trainees.insert(visit.person).second);
    }
    const auto [outcome, day] = Ending(planned);
    if (world_->types[planned.type].matter_of_stay() && visit.channel == "itinerant" &&
        outcome == "granted" && day <= Day("2019-12-31")) {
      regularised.insert(visit.person);
    }
  }
  EXPECT_EQ(trainees.size(), 5000u);
  EXPECT_GE(regularised.size(), 800u);
  EXPECT_LE(regularised.size(), 900u);
}

TEST_F(PlanTest, EveryTypeIsWalkedThroughAllOfItsStages) {
  std::map<int, std::set<int>> visited;
  for (const PlannedCase& planned : plan_->cases) {
    visited[planned.type].insert(0);
    for (const CaseStep& step : planned.steps) {
      if (step.kind == CaseStep::Kind::kAdvance) visited[planned.type].insert(step.stage);
    }
  }
  for (size_t i = 0; i < world_->types.size(); ++i) {
    EXPECT_EQ(static_cast<int>(visited[static_cast<int>(i)].size()), StageCount(world_->types[i]))
        << world_->types[i].name();
  }
}

TEST_F(PlanTest, CasesMoveAsTheCatalogueAllows) {
  for (const PlannedCase& planned : plan_->cases) {
    const v1::CaseType& type = world_->types[planned.type];
    std::string at = type.stages(0);
    bool receipt = false;
    Moment last = plan_->visits[planned.visit].at;
    for (const CaseStep& step : planned.steps) {
      EXPECT_GE(step.at, last);
      last = step.at;
      receipt |= step.kind == CaseStep::Kind::kReceipt;
      if (step.kind != CaseStep::Kind::kAdvance) continue;
      const std::string to = type.stages(step.stage);
      const auto move =
          std::find_if(type.transitions().begin(), type.transitions().end(),
                       [&](const auto& other) { return other.from() == at && other.to() == to; });
      ASSERT_NE(move, type.transitions().end()) << type.name() << " " << at << " " << to;
      EXPECT_TRUE(move->guard() == v1::Transition::GUARD_UNSPECIFIED || receipt);
      at = to;
    }
    EXPECT_LE(last.day, EndOfStory());
  }
}

TEST_F(PlanTest, VolumesStayInTheBudget) {
  size_t requests = plan_->visits.size() + plan_->calls.size() + plan_->promotions.size();
  for (const PlannedVisit& visit : plan_->visits) requests += visit.tickets.size();
  for (const PlannedCase& planned : plan_->cases) requests += planned.steps.size();
  EXPECT_GT(plan_->visits.size(), 95000u);
  EXPECT_LT(plan_->visits.size(), 125000u);
  EXPECT_LT(requests, 500000u);
  RecordProperty("requests", static_cast<int>(requests));
}

TEST_F(PlanTest, ScriptsHoldEveryEventOnceAndInOrder) {
  size_t events = 0;
  for (int month = 0; month < kMonths; ++month) {
    const MonthPlan& plan = plan_->months[static_cast<size_t>(month)];
    size_t in_chains = 0;
    for (const Chain& chain : plan.chains) {
      ASSERT_LT(chain.begin, chain.end);
      in_chains += chain.end - chain.begin;
      for (uint32_t i = chain.begin; i < chain.end; ++i) {
        EXPECT_EQ(MonthOf(plan.events[i].at.day), month);
        const Moment before = plan.events[std::max(i, chain.begin + 1) - 1].at;
        EXPECT_LE(before, plan.events[i].at);
      }
    }
    EXPECT_EQ(in_chains, plan.events.size());
    events += in_chains;
  }
  size_t expected = plan_->visits.size() + plan_->calls.size() + plan_->promotions.size();
  for (const PlannedCase& planned : plan_->cases) expected += planned.steps.size();
  EXPECT_EQ(events, expected);
}

TEST_F(PlanTest, EveryPersonIsRegisteredByTheFirstVisit) {
  std::map<uint32_t, Moment> first;
  for (const PlannedVisit& visit : plan_->visits) {
    if (!visit.first) continue;
    EXPECT_TRUE(first.emplace(visit.person, visit.at).second);
  }
  EXPECT_EQ(first.size(), plan_->people.size());
  for (const PlannedVisit& visit : plan_->visits) EXPECT_LE(first[visit.person], visit.at);
}

TEST_F(PlanTest, CentresFollowALogNormalLaw) {
  const std::vector<double> weights = CentreWeights(*world_, 1);
  std::vector<double> logs;
  double national = 0, local = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (world_->centres[i].kind() == v1::Centre::KIND_NATIONAL) {
      national += weights[i];
    } else {
      local += weights[i];
      logs.push_back(std::log(weights[i]));
    }
  }
  EXPECT_EQ(weights.size(), 109u);
  EXPECT_NEAR(national / (national + local), 0.48, 0.001);
  double mean = 0, squares = 0;
  for (double log : logs) mean += log / static_cast<double>(logs.size());
  for (double log : logs) squares += (log - mean) * (log - mean);
  EXPECT_NEAR(std::sqrt(squares / static_cast<double>(logs.size())), 0.9, 0.2);
  EXPECT_GT(*std::max_element(logs.begin(), logs.end()) - mean, 1.5);
}

TEST_F(PlanTest, VisitsFollowTheCentres) {
  std::map<int, int> visits;
  for (const PlannedVisit& visit : plan_->visits) ++visits[plan_->people[visit.person].centre];
  EXPECT_EQ(visits.size(), 109u);
  EXPECT_NEAR(visits[0] / static_cast<double>(plan_->visits.size()), 0.28, 0.01);
}

TEST_F(PlanTest, TheSameSeedGivesTheSameStory) {
  const auto again = MakePlan(*world_, {.seed = 1, .scale = 0.01});
  const auto same = MakePlan(*world_, {.seed = 1, .scale = 0.01});
  const auto other = MakePlan(*world_, {.seed = 2, .scale = 0.01});
  ASSERT_TRUE(again.ok() && same.ok() && other.ok());
  ASSERT_EQ(again->visits.size(), same->visits.size());
  for (size_t i = 0; i < same->visits.size(); ++i) {
    EXPECT_EQ(again->visits[i].at, same->visits[i].at);
    EXPECT_EQ(again->visits[i].tickets.size(), same->visits[i].tickets.size());
  }
  EXPECT_NE(same->visits[0].at, other->visits[0].at);
}

TEST_F(PlanTest, ScalesExactCountsByRounding) {
  const auto small = MakePlan(*world_, {.seed = 1, .scale = 0.01});
  ASSERT_TRUE(small.ok()) << small.status();
  int calls = 0;
  for (const PlannedCall& call : small->calls) {
    calls += call.kind == PlannedCall::Kind::kData && call.at.day >= Day("2019-08-01") ? 1 : 0;
  }
  EXPECT_EQ(calls, 607);
}

TEST(RequestIdTest, IsAUuidOfVersion7AndNeverTheSame) {
  const Moment at = {FirstDay(3), 36000};
  const std::string id = RequestId(1, "visit", 7, 0, at);
  EXPECT_THAT(id, testing::MatchesRegex("[0-9a-f]+-[0-9a-f]+-7[0-9a-f]+-[89ab][0-9a-f]+-"
                                        "[0-9a-f]+"));
  EXPECT_EQ(id.size(), 36u);
  EXPECT_EQ(id, RequestId(1, "visit", 7, 0, at));
  std::set<std::string> ids;
  for (uint64_t seed : {1, 2}) {
    for (const char* what : {"visit", "call"}) {
      for (uint64_t index = 0; index < 100; ++index) {
        for (uint64_t step = 0; step < 10; ++step) {
          EXPECT_TRUE(ids.insert(RequestId(seed, what, index, step, at)).second);
        }
      }
    }
  }
}

}  // namespace
}  // namespace balcao::country
