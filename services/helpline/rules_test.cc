#include "services/helpline/rules.h"

#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

constexpr int64_t kNow = 1'600'000'000'000'000;

struct Row {
  const char* call;
  const char* field;
  const char* reason;
};

TEST(Call, IsRefusedFieldByField) {
  const std::string good = R"pb(
    direction: DIRECTION_INBOUND
    kind: KIND_DATA
    channel: "phone"
    language: "pt"
    topic: "social"
    outcome: "answered")pb";
  const Row rows[] = {
      {"direction: 9", "call.direction", "REQUIRED"},
      {"kind: 9", "call.kind", "REQUIRED"},
      {"kind: KIND_SILENT", "call.topic", "NO_DEMAND"},
      {"channel: 'pigeon'", "call.channel", "UNKNOWN_CODE"},
      {"language: 'tlh'", "call.language", "UNKNOWN_LANGUAGE"},
      {"topic: 'weather'", "call.topic", "UNKNOWN_CODE"},
      {"outcome: 'sung'", "call.outcome", "UNKNOWN_CODE"},
      {"sex: 'x'", "call.sex", "UNKNOWN_CODE"},
      {"nationality: 'Q1'", "call.nationality", "UNKNOWN_CODE"},
      {"number: '12'", "call.number", "NOT_A_PHONE_NUMBER"},
      {"number: 'maria'", "call.number", "NOT_A_PHONE_NUMBER"},
      {"number: '91234\\n5678'", "call.number", "NOT_A_PHONE_NUMBER"},
      {"duration { seconds: 86401 }", "call.duration", "NOT_A_DURATION"},
      {"duration { nanos: 1000000000 }", "call.duration", "NOT_A_DURATION"},
      {"duration { seconds: -1 }", "call.duration", "NOT_A_DURATION"},
      {"occurred_time { seconds: 4102444800 }", "call.occurred_time", "IN_THE_FUTURE"},
      {"legs { outcome: 'translated' }", "call.legs[0].language", "REQUIRED"},
      {"legs { language: 'uk' }", "call.legs[0].outcome", "REQUIRED"},
      {"legs {} legs {} legs {} legs {} legs {} legs {} legs {} legs {} legs {}", "call.legs",
       "TOO_MANY"},
  };
  const auto check = [](const v1::Call& call) {
    FieldFaults faults;
    CheckCall(call, RealCatalogue(), kNow, faults);
    return FaultsOf(faults);
  };
  EXPECT_TRUE(check(FromText<v1::Call>(good)).empty());
  for (const Row& row : rows) {
    auto call = FromText<v1::Call>(good);
    call.MergeFrom(FromText<v1::Call>(row.call));
    EXPECT_EQ(check(call)[row.field], row.reason) << row.call;
  }
}

TEST(Call, ADemandHasALanguageATopicAndAnOutcome) {
  FieldFaults faults;
  CheckCall(FromText<v1::Call>("direction: DIRECTION_INBOUND kind: KIND_DATA channel: 'phone'"),
            RealCatalogue(), kNow, faults);
  EXPECT_EQ(FaultsOf(faults), (std::map<std::string, std::string>{{"call.language", "REQUIRED"},
                                                                  {"call.topic", "REQUIRED"},
                                                                  {"call.outcome", "REQUIRED"}}));
}

TEST(Call, TakesFromTheHouseWhatTheDraftMayNotSay) {
  const auto draft = FromText<v1::Call>(R"pb(
    name: "calls/mine"
    placement { owner: "centres/MINE" }
    logged_by: "me"
    redacted { paths: "x" })pb");
  const v1::Call call = NewCall(
      draft,
      {.name = "calls/1", .owner = "centres/HELPLINE", .logged_by = "accounts/1", .now_us = kNow});
  EXPECT_EQ(call.name(), "calls/1");
  EXPECT_EQ(call.placement().owner(), "centres/HELPLINE");
  EXPECT_EQ(call.logged_by(), "accounts/1");
  EXPECT_EQ(call.operator_(), "accounts/1");
  EXPECT_FALSE(call.has_redacted());
  EXPECT_EQ(call.occurred_time().seconds(), kNow / 1'000'000);
}

TEST(CallFrame, IsOfThePersonAndOtherwiseOfWhatTheCallerTold) {
  const auto call = FromText<v1::Call>("language: 'uk' sex: '1' nationality: 'UA'");
  const auto stranger = CallFrame(call, nullptr, absl::CivilDay(2020, 1, 1));
  EXPECT_EQ(stranger.person(), 0);
  EXPECT_EQ(stranger.sex(), "1");
  EXPECT_EQ(stranger.nationality(), "UA");
  const auto person = FromText<store::v1::PersonRecord>(R"pb(
    person { name: "people/1" sex: "2" nationalities: "BR" language: "pt" }
    statistical_number: 7)pb");
  const auto known = CallFrame(call, &person, absl::CivilDay(2020, 1, 1));
  EXPECT_EQ(known.person(), 7);
  EXPECT_EQ(known.sex(), "2");
  EXPECT_EQ(known.nationality(), "BR");
  EXPECT_EQ(known.language(), "uk") << "the language that was spoken";
}

}  // namespace
}  // namespace balcao::services
