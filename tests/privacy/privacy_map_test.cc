// The privacy map rules what is sealed and what is redacted: every field has a
// class, and no message that the contract allows escapes it. P5, P8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "auth/policy.h"
#include "auth/redaction.h"
#include "balcao/v1/cases.pb.h"
#include "balcao/v1/helpline.pb.h"
#include "balcao/v1/intake.pb.h"
#include "balcao/v1/people.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "storage/privacy/class_map.h"
#include "storage/privacy/sections.h"
#include "storage/records/kinds.h"
#include "tests/privacy/contract.h"
#include "tests/privacy/filler.h"

namespace balcao::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using storage::PlainSection;
using storage::SplitRecord;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

// What the contract carries and never keeps as it is: secrets, and the bytes of
// Echo. Without a class they are treated as the strictest one.
constexpr const char* kUnclassified[] = {
    "ClaimHouseRequest.password",
    "ClaimHouseRequest.token",
    "CreateAccountRequest.password",
    "CreateSessionRequest.password",
    "EchoRequest.payload",
    "EchoResponse.payload",
    "Session.token",
    "SetPasswordRequest.new_password",
    "SetPasswordRequest.old_password",
};

// Sealed classes in replies outside of any resource, where no redaction reaches:
// each with the reason why the method's own roles may see it.
constexpr const char* kOutsideResources[] = {
    "Account.display_name",  // of colleagues: to administrators and to oneself
    "CaseEvent.actor_name",  // of colleagues: to desks, in the scope of the case
    "CaseEvent.stage",       // to desks, in the scope of the case
    "EchoResponse.payload",  // the caller's own bytes
    "ListPreviousContactsResponse.normalized_number",  // the caller's own question
    "Session.token",                                   // the caller's own
};

constexpr const char kOwn[] = "people/own";
const std::vector<std::string>& Subjects() {
  static const auto& subjects =
      *new std::vector<std::string>{"", kOwn, "people/other", "people/third"};
  return subjects;
}

bool Holds(const std::string& bytes, const std::string& value) {
  return bytes.find(value) != std::string::npos;
}

bool IsResource(const Descriptor& message) {
  return message.FindFieldByName("redacted") != nullptr;
}

// The sealed leaves of a reply that stand in no resource.
void CollectOutside(const Descriptor& message, std::set<std::string>& found) {
  if (IsResource(message)) return;
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    if (storage::IsWalked(field)) {
      CollectOutside(*field.message_type(), found);
    } else if (storage::IsSealed(storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED))) {
      found.insert(message.name() + "." + field.name());
    }
  }
}

TEST(PrivacyMap, EveryFieldOfEveryStoredRecordHasAClass) {
  for (const storage::KindInfo* kind : storage::AllKinds()) {
    EXPECT_THAT(storage::UnclassifiedFields(*kind->prototype->GetDescriptor()), IsEmpty())
        << kind->table;
  }
}

TEST(PrivacyMap, EveryFieldOfEveryRequestAndReplyHasAClassButTheSecretsByName) {
  std::set<std::string> found;
  for (const auto* method : ContractMethods()) {
    for (const Descriptor* message : {method->input_type(), method->output_type()}) {
      for (const std::string& path : storage::UnclassifiedFields(*message)) {
        found.insert(message->name() + "." + path);
      }
    }
  }
  EXPECT_THAT(found, ElementsAreArray(kUnclassified));
}

TEST(PrivacyMap, EverySealedFieldOfAReplyStandsInAResourceButTheseByName) {
  std::set<std::string> found;
  for (const auto* method : ContractMethods()) CollectOutside(*method->output_type(), found);
  EXPECT_THAT(found, ElementsAreArray(kOutsideResources));
}

// A record's name is what logs, lists and traces know it by.
void CollectSealedNames(const Descriptor& message, std::set<std::string>& found) {
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    if (storage::IsWalked(field)) {
      CollectSealedNames(*field.message_type(), found);
    } else if (field.name() == "name" &&
               storage::IsSealed(storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED))) {
      found.insert(field.full_name());
    }
  }
}

TEST(PrivacyMap, TheNameOfARecordOrOfAPartOfOneIsOperational) {
  std::set<std::string> found;
  for (const storage::KindInfo* kind : storage::AllKinds()) {
    CollectSealedNames(*kind->prototype->GetDescriptor(), found);
  }
  EXPECT_THAT(found, IsEmpty());
}

TEST(PrivacyMap, AFieldWithoutAClassIsTreatedAsTheStrictest) {
  const auto* token = v1::Session::descriptor()->FindFieldByName("token");
  EXPECT_EQ(storage::ClassOf(*token, v1::DATA_CLASS_UNSPECIFIED), v1::DATA_CLASS_NARRATIVE);
}

struct RandomRecord {
  std::unique_ptr<Message> message;
  std::vector<Planted> planted;
  SplitRecord split;
};

RandomRecord MakeRandom(const Message& prototype) {
  RandomRecord record{std::unique_ptr<Message>(prototype.New()), {}, {}};
  Filler filler(*rc::gen::arbitrary<uint64_t>(), kOwn, Subjects());
  record.planted = filler.Fill(*record.message);
  record.split = storage::Split(*record.message, kOwn);
  return record;
}

class EveryKind : public ::testing::TestWithParam<const storage::KindInfo*> {};

TEST_P(EveryKind, IsItselfAgainAfterItWasSplitAndJoinedInAnyOrder) {
  EXPECT_TRUE(rc::check([] {
    RandomRecord record = MakeRandom(*GetParam()->prototype);
    std::unique_ptr<Message> joined(record.message->New());
    RC_ASSERT(joined->ParseFromString(record.split.open));
    std::vector<PlainSection>& sections = record.split.sections;
    std::shuffle(sections.begin(), sections.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
    for (const PlainSection& section : sections) {
      RC_ASSERT(storage::Join(section.place, section.plain, *joined).ok());
    }
    RC_ASSERT(MessageDifferencer::Equals(*record.message, *joined));
  }));
}

TEST_P(EveryKind, KeepsNothingSealedInItsOpenPartAndEverythingElse) {
  EXPECT_TRUE(rc::check([] {
    const RandomRecord record = MakeRandom(*GetParam()->prototype);
    for (const Planted& planted : record.planted) {
      if (planted.value.empty()) continue;
      const bool sealed = storage::IsSealed(planted.data_class);
      // A list of messages is sealed as a whole when anything in it is.
      if (sealed) RC_ASSERT(!Holds(record.split.open, planted.value));
    }
  }));
}

TEST_P(EveryKind, SealsEachFieldUnderTheSubjectThatItSpeaksOf) {
  EXPECT_TRUE(rc::check([] {
    const RandomRecord record = MakeRandom(*GetParam()->prototype);
    for (const Planted& planted : record.planted) {
      if (planted.value.empty() || !storage::IsSealed(planted.data_class)) continue;
      int times = 0;
      for (const PlainSection& section : record.split.sections) {
        if (!Holds(section.plain, planted.value)) continue;
        ++times;
        RC_ASSERT(section.subject == planted.subject);
      }
      RC_ASSERT(times == 1);
    }
  }));
}

INSTANTIATE_TEST_SUITE_P(Records, EveryKind, ::testing::ValuesIn(storage::AllKinds()),
                         [](const auto& test) { return test.param->table; });

TEST(PrivacyMap, EachPartyOfACaseIsSealedUnderItsOwnPerson) {
  store::v1::CaseRecord record;
  for (const char* person : {"people/a", "people/b", ""}) {
    v1::Party& party = *record.mutable_case_()->add_parties();
    party.set_person(person);
    party.set_note(std::string("of ") + person);
  }
  const SplitRecord split = storage::Split(record, "");
  ASSERT_EQ(split.sections.size(), 3);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(split.sections[i].place, i + 1);
    EXPECT_EQ(split.sections[i].subject, record.case_().parties(static_cast<int>(i)).person());
    EXPECT_TRUE(Holds(split.sections[i].plain, "of " + split.sections[i].subject));
  }
}

TEST(PrivacyMap, WhatANewerClientSendsIsSealedSinceItsClassIsNotKnown) {
  store::v1::VisitRecord record;
  const auto plant = [](Message& message, const std::string& value) {
    message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(900, value);
  };
  plant(record, "unknown of the record");
  plant(*record.mutable_visit(), "unknown of the visit");
  plant(*record.mutable_visit()->mutable_placement(), "unknown of the placement");
  plant(*record.mutable_visit()->mutable_occurred_time(), "unknown of a time");
  plant(*record.mutable_visit()->add_tickets(), "unknown of a ticket");
  const SplitRecord split = storage::Split(record, kOwn);
  EXPECT_FALSE(Holds(split.open, "unknown of"));
  store::v1::VisitRecord joined;
  ASSERT_TRUE(joined.ParseFromString(split.open));
  for (const PlainSection& section : split.sections) {
    ASSERT_TRUE(storage::Join(section.place, section.plain, joined).ok());
  }
  for (const char* place : {"record", "visit", "placement", "ticket"}) {
    EXPECT_TRUE(Holds(
        joined.SerializeAsString(),
        std::string("unknown of ") + (place == std::string("ticket") ? "a " : "the ") + place))
        << place;
  }
}

// A field that is known by its number but not by how it was written is no field of the
// contract: its bytes say something else.
TEST(PrivacyMap, AKnownNumberWithAnotherWireTypeIsSealedLikeWhatIsNotKnown) {
  store::v1::VisitRecord record;
  v1::Visit& visit = *record.mutable_visit();
  const auto unknown = [](Message& message) {
    return message.GetReflection()->MutableUnknownFields(&message);
  };
  unknown(visit)->AddLengthDelimited(v1::Visit::kDoneFieldNumber, "instead of a flag");
  unknown(visit)->AddVarint(v1::Visit::kPlacementFieldNumber, 1);
  unknown(visit)->AddFixed64(v1::Visit::kTicketsFieldNumber, ~uint64_t{0});
  unknown(visit)->AddGroup(v1::Visit::kLegalBasisFieldNumber)->AddVarint(1, 1);
  unknown(*visit.mutable_occurred_time())->AddLengthDelimited(1, "instead of seconds");
  unknown(*record.mutable_frame())->AddVarint(7, 1);
  const SplitRecord split = storage::Split(record, kOwn);
  EXPECT_FALSE(Holds(split.open, "instead of"));
  store::v1::VisitRecord joined;
  ASSERT_TRUE(joined.ParseFromString(split.open));
  for (const PlainSection& section : split.sections) {
    ASSERT_TRUE(storage::Join(section.place, section.plain, joined).ok());
  }
  record.mutable_visit()->mutable_occurred_time()->DiscardUnknownFields();
  EXPECT_EQ(joined.SerializeAsString(), record.SerializeAsString());
}

auth::Caller WhoSeesNothing() {
  auth::Caller caller;
  caller.role = v1::ROLE_SUPERVISOR;
  return caller;
}

template <class Resource>
void ExpectNothingLeft() {
  EXPECT_TRUE(rc::check([] {
    Resource resource;
    Filler filler(*rc::gen::arbitrary<uint64_t>(), kOwn, Subjects());
    const std::vector<Planted> planted = filler.Fill(resource);
    auth::Redact(WhoSeesNothing(), resource);
    const std::string left = resource.SerializeAsString();
    std::set<std::string> taken;
    for (const Planted& field : planted) {
      const bool sealed = storage::IsSealed(field.data_class);
      if (sealed) taken.insert(field.path);
      if (!field.value.empty()) RC_ASSERT(Holds(left, field.value) != sealed);
    }
    const auto& paths = resource.redacted().paths();
    RC_ASSERT(std::set<std::string>(paths.begin(), paths.end()) == taken);
    RC_ASSERT(static_cast<size_t>(paths.size()) == taken.size());
  }));
}

TEST(Redaction, LeavesNothingOfAPersonAndNamesWhatItTook) { ExpectNothingLeft<v1::Person>(); }
TEST(Redaction, LeavesNothingOfAVisitAndNamesWhatItTook) { ExpectNothingLeft<v1::Visit>(); }
TEST(Redaction, LeavesNothingOfACaseAndNamesWhatItTook) { ExpectNothingLeft<v1::Case>(); }
TEST(Redaction, LeavesNothingOfANoteAndNamesWhatItTook) { ExpectNothingLeft<v1::Note>(); }
TEST(Redaction, LeavesNothingOfACallAndNamesWhatItTook) { ExpectNothingLeft<v1::Call>(); }

TEST(Redaction, TakesOutWhatANewerClientSentSinceItsClassIsNotKnown) {
  v1::ListCallsResponse reply;
  v1::Call& call = *reply.add_calls();
  call.GetReflection()->MutableUnknownFields(&call)->AddLengthDelimited(900, "unknown");
  v1::InterpretationLeg& leg = *call.add_legs();
  leg.GetReflection()->MutableUnknownFields(&leg)->AddLengthDelimited(900, "unknown");
  auth::Redact(WhoSeesNothing(), reply);
  EXPECT_FALSE(Holds(reply.SerializeAsString(), "unknown"));
}

}  // namespace
}  // namespace balcao::testing
