#include "storage/privacy/sections.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/unknown_field_set.h"
#include "storage/common/mutex.h"
#include "storage/privacy/class_map.h"

namespace balcao::storage {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// What to do with a field, worked out once for each message type.
struct FieldPlan {
  const FieldDescriptor* field;
  enum class Fate { kOpen, kSealed, kWalk, kSubject, kSubjects } fate;
};
using MessagePlan = std::vector<FieldPlan>;

bool AnySealed(const Descriptor& message, v1::DataClass inherited) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (IsWalked(field) ? AnySealed(*field.message_type(), inherited)
                        : IsSealed(ClassOf(field, inherited))) {
      return true;
    }
  }
  return false;
}

FieldPlan::Fate FateOf(const FieldDescriptor& field) {
  using Fate = FieldPlan::Fate;
  if (!IsWalked(field)) {
    return IsSealed(ClassOf(field, v1::DATA_CLASS_UNSPECIFIED)) ? Fate::kSealed : Fate::kOpen;
  }
  const bool has_subject = SubjectField(*field.message_type()) != nullptr;
  if (!field.is_repeated()) return has_subject ? Fate::kSubject : Fate::kWalk;
  if (has_subject) return Fate::kSubjects;
  return AnySealed(*field.message_type(), v1::DATA_CLASS_UNSPECIFIED) ? Fate::kSealed : Fate::kOpen;
}

const MessagePlan& PlanFor(const Descriptor& message) {
  static Mutex mutex;
  static auto& plans = *new absl::flat_hash_map<const Descriptor*, std::unique_ptr<MessagePlan>>();
  thread_local absl::flat_hash_map<const Descriptor*, const MessagePlan*> mine;
  const MessagePlan*& known = mine[&message];
  if (known != nullptr) return *known;
  MutexLock lock(&mutex);
  std::unique_ptr<MessagePlan>& plan = plans[&message];
  if (plan == nullptr) {
    plan = std::make_unique<MessagePlan>();
    for (int i = 0; i < message.field_count(); ++i) {
      plan->push_back({message.field(i), FateOf(*message.field(i))});
    }
  }
  known = plan.get();
  return *known;
}

bool IsSet(const Message& message, const FieldDescriptor* field) {
  const Reflection& reflection = *message.GetReflection();
  return field->is_repeated() ? reflection.FieldSize(message, field) > 0
                              : reflection.HasField(message, field);
}

void MoveField(Message& from, Message& to, const FieldDescriptor* field) {
  from.GetReflection()->SwapFields(&from, &to, {field});
}

// What a newer client sent has no class that is known here: it is sealed.
bool MoveUnknown(Message& from, Message& to) {
  const Reflection& reflection = *from.GetReflection();
  if (reflection.GetUnknownFields(from).empty()) return false;
  reflection.MutableUnknownFields(&from)->Swap(reflection.MutableUnknownFields(&to));
  return true;
}

// In an open leaf (a time, a mask) it has no place to be sealed at, and goes.
void DiscardUnknown(Message& message, const FieldDescriptor* field) {
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
  const Reflection& reflection = *message.GetReflection();
  if (!field->is_repeated()) {
    return reflection.MutableMessage(&message, field)->DiscardUnknownFields();
  }
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    reflection.MutableRepeatedMessage(&message, field, i)->DiscardUnknownFields();
  }
}

class Splitter {
 public:
  explicit Splitter(std::string_view own_subject) : own_subject_(own_subject) {}

  // Moves what is sealed in `open` to `sealed`; true when anything was.
  bool Walk(Message& open, Message& sealed) {
    bool any = MoveUnknown(open, sealed);
    for (const FieldPlan& plan : PlanFor(*open.GetDescriptor())) {
      if (!IsSet(open, plan.field)) continue;
      switch (plan.fate) {
        case FieldPlan::Fate::kOpen:
          DiscardUnknown(open, plan.field);
          break;
        case FieldPlan::Fate::kSealed:
          MoveField(open, sealed, plan.field);
          any = true;
          break;
        case FieldPlan::Fate::kWalk:
          any |= WalkInto(open, sealed, plan.field);
          break;
        case FieldPlan::Fate::kSubject:
          any |= Subject(open, sealed, plan.field);
          break;
        case FieldPlan::Fate::kSubjects:
          Subjects(open, plan.field);
          break;
      }
    }
    return any;
  }

  std::vector<PlainSection>& sections() { return sections_; }

 private:
  bool WalkInto(Message& open, Message& sealed, const FieldDescriptor* field) {
    Message* child = open.GetReflection()->MutableMessage(&open, field);
    std::unique_ptr<Message> rest(child->New());
    if (!Walk(*child, *rest)) return false;
    sealed.GetReflection()->SetAllocatedMessage(&sealed, rest.release(), field);
    return true;
  }

  bool Subject(Message& open, Message& sealed, const FieldDescriptor* field) {
    Message* child = open.GetReflection()->MutableMessage(&open, field);
    const std::string subject = SubjectOf(*child);
    const uint32_t place = ++last_place_;
    if (subject.empty() || subject == own_subject_) return WalkInto(open, sealed, field);
    SealAt(place, *child, subject);
    return false;
  }

  void Subjects(Message& open, const FieldDescriptor* field) {
    const Reflection& reflection = *open.GetReflection();
    for (int i = 0; i < reflection.FieldSize(open, field); ++i) {
      Message* child = reflection.MutableRepeatedMessage(&open, field, i);
      SealAt(++last_place_, *child, SubjectOf(*child));
    }
  }

  void SealAt(uint32_t place, Message& child, const std::string& subject) {
    std::unique_ptr<Message> rest(child.New());
    if (Walk(child, *rest)) sections_.push_back({place, subject, rest->SerializeAsString()});
  }

  static std::string SubjectOf(const Message& child) {
    return child.GetReflection()->GetString(child, SubjectField(*child.GetDescriptor()));
  }

  std::string_view own_subject_;
  uint32_t last_place_ = 0;
  std::vector<PlainSection> sections_;
};

// Finds the element with a subject of its own that stands at `place`.
Message* FindPlace(Message& message, uint32_t place, uint32_t& last_place) {
  const Reflection& reflection = *message.GetReflection();
  for (const FieldPlan& plan : PlanFor(*message.GetDescriptor())) {
    if (!IsSet(message, plan.field)) continue;
    if (plan.fate == FieldPlan::Fate::kWalk || plan.fate == FieldPlan::Fate::kSubject) {
      Message* child = reflection.MutableMessage(&message, plan.field);
      if (plan.fate == FieldPlan::Fate::kSubject && ++last_place == place) return child;
      Message* found = FindPlace(*child, place, last_place);
      if (found != nullptr) return found;
    } else if (plan.fate == FieldPlan::Fate::kSubjects) {
      for (int i = 0; i < reflection.FieldSize(message, plan.field); ++i) {
        Message* child = reflection.MutableRepeatedMessage(&message, plan.field, i);
        if (++last_place == place) return child;
      }
    }
  }
  return nullptr;
}

}  // namespace

SplitRecord Split(const Message& record, std::string_view own_subject) {
  std::unique_ptr<Message> open(record.New());
  open->CopyFrom(record);
  std::unique_ptr<Message> sealed(record.New());
  Splitter splitter(own_subject);
  SplitRecord split;
  if (splitter.Walk(*open, *sealed)) {
    split.sections.push_back({0, "", sealed->SerializeAsString()});
  }
  for (PlainSection& section : splitter.sections()) split.sections.push_back(std::move(section));
  split.open = open->SerializeAsString();
  return split;
}

absl::Status Join(uint32_t place, std::string_view plain, Message& record) {
  uint32_t last_place = 0;
  Message* target = place == 0 ? &record : FindPlace(record, place, last_place);
  if (target == nullptr) return absl::DataLossError("a section has no place in its record");
  if (!target->MergeFromString({plain.data(), plain.size()})) {
    return absl::DataLossError("a section does not parse");
  }
  return absl::OkStatus();
}

}  // namespace balcao::storage
