// Calls any method of the contract by its descriptor.
#pragma once

#include <memory>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "tests/support/test_house.h"

namespace balcao::testing {

struct AnyReply {
  grpc::Status status;
  std::string reason;
  std::map<std::string, std::string> faults;           // field path -> reason
  std::unique_ptr<google::protobuf::Message> message;  // empty when the call failed

  // All that the caller was told: the reply in bytes and in words, or the error
  // with its details.
  std::string Told() const;
};

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type);

// As `Service/Method`.
std::string NameOf(const google::protobuf::MethodDescriptor& method);

AnyReply CallAny(const Client& client, const google::protobuf::MethodDescriptor& method,
                 const google::protobuf::Message& request);

}  // namespace balcao::testing
