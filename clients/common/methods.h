// The methods of the contract, from the compiled descriptors.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace balcao::client {

// Every service of the contract, in the order of the documentation.
std::vector<const google::protobuf::ServiceDescriptor*> Services();

// The short names of every method: `People/GetPerson`.
std::vector<std::string> MethodNames();

// Finds `People/GetPerson`, `balcao.v1.People/GetPerson`, with or without a
// leading slash. NOT_FOUND names what there is instead.
absl::StatusOr<const google::protobuf::MethodDescriptor*> FindMethod(absl::string_view name);

// The path on the wire: `/balcao.v1.People/GetPerson`.
std::string PathOf(const google::protobuf::MethodDescriptor& method);

}  // namespace balcao::client
