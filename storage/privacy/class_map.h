// The privacy map, read from the contract by reflection: which class a field
// has, and where a message with a subject of its own begins. Sealing, redaction
// and logging all ask here.
#pragma once

#include <string>
#include <vector>

#include "balcao/v1/privacy.pb.h"
#include "google/protobuf/descriptor.h"

namespace balcao::storage {

// The class of a field: its own, or for a field without one under a field that
// has one, `inherited`. A leaf without either is of the strictest class.
v1::DataClass ClassOf(const google::protobuf::FieldDescriptor& field, v1::DataClass inherited);

// Public and operational data stand in the clear; everything else is sealed.
inline bool IsSealed(v1::DataClass data_class) {
  return data_class != v1::DATA_CLASS_PUBLIC && data_class != v1::DATA_CLASS_OPERATIONAL;
}

// A message field to walk into, rather than to treat as a leaf: its class was
// not said on the field, and it is not a well-known type.
bool IsWalked(const google::protobuf::FieldDescriptor& field);

// The field that names the subject of a message; null when it has none.
const google::protobuf::FieldDescriptor* SubjectField(const google::protobuf::Descriptor& message);

// The paths of the leaves under a message that say no class: a stored message
// must have none.
std::vector<std::string> UnclassifiedFields(const google::protobuf::Descriptor& message);

}  // namespace balcao::storage
