// Splits a record into what is open and what is sealed, and joins it again, by
// the privacy map alone.
//
// A record has one section for itself (place 0), and one for every message in it
// that has a subject of its own (a party of a case), numbered from 1 in the order
// of the walk. The open part keeps every such message with its open fields, so
// sections find their places again. A single message whose subject is the
// record's own (or nobody) is sealed with the record.
//
// A list of messages without subjects is sealed as a whole when anything in it
// is sealed: half an element could not be joined by position safely once lists
// merge.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace balcao::storage {

// A part of a record that is sealed under one subject's key.
struct PlainSection {
  uint32_t place = 0;
  std::string subject;  // resource name; empty for the record's own key
  std::string plain;    // serialised
};

struct SplitRecord {
  std::string open;  // serialised
  std::vector<PlainSection> sections;
};

// `own_subject` is the resource name of the record's own subject, or empty.
SplitRecord Split(const google::protobuf::Message& record, std::string_view own_subject);

// Puts a section back into a record that was parsed from its open part.
// DATA_LOSS when it does not parse or its place is not there.
absl::Status Join(uint32_t place, std::string_view plain, google::protobuf::Message& record);

}  // namespace balcao::storage
