// Fills messages at random, by reflection, with values that can be found again
// in bytes.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "balcao/v1/privacy.pb.h"
#include "google/protobuf/message.h"

namespace balcao::testing {

// A field that was set and is not a message to walk into.
struct Planted {
  std::string path;     // as in a field mask, relative to the message filled
  std::string value;    // its bytes when serialised; empty when too short to search
  std::string subject;  // of the nearest message with a subject of its own
  v1::DataClass data_class;
};

class Filler {
 public:
  // `subjects` are the names that messages with a subject of their own get.
  Filler(uint64_t seed, std::string own_subject, std::vector<std::string> subjects);

  // Sets about three in four of the fields; field masks `redacted` stay empty, as
  // in every stored message.
  std::vector<Planted> Fill(google::protobuf::Message& message);

 private:
  // The leaf that a walk is in, when the class was said further up.
  struct Place {
    std::string path;
    std::string subject;
    bool in_leaf = false;
    v1::DataClass data_class = v1::DATA_CLASS_UNSPECIFIED;
  };
  void FillFields(google::protobuf::Message& message, const Place& place);
  void FillField(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                 const Place& place);
  void FillMessage(google::protobuf::Message& message,
                   const google::protobuf::FieldDescriptor& field, const Place& place);
  void SetScalar(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                 const Place& place);
  std::string SetText(google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field);
  std::string SubjectFor(bool repeated, const std::string& name, const Place& place) const;
  uint64_t Below(uint64_t bound) { return random_() % bound; }

  std::mt19937_64 random_;
  const std::string own_subject_;
  const std::vector<std::string> subjects_;
  std::vector<Planted> planted_;
};

}  // namespace balcao::testing
