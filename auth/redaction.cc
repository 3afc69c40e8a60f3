#include "auth/redaction.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "auth/policy.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/unknown_field_set.h"
#include "storage/common/text.h"
#include "storage/privacy/class_map.h"
#include "storage/records/id.h"
#include "storage/records/kinds.h"

namespace balcao::auth {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
using storage::ClassOf;
using storage::IsWalked;

const FieldDescriptor* RedactedField(const Descriptor& message) {
  const FieldDescriptor* field = message.FindFieldByName("redacted");
  // By name: the contract may have been loaded at run time.
  if (field == nullptr || field->message_type() == nullptr ||
      field->message_type()->full_name() != FieldMask::descriptor()->full_name()) {
    return nullptr;
  }
  return field;
}

class Redactor {
 public:
  explicit Redactor(const Caller& caller) : caller_(caller) {}

  // `resource` is the resource that `message` is a part of, and `mask` its own;
  // both null outside of one.
  void Walk(Message& message, const Descriptor* resource, FieldMask* mask,
            const std::string& prefix) {
    const Descriptor& type = *message.GetDescriptor();
    if (const FieldDescriptor* own = RedactedField(type)) {
      FieldMask found;
      Fields(message, &type, &found, "");
      if (found.paths_size() > 0) {
        message.GetReflection()
            ->MutableMessage(&message, own)
            ->ParseFromString(found.SerializeAsString());
      }
      return;
    }
    Fields(message, resource, mask, prefix);
  }

 private:
  void Fields(Message& message, const Descriptor* resource, FieldMask* mask,
              const std::string& prefix) {
    const Reflection& reflection = *message.GetReflection();
    // What a newer client sent has no class that is known here.
    if (!reflection.GetUnknownFields(message).empty()) {
      reflection.MutableUnknownFields(&message)->Clear();
    }
    std::vector<const FieldDescriptor*> set;
    reflection.ListFields(message, &set);
    for (const FieldDescriptor* field : set) {
      const std::string path = absl::StrCat(prefix, field->name());
      if (IsWalked(*field)) {
        Children(message, *field, resource, mask, absl::StrCat(path, "."));
      } else if (resource != nullptr &&
                 !Policy::Sees(caller_, resource->name(),
                               ClassOf(*field, v1::DATA_CLASS_UNSPECIFIED))) {
        reflection.ClearField(&message, field);
        AddPath(mask, path);
      }
    }
  }

  void Children(Message& message, const FieldDescriptor& field, const Descriptor* resource,
                FieldMask* mask, const std::string& prefix) {
    const Reflection& reflection = *message.GetReflection();
    if (!field.is_repeated()) {
      Walk(*reflection.MutableMessage(&message, &field), resource, mask, prefix);
      return;
    }
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      Walk(*reflection.MutableRepeatedMessage(&message, &field, i), resource, mask, prefix);
    }
  }

  static void AddPath(FieldMask* mask, const std::string& path) {
    for (const std::string& known : mask->paths()) {
      if (known == path) return;
    }
    mask->add_paths(path);
  }

  const Caller& caller_;
};

bool SeesAll(const Caller& caller, const Descriptor& resource, const Descriptor& message) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const bool sees = IsWalked(field) ? SeesAll(caller, resource, *field.message_type())
                                      : Policy::Sees(caller, resource.name(),
                                                     ClassOf(field, v1::DATA_CLASS_UNSPECIFIED));
    if (!sees) return false;
  }
  return true;
}

void CollectUnseen(const Caller& caller, const Descriptor& resource, const Message& request,
                   const std::string& prefix, std::vector<std::string>& unseen) {
  const Reflection& reflection = *request.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(request, &set);
  for (const FieldDescriptor* field : set) {
    const std::string path = absl::StrCat(prefix, field->name());
    if (IsWalked(*field) && !field->is_repeated()) {
      CollectUnseen(caller, resource, reflection.GetMessage(request, field), path + ".", unseen);
    } else if (IsWalked(*field) ? !SeesAll(caller, resource, *field->message_type())
                                : !Policy::Sees(caller, resource.name(),
                                                ClassOf(*field, v1::DATA_CLASS_UNSPECIFIED))) {
      unseen.push_back(path);
    }
  }
}

// `people/{uuid}`, `visits/{uuid}/tickets/2`, or a UUID alone.
bool IsRecordName(const std::string& text) {
  constexpr size_t kUuidLength = 36;
  bool has_id = false;
  for (const absl::string_view part : absl::StrSplit(text, '/')) {
    const std::string step(part);
    if (step.size() == kUuidLength && storage::Id::Parse(step).ok()) {
      has_id = true;
      continue;
    }
    const bool is_place = has_id && step.size() == 1 && absl::ascii_isdigit(step[0]);
    const auto& kinds = storage::AllKinds();
    const bool is_collection =
        step == "tickets" || std::any_of(kinds.begin(), kinds.end(),
                                         [&](auto* kind) { return step == kind->collection; });
    if (!is_place && !is_collection) return false;
  }
  return has_id;
}

// Whether a value can hold nothing but what the house gave it.
bool HasOurForm(const Message& message, const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_STRING &&
             IsRecordName(message.GetReflection()->GetString(message, &field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return field.message_type()->full_name() == "google.protobuf.Timestamp" ||
             field.message_type()->full_name() == "google.protobuf.Duration";
    default:
      return true;
  }
}

std::string ValueText(const Message& message, const FieldDescriptor& field) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return message.GetReflection()->GetString(message, &field);
  }
  std::string value;
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.PrintFieldValueToString(message, &field, -1, &value);
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return value;
  return absl::StrCat("{", absl::StripTrailingAsciiWhitespace(value), "}");
}

void LogFields(const Message& message, std::string& text) {
  std::vector<const FieldDescriptor*> set;
  const Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    absl::StrAppend(&text, text.empty() || text.back() == '{' ? "" : " ", field->name());
    const v1::DataClass data_class = ClassOf(*field, v1::DATA_CLASS_UNSPECIFIED);
    if (IsWalked(*field) && !field->is_repeated()) {
      absl::StrAppend(&text, "{");
      LogFields(reflection.GetMessage(message, field), text);
      absl::StrAppend(&text, "}");
    } else if (field->is_repeated()) {
      absl::StrAppend(&text, "[", reflection.FieldSize(message, field), "]");
    } else {
      const bool shown = !storage::IsSealed(data_class) && HasOurForm(message, *field);
      absl::StrAppend(&text, "=", shown ? ValueText(message, *field) : "*");
    }
  }
}

}  // namespace

void Redact(const Caller& caller, Message& reply) {
  if (Policy::SeesEverything(caller)) return;
  Redactor(caller).Walk(reply, nullptr, nullptr, "");
}

bool SeesPath(const Caller& caller, const Descriptor& resource, std::string_view path) {
  const Descriptor* message = &resource;
  for (const absl::string_view step : absl::StrSplit(AbslView(path), '.')) {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->FindFieldByName(std::string(step));
    if (field == nullptr) return false;
    if (!IsWalked(*field)) {
      return Policy::Sees(caller, resource.name(), ClassOf(*field, v1::DATA_CLASS_UNSPECIFIED));
    }
    message = field->message_type();
  }
  return SeesAll(caller, resource, *message);
}

const Descriptor* ListedResource(const Descriptor& reply) {
  for (int i = 0; i < reply.field_count(); ++i) {
    const FieldDescriptor& field = *reply.field(i);
    if (field.is_repeated() && IsWalked(field) && RedactedField(*field.message_type()) != nullptr) {
      return field.message_type();
    }
  }
  return nullptr;
}

std::vector<std::string> UnseenFilters(const Caller& caller, const Descriptor& resource,
                                       const Message& request) {
  std::vector<std::string> unseen;
  if (!Policy::SeesEverything(caller)) CollectUnseen(caller, resource, request, "", unseen);
  return unseen;
}

std::string LogText(const Message& message) {
  std::string text;
  LogFields(message, text);
  return text;
}

}  // namespace balcao::auth
