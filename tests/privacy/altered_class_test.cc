// One field changes its class in the contract, and sealing, redaction and the log
// follow without a line of code.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/redaction.h"
#include "balcao/store/v1/records.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "storage/privacy/class_map.h"
#include "storage/privacy/sections.h"
#include "tests/privacy/contract.h"

namespace balcao::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using storage::SplitRecord;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMarker[] = "people/01890a5d-ac96-774b-bcce-b302099a8057";  // shown by the log

// A field of a resource that stands in a record under `resource`.
struct Change {
  const Message* record;
  const char* resource;
  const char* message;
  const char* field;
  v1::DataClass before;
  v1::DataClass after;
};

const Change kChanges[] = {
    {&store::v1::CaseRecord::default_instance(), "case", "Case", "summary",
     v1::DATA_CLASS_NARRATIVE, v1::DATA_CLASS_PUBLIC},
    {&store::v1::CaseRecord::default_instance(), "case", "Case", "channel",
     v1::DATA_CLASS_OPERATIONAL, v1::DATA_CLASS_SPECIAL_CATEGORY},
    {&store::v1::PersonRecord::default_instance(), "person", "Person", "reference",
     v1::DATA_CLASS_OPERATIONAL, v1::DATA_CLASS_CONTACT},
    {&store::v1::PersonRecord::default_instance(), "person", "Person", "email",
     v1::DATA_CLASS_CONTACT, v1::DATA_CLASS_OPERATIONAL},
    {&store::v1::VisitRecord::default_instance(), "visit", "Visit", "receiver",
     v1::DATA_CLASS_OPERATIONAL, v1::DATA_CLASS_OFFENCE},
    {&store::v1::CallRecord::default_instance(), "call", "Call", "number", v1::DATA_CLASS_CONTACT,
     v1::DATA_CLASS_PUBLIC},
};

const FieldDescriptor& FieldOf(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr) abort();
  return *field;
}

Message& ResourceOf(Message& record, const Change& change) {
  return *record.GetReflection()->MutableMessage(&record, &FieldOf(record, change.resource));
}

std::unique_ptr<Message> RecordWith(const Change& change) {
  std::unique_ptr<Message> record(change.record->New());
  Message& resource = ResourceOf(*record, change);
  resource.GetReflection()->SetString(&resource, &FieldOf(resource, change.field), kMarker);
  return record;
}

void ExpectSealing(const Message& record, bool sealed) {
  const SplitRecord split = storage::Split(record, "");
  EXPECT_EQ(split.open.find(kMarker) == std::string::npos, sealed);
  EXPECT_EQ(split.sections.size(), sealed ? 1 : 0);
  std::unique_ptr<Message> joined(record.New());
  ASSERT_TRUE(joined->ParseFromString(split.open));
  for (const auto& section : split.sections) {
    ASSERT_TRUE(storage::Join(section.place, section.plain, *joined).ok());
  }
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(record, *joined));
}

void ExpectRedaction(Message& resource, const std::string& field, bool sealed) {
  auth::Caller nobody;
  nobody.role = v1::ROLE_SUPERVISOR;
  auth::Redact(nobody, resource);
  google::protobuf::FieldMask mask;
  const Message& redacted =
      resource.GetReflection()->GetMessage(resource, &FieldOf(resource, "redacted"));
  ASSERT_TRUE(mask.ParseFromString(redacted.SerializeAsString()));
  const std::vector<std::string> taken = sealed ? std::vector{field} : std::vector<std::string>();
  EXPECT_THAT(mask.paths(), ElementsAreArray(taken));
  EXPECT_EQ(resource.SerializeAsString().find(kMarker) == std::string::npos, sealed);
  EXPECT_EQ(auth::SeesPath(nobody, *resource.GetDescriptor(), field), !sealed);
}

void ExpectLog(const Message& record, const std::string& field, bool sealed) {
  const std::string text = auth::LogText(record);
  EXPECT_THAT(text, HasSubstr(field)) << "the name of the field is always told";
  if (sealed) {
    EXPECT_THAT(text, Not(HasSubstr(kMarker)));
  } else {
    EXPECT_THAT(text, HasSubstr(kMarker));
  }
}

void ExpectRuled(Message& record, const Change& change, v1::DataClass data_class) {
  const bool sealed = storage::IsSealed(data_class);
  const FieldDescriptor& field = FieldOf(ResourceOf(record, change), change.field);
  EXPECT_EQ(storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED), data_class);
  ExpectSealing(record, sealed);
  ExpectLog(record, change.field, sealed);
  ExpectRedaction(ResourceOf(record, change), change.field, sealed);
}

class AlteredClass : public ::testing::TestWithParam<Change> {};

TEST_P(AlteredClass, ChangesSealingRedactionAndLogWithoutALineOfCode) {
  const Change& change = GetParam();
  AlteredContract contract(change.message, change.field, change.after);
  const std::unique_ptr<Message> original = RecordWith(change);
  const std::unique_ptr<Message> altered = contract.Copy(*original);
  ExpectRuled(*original, change, change.before);
  ExpectRuled(*altered, change, change.after);
}

INSTANTIATE_TEST_SUITE_P(Fields, AlteredClass, ::testing::ValuesIn(kChanges), [](const auto& test) {
  return std::string(test.param.message) + "_" + test.param.field;
});

}  // namespace
}  // namespace balcao::testing
