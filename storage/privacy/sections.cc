#include "storage/privacy/sections.h"

#include <algorithm>
#include <cstdlib>
#include <deque>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format.h"
#include "storage/common/mutex.h"
#include "storage/privacy/class_map.h"

namespace balcao::storage {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::internal::WireFormat;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

// With how a field is written. A parsed message keeps a known number with another wire
// type among the unknown fields and writes it back: by its number alone it would be taken
// for what it is not.
uint32_t TagOf(const FieldDescriptor& field) { return WireFormat::MakeTag(&field); }

// What to do with a field, worked out once for each message type.
enum class Fate { kOpen, kSealed, kWalk, kSubject, kSubjects };
struct FieldPlan {
  const FieldDescriptor* field;
  uint32_t tag;
  Fate fate;
};

// In the order of the field numbers, which is the order of the wire: places are
// counted alike in a message and in its bytes.
class MessagePlan {
 public:
  explicit MessagePlan(const Descriptor& message);
  // Null for a field that is not known, or that is not written as the contract says.
  const FieldPlan* Find(uint32_t tag) const {
    const auto found =
        std::lower_bound(fields_.begin(), fields_.end(), tag,
                         [](const FieldPlan& plan, uint32_t wanted) { return plan.tag < wanted; });
    return found == fields_.end() || found->tag != tag ? nullptr : &*found;
  }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<FieldPlan> fields_;
};

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

Fate FateOf(const FieldDescriptor& field) {
  if (!IsWalked(field)) {
    return IsSealed(ClassOf(field, v1::DATA_CLASS_UNSPECIFIED)) ? Fate::kSealed : Fate::kOpen;
  }
  const bool has_subject = SubjectField(*field.message_type()) != nullptr;
  if (!field.is_repeated()) return has_subject ? Fate::kSubject : Fate::kWalk;
  if (has_subject) return Fate::kSubjects;
  return AnySealed(*field.message_type(), v1::DATA_CLASS_UNSPECIFIED) ? Fate::kSealed : Fate::kOpen;
}

MessagePlan::MessagePlan(const Descriptor& message) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    fields_.push_back({&field, TagOf(field), FateOf(field)});
  }
  std::sort(fields_.begin(), fields_.end(),
            [](const FieldPlan& a, const FieldPlan& b) { return a.tag < b.tag; });
}

const MessagePlan& PlanFor(const Descriptor& message) {
  static Mutex mutex;
  static auto& plans = *new absl::flat_hash_map<const Descriptor*, std::unique_ptr<MessagePlan>>();
  thread_local absl::flat_hash_map<const Descriptor*, const MessagePlan*> mine;
  const MessagePlan*& known = mine[&message];
  if (known != nullptr) return *known;
  MutexLock lock(&mutex);
  std::unique_ptr<MessagePlan>& plan = plans[&message];
  if (plan == nullptr) plan = std::make_unique<MessagePlan>(message);
  known = plan.get();
  return *known;
}

// A serialised message, read field by field. The bytes are our own, made a moment ago:
// where they are not well formed the program ends, for to go on would lose what follows.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : next_(bytes.data()), end_(next_ + bytes.size()) {}

  // Moves to the next field; false at the end.
  bool Next() {
    if (next_ == end_) return false;
    begin_ = next_;
    tag_ = static_cast<uint32_t>(Varint());
    switch (WireFormatLite::GetTagWireType(tag_)) {
      case WireFormatLite::WIRETYPE_VARINT:
        Varint();
        return true;
      case WireFormatLite::WIRETYPE_FIXED32:
        Skip(4);
        return true;
      case WireFormatLite::WIRETYPE_FIXED64:
        Skip(8);
        return true;
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED: {
        const uint64_t size = Varint();
        content_ = next_;
        Skip(size);
        return true;
      }
      default:
        SkipGroup();
        return true;
    }
  }

  uint32_t tag() const { return tag_; }
  int number() const { return WireFormatLite::GetTagFieldNumber(tag_); }
  // The field as it stands, tag included.
  std::string_view field() const { return Between(begin_); }
  // What a field of type message or string holds.
  std::string_view content() const { return Between(content_); }

 private:
  std::string_view Between(const char* begin) const {
    return {begin, static_cast<size_t>(next_ - begin)};
  }
  void Skip(uint64_t size) {
    if (size > static_cast<uint64_t>(end_ - next_)) std::abort();
    next_ += size;
  }
  uint64_t Varint() {
    uint64_t value = 0;
    for (int shift = 0; next_ != end_ && shift < 64; shift += 7) {
      const uint8_t byte = static_cast<uint8_t>(*next_++);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    std::abort();
  }
  // Of no contract of ours: only what a newer client sent may hold one.
  void SkipGroup() {
    CodedInputStream in(reinterpret_cast<const uint8_t*>(next_), static_cast<int>(end_ - next_));
    if (!WireFormatLite::SkipField(&in, tag_)) std::abort();
    Skip(static_cast<uint64_t>(in.CurrentPosition()));
  }

  const char* next_;
  const char* end_;
  const char* begin_ = nullptr;
  const char* content_ = nullptr;
  uint32_t tag_ = 0;
};

void AppendVarint(uint32_t value, std::string& to) {
  uint8_t bytes[5];
  const uint8_t* end = CodedOutputStream::WriteVarint32ToArray(value, bytes);
  to.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(end - bytes));
}

void AppendMessage(uint32_t tag, std::string_view content, std::string& to) {
  AppendVarint(tag, to);
  AppendVarint(static_cast<uint32_t>(content.size()), to);
  to.append(content);
}

// Whether a leaf holds nothing but what the contract knows.
bool IsKnown(const FieldDescriptor& field, const WireReader& reader) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return true;
  WireReader inner(reader.content());
  while (inner.Next()) {
    const FieldDescriptor* leaf = field.message_type()->FindFieldByNumber(inner.number());
    if (leaf == nullptr || TagOf(*leaf) != inner.tag() || !IsKnown(*leaf, inner)) return false;
  }
  return true;
}

// A leaf in the clear. What a newer client put into it (a time, a mask) has no
// class that is known here and no place to be sealed at, and goes.
void AppendKnown(const FieldDescriptor& field, const WireReader& reader, std::string& to) {
  if (IsKnown(field, reader)) {
    to.append(reader.field());
    return;
  }
  std::string known;
  const Descriptor& message = *field.message_type();
  WireReader inner(reader.content());
  while (inner.Next()) {
    const FieldDescriptor* leaf = message.FindFieldByNumber(inner.number());
    if (leaf != nullptr && TagOf(*leaf) == inner.tag()) AppendKnown(*leaf, inner, known);
  }
  AppendMessage(reader.tag(), known, to);
}

// Splits the serialised record: the fields are handed out as they stand, without
// a message for either side. Its memory is kept from one record to the next.
class Splitter {
 public:
  SplitRecord Split(const Message& record, std::string_view own_subject) {
    own_subject_ = own_subject;
    last_place_ = 0;
    whole_.clear();
    // A record lacks no required field: proto3 has none.
    record.AppendPartialToString(&whole_);
    const Sides& sides = Walk(*record.GetDescriptor(), whole_, 0);
    SplitRecord split;
    split.open = sides.open;
    split.sections.reserve(sections_.size() + 1);
    if (sides.any_sealed) split.sections.push_back({0, "", sides.sealed});
    for (PlainSection& section : sections_) split.sections.push_back(std::move(section));
    sections_.clear();
    return split;
  }

 private:
  struct Sides {
    std::string open;
    std::string sealed;
    bool any_sealed = false;  // also when what is sealed is empty
  };

  // The sides of a message at a depth; the next one there takes their place.
  Sides& Emptied(size_t depth) {
    while (levels_.size() <= depth) levels_.emplace_back();
    Sides& sides = levels_[depth];
    sides.open.clear();
    sides.sealed.clear();
    sides.any_sealed = false;
    return sides;
  }

  Sides& Walk(const Descriptor& message, std::string_view bytes, size_t depth) {
    const MessagePlan& plan = PlanFor(message);
    Sides& sides = Emptied(depth);
    WireReader reader(bytes);
    while (reader.Next()) {
      const FieldPlan* field = plan.Find(reader.tag());
      // What a newer client sent has no class that is known here: it is sealed.
      if (field == nullptr || field->fate == Fate::kSealed) {
        sides.sealed.append(reader.field());
        sides.any_sealed = true;
      } else if (field->fate == Fate::kOpen) {
        AppendKnown(*field->field, reader, sides.open);
      } else {
        WalkInto(*field, reader, sides, depth);
      }
    }
    return sides;
  }

  void WalkInto(const FieldPlan& field, const WireReader& reader, Sides& sides, size_t depth) {
    const Descriptor& type = *field.field->message_type();
    std::string_view subject;
    uint32_t place = 0;
    if (field.fate != Fate::kWalk) {
      place = ++last_place_;
      subject = SubjectOf(type, reader.content());
    }
    const Sides& child = Walk(type, reader.content(), depth + 1);
    // The open part keeps the child, empty or not: sections find their places by it.
    AppendMessage(reader.tag(), child.open, sides.open);
    if (!child.any_sealed) return;
    const bool with_record =
        field.fate == Fate::kWalk ||
        (field.fate == Fate::kSubject && (subject.empty() || subject == own_subject_));
    if (with_record) {
      AppendMessage(reader.tag(), child.sealed, sides.sealed);
      sides.any_sealed = true;
    } else {
      sections_.push_back({place, std::string(subject), child.sealed});
    }
  }

  static std::string_view SubjectOf(const Descriptor& type, std::string_view bytes) {
    const uint32_t tag = TagOf(*SubjectField(type));
    WireReader reader(bytes);
    while (reader.Next()) {
      if (reader.tag() == tag) return reader.content();
    }
    return "";
  }

  std::string_view own_subject_;
  uint32_t last_place_ = 0;
  std::string whole_;
  std::deque<Sides> levels_;  // growth moves none
  std::vector<PlainSection> sections_;
};

bool IsSet(const Message& message, const FieldDescriptor* field) {
  const Reflection& reflection = *message.GetReflection();
  return field->is_repeated() ? reflection.FieldSize(message, field) > 0
                              : reflection.HasField(message, field);
}

// Finds the element with a subject of its own that stands at `place`.
Message* FindPlace(Message& message, uint32_t place, uint32_t& last_place) {
  const Reflection& reflection = *message.GetReflection();
  for (const FieldPlan& plan : PlanFor(*message.GetDescriptor())) {
    if (!IsSet(message, plan.field)) continue;
    if (plan.fate == Fate::kWalk || plan.fate == Fate::kSubject) {
      Message* child = reflection.MutableMessage(&message, plan.field);
      if (plan.fate == Fate::kSubject && ++last_place == place) return child;
      Message* found = FindPlace(*child, place, last_place);
      if (found != nullptr) return found;
    } else if (plan.fate == Fate::kSubjects) {
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
  thread_local Splitter splitter;
  return splitter.Split(record, own_subject);
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
