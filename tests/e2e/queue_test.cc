// The numbers that people are called by while they wait.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

constexpr int64_t kHour = 3'600'000'000;                   // microseconds
constexpr int64_t kTenToMidnight = 1'793'749'800'000'000;  // 2026-11-03, 23:50 in Lisbon

class Queue : public ::testing::Test {
 protected:
  Queue() : now_us_(kTenToMidnight), house_(WithClock(now_us_)) {}

  static server::Seams WithClock(const std::atomic<int64_t>& now_us) {
    server::Seams seams;
    seams.sources.now_us = [&now_us] { return now_us.load(); };
    return seams;
  }

  v1::OpenVisitRequest Somebody() {
    v1::OpenVisitRequest request = NewVisitRequest("", "", R"pb(area: "housing")pb");
    request.mutable_new_person()->set_anonymous(true);
    return request;
  }

  v1::Visit Receive(const std::string& login, const v1::OpenVisitRequest& request) {
    Client& desk = house_.As(login);
    const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit, request);
    EXPECT_TRUE(visit.ok()) << visit.status.error_message() << " " << visit.reason;
    return visit.response;
  }

  std::atomic<int64_t> now_us_;
  TestHouse house_;
};

TEST_F(Queue, CountsTheVisitsOfACentreFromOneEachDay) {
  EXPECT_EQ(Receive(kLisbonDesk, Somebody()).queue_number(), 1);
  EXPECT_EQ(Receive(kLisbonColleague, Somebody()).queue_number(), 2);
  EXPECT_EQ(Receive(kPortoDesk, Somebody()).queue_number(), 1);
  house_.Restart();
  EXPECT_EQ(Receive(kLisbonDesk, Somebody()).queue_number(), 3);
  now_us_ += kHour;
  EXPECT_EQ(Receive(kLisbonDesk, Somebody()).queue_number(), 1) << "a new day";
}

TEST_F(Queue, TheSameRequestTwiceIsOneNumber) {
  const v1::OpenVisitRequest request = Somebody();
  EXPECT_EQ(Receive(kLisbonDesk, request).queue_number(), 1);
  EXPECT_EQ(Receive(kLisbonDesk, request).queue_number(), 1);
  EXPECT_EQ(Receive(kLisbonDesk, Somebody()).queue_number(), 2);
}

TEST_F(Queue, WhatIsOnlyTriedTakesNoNumber) {
  v1::OpenVisitRequest tried = Somebody();
  tried.set_validate_only(true);
  Receive(kLisbonDesk, tried);
  EXPECT_EQ(Receive(kLisbonDesk, Somebody()).queue_number(), 1);
}

TEST_F(Queue, AVisitOfAnEarlierDayHasNone) {
  v1::OpenVisitRequest request = Somebody();
  request.mutable_visit()->mutable_occurred_time()->set_seconds((kTenToMidnight - 24 * kHour) /
                                                                1'000'000);
  EXPECT_EQ(Receive(kLisbonDesk, request).queue_number(), 0);
}

}  // namespace
}  // namespace balcao::testing
