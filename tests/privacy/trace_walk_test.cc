// Nobody is told of without a trace: every method is called by those whose work it is, and whatever
// record of a person a reply shows is named by the journal, under that method and that account. P3.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

#include "absl/strings/str_split.h"
#include "storage/records/id.h"
#include "tests/privacy/contract.h"
#include "tests/privacy/planted_house.h"

namespace balcao::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using ::testing::IsSupersetOf;

using Ids = std::set<std::string>;  // UUIDs, as text

// The ids that a name is made of: `visits/<id>/matters/<id>`.
Ids IdsIn(const std::string& name) {
  Ids ids;
  for (const std::string& part : std::vector<std::string>(absl::StrSplit(name, '/'))) {
    if (const auto id = storage::Id::Parse(part); id.ok()) ids.insert(id->ToString());
  }
  return ids;
}

void AddIds(const std::string& bytes, Ids& ids) {
  for (size_t at = 0; at + 16 <= bytes.size(); at += 16) {
    ids.insert(storage::Id::FromBytes(std::string_view(bytes).substr(at, 16)).ToString());
  }
}

// The name that a message has in the contract; empty where it has none.
std::string ResourceOf(const Message& message) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName("name");
  if (field == nullptr || field->type() != FieldDescriptor::TYPE_STRING || field->is_repeated()) {
    return "";
  }
  return message.GetReflection()->GetString(message, field);
}

// The names of the messages that show something of a person. A likely duplicate shows that there is
// one, whatever else it says.
void AddShown(const Message& message, std::vector<std::string>& names) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      AddShown(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                    : reflection.GetMessage(message, field),
               names);
    }
  }
  if (message.GetDescriptor() == v1::DuplicateCandidate::descriptor()) {
    names.push_back(static_cast<const v1::DuplicateCandidate&>(message).candidate());
  }
  const std::string name = ResourceOf(message);
  if (name.empty()) return;
  if (!PlantedHouse::Markers().Find(message.Utf8DebugString(), "").empty()) names.push_back(name);
}

// What an account was shown by a method, and in how many replies.
struct Shown {
  int replies = 0;
  std::vector<std::string> names;
};

// What the journal says of it: in how many entries, and of which records.
struct Traced {
  int entries = 0;
  Ids records;
};

class TraceWalk : public ::testing::Test {
 protected:
  std::map<std::string, Shown> AskEveryMethod(const std::string& login) {
    std::map<std::string, Shown> shown;
    for (const MethodDescriptor* method : ContractMethods()) {
      if (method->server_streaming()) continue;  // watch_test
      for (const AnyReply& reply : planted_.Ask(login, *method)) {
        if (!reply.status.ok()) continue;  // trace_test: refusals that tell
        std::vector<std::string> names;
        AddShown(*reply.message, names);
        if (names.empty()) continue;
        Shown& told = shown[NameOf(*method)];
        ++told.replies;
        told.names.insert(told.names.end(), names.begin(), names.end());
      }
    }
    return shown;
  }

  // By account and method, of the entries after the first `from`.
  std::map<std::pair<std::string, std::string>, Traced> TracesAfter(size_t from) {
    std::map<std::pair<std::string, std::string>, Traced> traces;
    const std::vector<store::v1::Entry> entries = planted_.house().Journal();
    for (size_t i = from; i < entries.size(); ++i) {
      const store::v1::Entry& entry = entries[i];
      Ids records;
      for (const store::v1::ReadTrace& read : entry.reads()) AddIds(read.ids(), records);
      for (const store::v1::Change& change : entry.changes()) AddIds(change.id(), records);
      if (records.empty()) continue;
      Ids actor;
      AddIds(entry.actor(), actor);
      const std::string method = entry.method().substr(std::string("balcao.v1.").size());
      Traced& traced = traces[{actor.empty() ? "" : *actor.begin(), method}];
      ++traced.entries;
      traced.records.merge(records);
    }
    return traces;
  }

  std::string AccountOf(const std::string& login) {
    Client& client = planted_.house().As(login);
    const auto session =
        client.Call(*client.access, &v1::Access::Stub::GetSession, v1::GetSessionRequest());
    return *IdsIn(session->account().name()).begin();
  }

  PlantedHouse planted_;
};

TEST_F(TraceWalk, WhateverAReplyShowsOfAPersonIsInTheJournal) {
  const size_t before = planted_.house().Journal().size();
  std::set<std::string> telling;
  for (const char* login : {kLisbonDesk, kOperator}) {
    const std::string account = AccountOf(login);
    const std::map<std::string, Shown> shown = AskEveryMethod(login);
    const auto traces = TracesAfter(before);
    for (const auto& [method, told] : shown) {
      telling.insert(method);
      const auto found = traces.find({account, method});
      ASSERT_NE(found, traces.end()) << method << " tells " << login << " and leaves no trace";
      EXPECT_GE(found->second.entries, told.replies) << method << " by " << login;
      for (const std::string& name : told.names) {
        const Ids ids = IdsIn(name);
        EXPECT_TRUE(
            std::any_of(ids.begin(), ids.end(),
                        [&](const std::string& id) { return found->second.records.contains(id); }))
            << method << " by " << login << ": " << name << " is in no trace";
      }
    }
  }
  // The walk is able to fail: these are told, and so were looked at.
  EXPECT_THAT(telling, IsSupersetOf({"People/GetPerson", "People/ListPeople", "People/SearchPeople",
                                     "People/FindDuplicates", "Intake/GetVisit",
                                     "Intake/ListVisits", "Cases/GetCase", "Cases/ListCases",
                                     "Cases/ListNotes", "Helpline/GetCall", "Helpline/ListCalls",
                                     "Helpline/ListPreviousContacts"}));
}

}  // namespace
}  // namespace balcao::testing
