// Messages of the contract as text, by reflection: new fields show without a
// line of code. What the reader may not see (the message's `redacted` mask)
// shows as `[redacted]`, never as empty.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace balcao::client {

inline constexpr absl::string_view kRedacted = "[redacted]";

// `STATE_ADVICE_GIVEN` as `advice_given`; the unspecified value is empty.
std::string EnumWord(const google::protobuf::EnumValueDescriptor& value);

// The value of a word, dashes and underscores alike; null when there is none or
// when it is the unspecified one.
const google::protobuf::EnumValueDescriptor* EnumValueOf(
    const google::protobuf::EnumDescriptor& descriptor, absl::string_view word);

// Every word of an enum but the unspecified.
std::vector<std::string> EnumWords(const google::protobuf::EnumDescriptor& descriptor);

// The text at a dotted path of field names; values of repeated fields are joined
// with commas. Empty when not set. A path that is no field is a mistake of ours.
std::string TextAt(const google::protobuf::Message& message, absl::string_view path,
                   absl::TimeZone zone);

// Every field that is set or redacted, one a line: label and value.
std::string RecordText(const google::protobuf::Message& message, absl::TimeZone zone);

}  // namespace balcao::client
