// A house with one person, visit, case, call and account whose words can be found again in whatever
// a method says, and every method asked by its descriptor.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "tests/privacy/forms.h"
#include "tests/privacy/generic_call.h"

namespace balcao::testing {

class PlantedHouse {
 public:
  PlantedHouse();

  // Asks a method in three ways: with no more than the names in a request, with what its first
  // messages say, and with all that it may say.
  std::vector<AnyReply> Ask(const std::string& login,
                            const google::protobuf::MethodDescriptor& method);

  // Finds what was planted.
  static const Scan& Markers();

  TestHouse& house() { return house_; }

 private:
  void PlantVisit();
  void PlantCase();
  void PlantCall();
  void PlantAccount();
  std::string ValueFor(const google::protobuf::MethodDescriptor& method,
                       const std::string& field) const;
  std::string NameFor(const google::protobuf::MethodDescriptor& method) const;
  void Fill(const google::protobuf::MethodDescriptor& method, google::protobuf::Message& message,
            int depth) const;

  TestHouse house_;
  std::map<std::string, std::string> names_;  // person -> people/...
};

}  // namespace balcao::testing
