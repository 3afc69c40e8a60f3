// What people write on a command line, read into messages of the contract. What
// cannot be read is INVALID_ARGUMENT, with an example of what can.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "balcao/v1/common.pb.h"
#include "balcao/v1/helpline.pb.h"
#include "balcao/v1/intake.pb.h"
#include "balcao/v1/people.pb.h"
#include "balcao/v1/statistics.pb.h"
#include "clients/common/message_text.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace balcao::cli {

// `1990`, `1990-05` or `1990-05-17`.
absl::StatusOr<v1::Date> ParseDate(absl::string_view text);

// `2019-08`, as it stands.
absl::StatusOr<std::string> ParseMonth(absl::string_view text);

// `2020-03-14T10:30:00Z`, or in `zone` `2020-03-14 10:30`, `10:30` (of the day of
// `now`), or `15m ago`.
absl::StatusOr<google::protobuf::Timestamp> ParseTime(absl::string_view text, absl::Time now,
                                                      absl::TimeZone zone);

// `4m30s`, `90s`, `1h`, or `4:30` (minutes and seconds). Never negative.
absl::StatusOr<absl::Duration> ParseDuration(absl::string_view text);
google::protobuf::Duration ToProto(absl::Duration duration);

// `legal` is an area, `legal.permit_renewal` a case type; `=WORDS` adds a note.
absl::StatusOr<v1::Ticket> ParseMatter(absl::string_view text);

// TYPE:NUMBER[:COUNTRY[:EXPIRY]]: `passport:AB123:BR:2027-05-31`.
absl::StatusOr<v1::IdentityDocument> ParseDocument(absl::string_view text);

// LANGUAGE:OUTCOME[:BODY[:DURATION[:INTERPRETER]]]: `ar:translated:health_centre`.
absl::StatusOr<v1::InterpretationLeg> ParseLeg(absl::string_view text);

// DIMENSION=CODE[,CODE...]: `topic=legal.visa,legal.appeal`.
absl::StatusOr<v1::TableFilter> ParseFilter(absl::string_view text);

// A whole number, within int32.
absl::StatusOr<int> ParseNumber(absl::string_view text);

// `CNAIM-LIS` as `centres/CNAIM-LIS`; empty and full names stay as they are.
std::string Qualified(absl::string_view collection, absl::string_view id);

// The words of an enum, for the choices of an option.
template <typename Enum>
std::vector<std::string> WordsOf() {
  return client::EnumWords(*google::protobuf::GetEnumDescriptor<Enum>());
}

// The value of a word.
template <typename Enum>
absl::StatusOr<Enum> ParseEnum(absl::string_view word) {
  const auto& descriptor = *google::protobuf::GetEnumDescriptor<Enum>();
  if (const auto* value = client::EnumValueOf(descriptor, word)) {
    return static_cast<Enum>(value->number());
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", word, "\" is none of ", absl::StrJoin(client::EnumWords(descriptor), ", ")));
}

}  // namespace balcao::cli
