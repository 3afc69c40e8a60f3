#include "clients/common/message_text.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "balcao/v1/common.pb.h"
#include "clients/common/text.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace balcao::client {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using Rows = std::vector<std::pair<std::string, std::string>>;

std::string EnumPrefix(const EnumDescriptor& descriptor) {
  return std::string(absl::StripSuffix(descriptor.value(0)->name(), "UNSPECIFIED"));
}

// The text of the small messages that people read as one value; false for others.
bool SmallMessageText(const Message& message, absl::TimeZone zone, std::string* text) {
  const std::string& type = message.GetDescriptor()->full_name();
  if (type == "google.protobuf.Timestamp") {
    google::protobuf::Timestamp time;
    time.CopyFrom(message);
    const absl::Time instant =
        absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
    *text = absl::FormatTime("%Y-%m-%d %H:%M:%S %Ez", instant, zone);
  } else if (type == "google.protobuf.Duration") {
    google::protobuf::Duration duration;
    duration.CopyFrom(message);
    *text = absl::FormatDuration(absl::Seconds(duration.seconds()) +
                                 absl::Nanoseconds(duration.nanos()));
  } else if (type == "google.protobuf.FieldMask") {
    google::protobuf::FieldMask mask;
    mask.CopyFrom(message);
    *text = absl::StrJoin(mask.paths(), ", ");
  } else if (type == "balcao.v1.Date") {
    v1::Date date;
    date.CopyFrom(message);
    *text = absl::StrFormat("%04d", date.year());
    if (date.month() > 0) absl::StrAppendFormat(text, "-%02d", date.month());
    if (date.day() > 0) absl::StrAppendFormat(text, "-%02d", date.day());
  } else {
    return false;
  }
  return true;
}

// The text of a number, bool, enum or string; `index` is -1 for a single field.
std::string ScalarText(const Message& message, const FieldDescriptor* field, int index) {
  const Reflection& reflection = *message.GetReflection();
  const bool many = index >= 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return Printable(many ? reflection.GetRepeatedString(message, field, index)
                            : reflection.GetString(message, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumWord(many ? *reflection.GetRepeatedEnum(message, field, index)
                           : *reflection.GetEnum(message, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return (many ? reflection.GetRepeatedBool(message, field, index)
                   : reflection.GetBool(message, field))
                 ? "yes"
                 : "no";
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(many ? reflection.GetRepeatedInt32(message, field, index)
                               : reflection.GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(many ? reflection.GetRepeatedInt64(message, field, index)
                               : reflection.GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrFormat("%.1f", many ? reflection.GetRepeatedDouble(message, field, index)
                                          : reflection.GetDouble(message, field));
    default:
      return "?";
  }
}

// Every message of the contract that may hide fields carries the mask itself.
std::vector<std::string> RedactedPaths(const Message& message) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName("redacted");
  if (field == nullptr || field->message_type() == nullptr ||
      field->message_type() != google::protobuf::FieldMask::descriptor()) {
    return {};
  }
  google::protobuf::FieldMask mask;
  mask.CopyFrom(message.GetReflection()->GetMessage(message, field));
  return {mask.paths().begin(), mask.paths().end()};
}

bool IsIndex(absl::string_view segment) {
  return !segment.empty() && std::all_of(segment.begin(), segment.end(), absl::ascii_isdigit);
}

// Whether a mask path covers a path: it is the same or a part above. Indices of
// repeated fields in `path` may be left out of the mask.
bool Covers(absl::string_view mask, absl::string_view path) {
  const std::vector<absl::string_view> wanted = absl::StrSplit(mask, '.');
  size_t next = 0;
  for (absl::string_view segment : absl::StrSplit(path, '.')) {
    if (next == wanted.size()) return true;
    if (segment == wanted[next]) {
      ++next;
    } else if (!IsIndex(segment)) {
      return false;
    }
  }
  return next == wanted.size();
}

bool IsRedacted(const std::vector<std::string>& masks, absl::string_view path) {
  return std::any_of(masks.begin(), masks.end(),
                     [&](const std::string& mask) { return Covers(mask, path); });
}

int CountOf(const Message& message, const FieldDescriptor* field) {
  const Reflection& reflection = *message.GetReflection();
  if (field->is_repeated()) return reflection.FieldSize(message, field);
  return reflection.HasField(message, field) ? 1 : 0;
}

const Message& SubMessage(const Message& message, const FieldDescriptor* field, int index) {
  const Reflection& reflection = *message.GetReflection();
  return field->is_repeated() ? reflection.GetRepeatedMessage(message, field, index)
                              : reflection.GetMessage(message, field);
}

std::string Join(absl::string_view prefix, absl::string_view name) {
  return prefix.empty() ? std::string(name) : absl::StrCat(prefix, ".", name);
}

// Walks a message down to rows; `masks` are those of the outermost message.
class RowWalk {
 public:
  RowWalk(std::vector<std::string> masks, absl::TimeZone zone)
      : masks_(std::move(masks)), zone_(zone) {}

  void Walk(const Message& message, const std::string& path) {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor* field = message.GetDescriptor()->field(i);
      if (field->name() == "redacted") continue;
      const std::string field_path = Join(path, field->name());
      const int count = CountOf(message, field);
      if (count == 0) {
        if (IsRedacted(masks_, field_path)) rows_.emplace_back(field_path, kRedacted);
      } else if (field->message_type() != nullptr) {
        WalkMessages(message, field, field_path, count);
      } else {
        rows_.emplace_back(field_path, Scalars(message, field, count));
      }
    }
  }

  const Rows& rows() const { return rows_; }

 private:
  void WalkMessages(const Message& message, const FieldDescriptor* field, const std::string& path,
                    int count) {
    for (int i = 0; i < count; ++i) {
      const std::string place = field->is_repeated() ? absl::StrCat(path, ".", i) : path;
      const Message& part = SubMessage(message, field, i);
      std::string text;
      if (SmallMessageText(part, zone_, &text)) {
        rows_.emplace_back(place, text);
      } else {
        Walk(part, place);
      }
    }
  }

  static std::string Scalars(const Message& message, const FieldDescriptor* field, int count) {
    if (!field->is_repeated()) return ScalarText(message, field, -1);
    std::vector<std::string> values;
    for (int i = 0; i < count; ++i) values.push_back(ScalarText(message, field, i));
    return absl::StrJoin(values, ", ");
  }

  std::vector<std::string> masks_;
  absl::TimeZone zone_;
  Rows rows_;
};

// The label of a path: `tickets.0.case_type` as `tickets 1 case type`.
std::string LabelOf(absl::string_view path) {
  std::vector<std::string> words;
  for (absl::string_view segment : absl::StrSplit(path, '.')) {
    int index = 0;
    if (IsIndex(segment) && absl::SimpleAtoi(segment, &index)) {
      words.push_back(absl::StrCat(index + 1));
    } else {
      words.push_back(absl::StrReplaceAll(segment, {{"_", " "}}));
    }
  }
  return absl::StrJoin(words, " ");
}

// Collects the texts at a path, one for each value on the way.
void CollectTexts(const Message& message, absl::string_view path, absl::TimeZone zone,
                  std::vector<std::string>* texts) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(path, absl::MaxSplits('.', 1));
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(std::string(parts.first));
  if (field == nullptr) {
    texts->push_back(absl::StrCat("(no field ", path, ")"));
    return;
  }
  int count = CountOf(message, field);
  if (count == 0 && IsRedacted(RedactedPaths(message), path)) {
    texts->push_back(std::string(kRedacted));
    return;
  }
  if (!field->is_repeated() && !field->has_presence()) count = 1;
  for (int i = 0; i < count; ++i) {
    std::string text;
    if (field->message_type() == nullptr) {
      texts->push_back(ScalarText(message, field, field->is_repeated() ? i : -1));
    } else if (SmallMessageText(SubMessage(message, field, i), zone, &text)) {
      texts->push_back(text);
    } else {
      CollectTexts(SubMessage(message, field, i), parts.second, zone, texts);
    }
  }
}

}  // namespace

std::string EnumWord(const EnumValueDescriptor& value) {
  if (value.number() == 0) return "";
  const std::string prefix = EnumPrefix(*value.type());
  return absl::AsciiStrToLower(absl::StripPrefix(value.name(), prefix));
}

const EnumValueDescriptor* EnumValueOf(const EnumDescriptor& descriptor, absl::string_view word) {
  const std::string name = absl::AsciiStrToUpper(absl::StrReplaceAll(word, {{"-", "_"}}));
  const EnumValueDescriptor* value =
      descriptor.FindValueByName(absl::StrCat(EnumPrefix(descriptor), name));
  return value == nullptr || value->number() == 0 ? nullptr : value;
}

std::vector<std::string> EnumWords(const EnumDescriptor& descriptor) {
  std::vector<std::string> words;
  for (int i = 0; i < descriptor.value_count(); ++i) {
    std::string word = EnumWord(*descriptor.value(i));
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

std::string TextAt(const Message& message, absl::string_view path, absl::TimeZone zone) {
  std::vector<std::string> texts;
  // The mask of the outermost message speaks of whole paths; a part of a value
  // that is hidden is hidden in each.
  CollectTexts(message, path, zone, &texts);
  const bool all_empty =
      std::all_of(texts.begin(), texts.end(), [](const std::string& t) { return t.empty(); });
  if (all_empty) return IsRedacted(RedactedPaths(message), path) ? std::string(kRedacted) : "";
  return absl::StrJoin(texts, ", ");
}

std::string RecordText(const Message& message, absl::TimeZone zone) {
  RowWalk walk(RedactedPaths(message), zone);
  walk.Walk(message, "");
  size_t width = 0;
  for (const auto& [path, value] : walk.rows()) width = std::max(width, LabelOf(path).size());
  std::string result;
  for (const auto& [path, value] : walk.rows()) {
    absl::StrAppendFormat(&result, "%-*s  %s\n", static_cast<int>(width), LabelOf(path), value);
  }
  return result;
}

}  // namespace balcao::client
