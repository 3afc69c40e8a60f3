// Splitting and joining records: whatever parses as a record comes back from its parts, and
// nothing of a sealed class, and nothing without a class, stands in the open one.
#include <memory>

#include "google/protobuf/stubs/logging.h"
#include "storage/privacy/class_map.h"
#include "storage/privacy/sections.h"
#include "storage/records/kinds.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

[[maybe_unused]] const auto kQuiet = google::protobuf::SetLogHandler(nullptr);

bool HasSealed(const google::protobuf::Descriptor& message) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const bool sealed =
        storage::IsWalked(field)
            ? HasSealed(*field.message_type())
            : storage::IsSealed(storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED));
    if (sealed) return true;
  }
  return false;
}

// Says whether a field stays in the clear as it is, whatever is in it.
bool IsOpenWhole(const FieldDescriptor& field) {
  if (!storage::IsWalked(field)) {
    return !storage::IsSealed(storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED));
  }
  return field.is_repeated() && storage::SubjectField(*field.message_type()) == nullptr &&
         !HasSealed(*field.message_type());
}

template <class Visit>
void ForEachChild(Message& message, const Visit& visit) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      visit(*field, *reflection.MutableMessage(&message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      visit(*field, *reflection.MutableRepeatedMessage(&message, field, i));
    }
  }
}

// What a newer client put into an open leaf has no place to be sealed at, and goes.
void DropWhatMayGo(Message& message) {
  ForEachChild(message, [](const FieldDescriptor& field, Message& child) {
    if (IsOpenWhole(field)) {
      child.DiscardUnknownFields();
    } else if (storage::IsWalked(field)) {
      DropWhatMayGo(child);
    }
  });
}

void RequireNothingUnknown(Message& message) {
  BALCAO_REQUIRE(message.GetReflection()->GetUnknownFields(message).empty());
  ForEachChild(message,
               [](const FieldDescriptor&, Message& child) { RequireNothingUnknown(child); });
}

void RequireOpen(Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    BALCAO_REQUIRE(storage::IsWalked(*field) || IsOpenWhole(*field));
  }
  ForEachChild(message, [](const FieldDescriptor& field, Message& child) {
    if (!IsOpenWhole(field)) RequireOpen(child);
  });
}

void CheckParts(const Message& record, const std::string& subject) {
  const storage::SplitRecord split = storage::Split(record, subject);
  std::unique_ptr<Message> joined(record.New());
  BALCAO_REQUIRE(joined->ParseFromString(split.open));
  RequireNothingUnknown(*joined);
  RequireOpen(*joined);
  for (auto section = split.sections.rbegin(); section != split.sections.rend(); ++section) {
    BALCAO_REQUIRE(storage::Join(section->place, section->plain, *joined).ok());
  }
  std::unique_ptr<Message> expected(record.New());
  expected->CopyFrom(record);
  DropWhatMayGo(*expected);
  BALCAO_REQUIRE(joined->SerializeAsString() == expected->SerializeAsString());
}

std::string SeedOf(storage::Kind kind, const Message& record) {
  return std::string(1, static_cast<char>(static_cast<int>(kind) - 1)) + record.SerializeAsString();
}

}  // namespace

std::vector<std::string> Seeds() {
  store::v1::PersonRecord person;
  person.mutable_person()->set_given_name("Ana");
  person.mutable_person()->add_documents()->set_number("X1");
  person.mutable_person()->mutable_placement()->set_owner("centres/CNAIM-LIS");
  person.mutable_person()->mutable_birth_date()->set_year(1990);
  person.add_blind_keys(7);
  store::v1::CaseRecord record;
  for (const char* name : {"people/a", "people/b", ""}) {
    v1::Party& party = *record.mutable_case_()->add_parties();
    party.set_person(name);
    party.set_note("note");
  }
  record.mutable_case_()->mutable_create_time()->set_seconds(1'700'000'000);
  record.mutable_frame()->set_subject("people/a");
  record.mutable_frame()->set_sex("female");
  store::v1::CallRecord call;
  call.mutable_call()->add_legs()->set_language("ar");
  call.mutable_call()->set_number("+351211234567");
  store::v1::VisitRecord visit;
  visit.mutable_visit()->add_tickets()->set_note("note");
  visit.mutable_visit()->set_person("people/a");
  visit.mutable_visit()->mutable_legal_basis()->set_notice_version("1");
  // The last is a call read as an account: known numbers, other wire types.
  return {SeedOf(storage::Kind::kPerson, person), SeedOf(storage::Kind::kCase, record),
          SeedOf(storage::Kind::kCall, call), SeedOf(storage::Kind::kVisit, visit),
          SeedOf(storage::Kind::kAccount, call)};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao;
  fuzz::Input input(data, size);
  const storage::KindInfo* kind = storage::FindKind(1 + input.Byte() % storage::kKindsMax);
  std::unique_ptr<google::protobuf::Message> record(kind->prototype->New());
  if (!record->ParseFromString(input.Rest())) return 0;
  fuzz::CheckParts(*record, kind->subject(*record));
  fuzz::CheckParts(*record, "");
  return 0;
}
