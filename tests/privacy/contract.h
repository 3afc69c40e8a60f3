// The contract as it was compiled: every file, service and method of balcao.v1,
// found by reading the folder, so that a new file cannot be forgotten.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "balcao/v1/privacy.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/dynamic_message.h"

namespace balcao::testing {

std::vector<const google::protobuf::FileDescriptor*> ContractFiles();
std::vector<const google::protobuf::MethodDescriptor*> ContractMethods();

// The contract with the class of one field changed, as if its option in the
// .proto file had been. It lives as long as the program: what is worked out from
// a descriptor is kept by its address.
class AlteredContract {
 public:
  AlteredContract(std::string_view message, std::string_view field, v1::DataClass data_class);

  // The same bytes as a message of the altered contract.
  std::unique_ptr<google::protobuf::Message> Copy(const google::protobuf::Message& original);

 private:
  void Add(const google::protobuf::FileDescriptor& file);
  void Alter(google::protobuf::FileDescriptorProto& file);

  const std::string message_;
  const std::string field_;
  const v1::DataClass data_class_;
  google::protobuf::DescriptorPool& pool_;
  google::protobuf::DynamicMessageFactory& factory_;
};

}  // namespace balcao::testing
