// Calls: what is required of them, when they happened, how they count. H17, H18.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class HelplineCalls : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { house_ = new TestHouse; }
  static void TearDownTestSuite() {
    delete house_;
    house_ = nullptr;
  }

  Client& line() { return house_->As(kOperator); }

  Result<v1::Call> Log(const std::string& call) {
    v1::LogCallRequest request;
    *request.mutable_call() = FromText<v1::Call>(call);
    request.set_request_id(NewRequestId());
    return line().Call(*line().helpline, &v1::Helpline::Stub::LogCall, request);
  }

  int64_t Count(const std::string& kind, const std::string& month) {
    Client& supervisor = house_->As(kSupervisor);
    v1::QueryTableRequest request;
    request.set_kind(kind);
    request.set_measure(v1::QueryTableRequest::MEASURE_COUNT);
    request.set_first_month(month);
    request.set_last_month(month);
    return supervisor.Call(*supervisor.statistics, &v1::Statistics::Stub::QueryTable, request)
        ->total();
  }

  static TestHouse* house_;
};

TestHouse* HelplineCalls::house_ = nullptr;

TEST_F(HelplineCalls, H17_ADemandNeedsLanguageTopicAndOutcome) {
  const auto refused = Log(R"pb(direction: DIRECTION_INBOUND kind: KIND_DATA channel: "phone")pb");
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(refused.reason, "INVALID_FIELDS");
  for (const char* field : {"call.language", "call.topic", "call.outcome"}) {
    EXPECT_EQ(refused.faults.at(field), "REQUIRED") << field;
  }
}

TEST_F(HelplineCalls, H17_EveryUnknownCodeIsNamedByItsField) {
  const auto refused = Log(R"pb(
    direction: DIRECTION_INBOUND
    kind: KIND_DATA
    channel: "pigeon"
    language: "xx"
    topic: "weather"
    outcome: "none"
    legs { language: "tlh" outcome: "sung" requesting_body: "nobody" })pb");
  for (const char* field : {"call.channel", "call.topic", "call.outcome", "call.legs[0].outcome",
                            "call.legs[0].requesting_body"}) {
    EXPECT_EQ(refused.faults.at(field), "UNKNOWN_CODE") << field;
  }
  EXPECT_EQ(refused.faults.at("call.language"), "UNKNOWN_LANGUAGE");
}

TEST_F(HelplineCalls, H17_CallsWithoutADemandCountInTheVolumeAlone) {
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(Log(R"pb(
                  direction: DIRECTION_INBOUND
                  kind: KIND_DATA
                  channel: "phone"
                  language: "pt"
                  topic: "social"
                  outcome: "answered"
                  occurred_time { seconds: 1551434400 })pb")
                    .ok());
  }
  for (const char* kind :
       {"KIND_SILENT", "KIND_ABUSIVE", "KIND_WRONG_NUMBER", "KIND_SILENT", "KIND_SILENT"}) {
    ASSERT_TRUE(Log(std::string("direction: DIRECTION_INBOUND channel: 'phone' "
                                "occurred_time { seconds: 1551434400 } kind: ") +
                    kind)
                    .ok());
  }
  Client& supervisor = house_->As(kSupervisor);
  v1::ClosePeriodRequest close;
  close.set_name("periods/2019-03");
  close.set_closing(v1::Period::CLOSING_FINAL);
  close.set_request_id(NewRequestId());
  ASSERT_TRUE(
      supervisor.Call(*supervisor.statistics, &v1::Statistics::Stub::ClosePeriod, close).ok());
  EXPECT_EQ(Count("call", "2019-03"), 10);
  EXPECT_EQ(Count("call_without_demand", "2019-03"), 5);
}

TEST_F(HelplineCalls, H17_ACallWithoutADemandHasNoTopic) {
  const auto refused =
      Log(R"pb(direction: DIRECTION_INBOUND kind: KIND_SILENT channel: "phone" topic: "social")pb");
  EXPECT_EQ(refused.faults.at("call.topic"), "NO_DEMAND");
}

TEST_F(HelplineCalls, H18_APastCallKeepsWhenItHappenedAndWhenItWasRecorded) {
  const int64_t before = std::time(nullptr);
  const auto call = Log(R"pb(
    direction: DIRECTION_INBOUND
    kind: KIND_DATA
    channel: "phone"
    language: "pt"
    topic: "social"
    outcome: "answered"
    occurred_time { seconds: 1546426800 }
    operator: "outra operadora")pb");
  ASSERT_TRUE(call.ok());
  EXPECT_EQ(call->occurred_time().seconds(), 1546426800);
  EXPECT_GE(call->create_time().seconds(), before);
  EXPECT_EQ(call->operator_(), "outra operadora");
  EXPECT_NE(call->logged_by(), call->operator_());
}

TEST_F(HelplineCalls, H18_ACallInTheFutureIsRefused) {
  const auto refused = Log(R"pb(
    direction: DIRECTION_INBOUND
    kind: KIND_DATA
    channel: "phone"
    language: "pt"
    topic: "social"
    outcome: "answered"
    occurred_time { seconds: 4102444800 })pb");
  EXPECT_EQ(refused.faults.at("call.occurred_time"), "IN_THE_FUTURE");
}

TEST_F(HelplineCalls, H18_ACallIsLinkedToAPersonAndACase) {
  Client& desk = house_->As(kLisbonDesk);
  const auto visit =
      desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit,
                NewVisitRequest("Graça", "Lopes", R"pb(case_type: "legal.permit_grant")pb"));
  ASSERT_TRUE(visit.ok());
  const auto call = Log(R"pb(
    direction: DIRECTION_INBOUND
    kind: KIND_DATA
    channel: "phone"
    language: "pt"
    topic: "status"
    outcome: "answered")pb");
  v1::LinkCallRequest link;
  link.set_name(call->name());
  link.set_person(visit->person());
  link.set_case_(visit->tickets(0).opened_case());
  link.set_request_id(NewRequestId());
  ASSERT_TRUE(line().Call(*line().helpline, &v1::Helpline::Stub::LinkCall, link).ok());
  v1::GetCallRequest get;
  get.set_name(call->name());
  const auto linked = line().Call(*line().helpline, &v1::Helpline::Stub::GetCall, get);
  EXPECT_EQ(linked->person(), visit->person());
  EXPECT_EQ(linked->case_(), visit->tickets(0).opened_case());
}

TEST_F(HelplineCalls, OneNumberInFiveFormsHasOneHistory) {
  for (const char* number :
       {"21 810 61 91", "218106191", "+351 218 106 191", "00351218106191", "(21) 810-6191"}) {
    ASSERT_TRUE(Log(std::string("direction: DIRECTION_INBOUND kind: KIND_DATA channel: 'phone' "
                                "language: 'pt' topic: 'social' outcome: 'answered' number: '") +
                    number + "'")
                    .ok());
  }
  v1::ListPreviousContactsRequest request;
  request.set_number("+351218106191");
  const auto contacts =
      line().Call(*line().helpline, &v1::Helpline::Stub::ListPreviousContacts, request);
  EXPECT_THAT(contacts->calls(), SizeIs(5));
  EXPECT_EQ(contacts->normalized_number(), "+351218106191");
  request.set_number("912000111");
  EXPECT_THAT(
      line().Call(*line().helpline, &v1::Helpline::Stub::ListPreviousContacts, request)->calls(),
      IsEmpty());
}

}  // namespace
}  // namespace balcao::testing
