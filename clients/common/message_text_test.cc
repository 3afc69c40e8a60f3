#include "clients/common/message_text.h"

#include "balcao/v1/cases.pb.h"
#include "balcao/v1/intake.pb.h"
#include "balcao/v1/people.pb.h"
#include "balcao/v1/plan.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace balcao::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

std::string At(const google::protobuf::Message& message, absl::string_view path) {
  return TextAt(message, path, absl::UTCTimeZone());
}

TEST(MessageTextTest, EnumsAreWords) {
  const auto& descriptor = *v1::Ticket::State_descriptor();
  EXPECT_THAT(EnumWords(descriptor),
              ElementsAre("waiting", "serving", "advice_given", "case_opened", "referred", "left"));
  EXPECT_EQ(EnumValueOf(descriptor, "advice-given")->number(), v1::Ticket::STATE_ADVICE_GIVEN);
  EXPECT_EQ(EnumValueOf(descriptor, "unspecified"), nullptr);
  EXPECT_EQ(EnumValueOf(descriptor, "asleep"), nullptr);
  EXPECT_EQ(EnumWord(*descriptor.FindValueByNumber(0)), "");
}

TEST(MessageTextTest, ReadsPathsThroughMessagesAndLists) {
  const auto visit = FromText<v1::Visit>(R"pb(
    name: "visits/1"
    placement { owner: "centres/CNAIM-LIS" }
    occurred_time { seconds: 1584182100 }
    tickets { area: "legal" state: STATE_WAITING }
    tickets { area: "health" state: STATE_LEFT })pb");
  EXPECT_EQ(At(visit, "placement.owner"), "centres/CNAIM-LIS");
  EXPECT_EQ(At(visit, "occurred_time"), "2020-03-14 10:35:00 +00:00");
  EXPECT_EQ(At(visit, "tickets.area"), "legal, health");
  EXPECT_EQ(At(visit, "tickets.state"), "waiting, left");
  EXPECT_EQ(At(visit, "done"), "no");
  EXPECT_EQ(At(visit, "person"), "");
}

TEST(MessageTextTest, DatesKeepTheirPrecision) {
  EXPECT_EQ(At(FromText<v1::Person>("birth_date { year: 1990 }"), "birth_date"), "1990");
  EXPECT_EQ(At(FromText<v1::Person>("birth_date { year: 1990 month: 5 day: 7 }"), "birth_date"),
            "1990-05-07");
}

TEST(MessageTextTest, AbsentNumbersAreEmptyAndZeroIsZero) {
  EXPECT_EQ(At(v1::PlanFigure(), "value"), "");
  EXPECT_EQ(At(FromText<v1::PlanFigure>("value: 0"), "value"), "0");
}

TEST(H25_Redaction, HiddenFieldsAreNamedNeverEmpty) {
  const auto person = FromText<v1::Person>(R"pb(
    name: "people/1"
    given_name: "Ana"
    redacted { paths: "phones" paths: "birth_date" })pb");
  EXPECT_EQ(At(person, "phones"), "[redacted]");
  EXPECT_EQ(At(person, "birth_date"), "[redacted]");
  EXPECT_EQ(At(person, "family_name"), "");
  const std::string record = RecordText(person, absl::UTCTimeZone());
  EXPECT_THAT(record, HasSubstr("phones      [redacted]"));
  EXPECT_THAT(record, HasSubstr("given name  Ana"));
  EXPECT_THAT(record, Not(HasSubstr("family name")));
}

TEST(H25_Redaction, HiddenPartsOfPartsAreNamed) {
  const auto found = FromText<v1::Case>(R"pb(
    parties { role: ROLE_APPLICANT person: "people/1" }
    parties { role: ROLE_EMPLOYER display_name: "ACME" note: "late" }
    redacted { paths: "parties.note" })pb");
  const std::string record = RecordText(found, absl::UTCTimeZone());
  EXPECT_THAT(record, HasSubstr("parties 1 note          [redacted]"));
  EXPECT_THAT(record, HasSubstr("parties 2 note          late"));
  EXPECT_THAT(record, Not(HasSubstr("parties 1 contact")));
}

}  // namespace
}  // namespace balcao::client
