#include "tests/privacy/filler.h"

#include "storage/privacy/class_map.h"

namespace balcao::testing {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

Filler::Filler(uint64_t seed, std::string own_subject, std::vector<std::string> subjects)
    : random_(seed), own_subject_(std::move(own_subject)), subjects_(std::move(subjects)) {}

std::vector<Planted> Filler::Fill(Message& message) {
  planted_.clear();
  FillFields(message, Place());
  return std::move(planted_);
}

void Filler::FillFields(Message& message, const Place& place) {
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    if (field.name() == "redacted" || field.containing_oneof() != nullptr) continue;
    if (&field == storage::SubjectField(*message.GetDescriptor())) continue;
    const uint64_t times = field.is_repeated() ? Below(4) : Below(4) > 0;
    for (uint64_t n = 0; n < times; ++n) FillField(message, field, place);
  }
}

void Filler::FillField(Message& message, const FieldDescriptor& field, const Place& place) {
  Place inner = place;
  if (!place.in_leaf) {
    inner.path += (place.path.empty() ? "" : ".") + field.name();
    inner.in_leaf = !storage::IsWalked(field);
    inner.data_class = storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED);
    if (inner.in_leaf) planted_.push_back({inner.path, "", inner.subject, inner.data_class});
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    FillMessage(message, field, inner);
  } else {
    SetScalar(message, field, inner);
  }
}

void Filler::FillMessage(Message& message, const FieldDescriptor& field, const Place& place) {
  const Reflection& reflection = *message.GetReflection();
  Message* child = field.is_repeated() ? reflection.AddMessage(&message, &field)
                                       : reflection.MutableMessage(&message, &field);
  Place inner = place;
  if (const FieldDescriptor* subject = storage::SubjectField(*child->GetDescriptor())) {
    const std::string& name = subjects_[Below(subjects_.size())];
    child->GetReflection()->SetString(child, subject, name);
    inner.subject = SubjectFor(field.is_repeated(), name, place);
  }
  FillFields(*child, inner);
}

// A single message of the record's own subject, or of nobody, is sealed with it.
std::string Filler::SubjectFor(bool repeated, const std::string& name, const Place& place) const {
  return !repeated && (name.empty() || name == own_subject_) ? place.subject : name;
}

void Filler::SetScalar(Message& message, const FieldDescriptor& field, const Place& place) {
  const Reflection& reflection = *message.GetReflection();
  const bool many = field.is_repeated();
  std::string value;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      value = SetText(message, field);
      break;
    case FieldDescriptor::CPPTYPE_UINT64: {
      const uint64_t number = random_() | 1;
      if (field.type() == FieldDescriptor::TYPE_FIXED64) {
        value.assign(reinterpret_cast<const char*>(&number), sizeof(number));
      }
      many ? reflection.AddUInt64(&message, &field, number)
           : reflection.SetUInt64(&message, &field, number);
      break;
    }
    case FieldDescriptor::CPPTYPE_INT64:
      many ? reflection.AddInt64(&message, &field, static_cast<int64_t>(Below(1'000'000)) + 1)
           : reflection.SetInt64(&message, &field, static_cast<int64_t>(Below(1'000'000)) + 1);
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      reflection.SetInt32(&message, &field, static_cast<int32_t>(Below(1000)) + 1);
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field, true);
      break;
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int last = field.enum_type()->value_count() - 1;
      reflection.SetEnum(&message, &field,
                         field.enum_type()->value(static_cast<int>(Below(last)) + 1));
      break;
    }
    default:
      abort();  // the contract has a type that this does not know yet
  }
  if (!value.empty()) planted_.push_back({place.path, value, place.subject, place.data_class});
}

std::string Filler::SetText(Message& message, const FieldDescriptor& field) {
  const std::string text = "mark-" + std::to_string(random_()) + "-é";
  field.is_repeated() ? message.GetReflection()->AddString(&message, &field, text)
                      : message.GetReflection()->SetString(&message, &field, text);
  return text;
}

}  // namespace balcao::testing
