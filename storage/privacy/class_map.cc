#include "storage/privacy/class_map.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace balcao::storage {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

bool HasClass(const FieldDescriptor& field) { return field.options().HasExtension(v1::data_class); }

void Collect(const Descriptor& message, const std::string& prefix, std::vector<std::string>& out,
             absl::flat_hash_set<const Descriptor*>& open) {
  if (!open.insert(&message).second) return;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (HasClass(field)) {
      if (field.options().GetExtension(v1::data_class) == v1::DATA_CLASS_UNSPECIFIED) {
        out.push_back(absl::StrCat(prefix, field.name()));
      }
    } else if (IsWalked(field)) {
      Collect(*field.message_type(), absl::StrCat(prefix, field.name(), "."), out, open);
    } else {
      out.push_back(absl::StrCat(prefix, field.name()));
    }
  }
  open.erase(&message);
}

}  // namespace

v1::DataClass ClassOf(const FieldDescriptor& field, v1::DataClass inherited) {
  if (HasClass(field)) {
    const v1::DataClass own = field.options().GetExtension(v1::data_class);
    return own == v1::DATA_CLASS_UNSPECIFIED ? v1::DATA_CLASS_NARRATIVE : own;
  }
  return inherited == v1::DATA_CLASS_UNSPECIFIED ? v1::DATA_CLASS_NARRATIVE : inherited;
}

bool IsWalked(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !HasClass(field) &&
         !absl::StartsWith(field.message_type()->full_name(), "google.protobuf.");
}

const FieldDescriptor* SubjectField(const Descriptor& message) {
  if (!message.options().HasExtension(v1::subject_field)) return nullptr;
  return message.FindFieldByName(message.options().GetExtension(v1::subject_field));
}

std::vector<std::string> UnclassifiedFields(const Descriptor& message) {
  std::vector<std::string> fields;
  absl::flat_hash_set<const Descriptor*> open;
  Collect(message, "", fields, open);
  return fields;
}

}  // namespace balcao::storage
