// Who has no part in casework reaches no row: every method of the contract is
// called by the supervisor, the focal point and the administrator, with names of
// real records, and nothing that comes back says anything of a person. P8, P9.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "auth/policy.h"
#include "storage/privacy/class_map.h"
#include "tests/privacy/contract.h"
#include "tests/privacy/forms.h"
#include "tests/privacy/generic_call.h"

namespace balcao::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

constexpr char kGiven[] = "Ermelindamarca";
constexpr char kFamily[] = "Quebramarca";
constexpr char kDocument[] = "ZQ 448 127 XK";
constexpr char kPhone[] = "+351 936 481 275";
constexpr char kSummary[] = "xulipatroz vivegrutando marcalonge";
constexpr char kNote[] = "zolitrapa receiandoso vizinhomarca";
constexpr char kTicket[] = "quezalitro pedichavando marcaperto";

class NobodyOfCasework : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    house_ = new TestHouse;
    names_ = new std::map<std::string, std::string>;
    PlantVisit();
    PlantCase();
    PlantCall();
    PlantAccount();
  }
  static void TearDownTestSuite() {
    delete names_;
    delete house_;
  }

  static void PlantVisit() {
    Client& desk = house_->As(kLisbonDesk);
    v1::OpenVisitRequest request =
        NewVisitRequest(kGiven, kFamily, R"pb(case_type: "legal.permit_renewal")pb");
    request.mutable_visit()->mutable_tickets(0)->set_note(kTicket);
    request.mutable_visit()->add_tickets()->set_area("housing");
    v1::Person& person = *request.mutable_new_person();
    person.add_phones(kPhone);
    person.set_note(kNote);
    *person.add_documents() =
        FromText<v1::IdentityDocument>(R"pb(type: "passport" country: "BR")pb");
    person.mutable_documents(0)->set_number(kDocument);
    const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit, request);
    ASSERT_TRUE(visit.ok()) << visit.status.error_message();
    *names_ = {{"visit", visit->name()},
               {"person", visit->person()},
               {"ticket", visit->tickets(1).name()},
               {"case", visit->tickets(0).opened_case()}};
  }

  static void PlantCase() {
    Client& desk = house_->As(kLisbonDesk);
    v1::UpdateCaseRequest update;
    update.mutable_case_()->set_name(names_->at("case"));
    update.mutable_case_()->set_summary(kSummary);
    update.mutable_update_mask()->add_paths("summary");
    update.set_request_id(NewRequestId());
    ASSERT_TRUE(desk.Call(*desk.cases, &v1::Cases::Stub::UpdateCase, update).ok());
    v1::AddNoteRequest note;
    note.set_parent(names_->at("case"));
    note.mutable_note()->set_text(kNote);
    note.set_request_id(NewRequestId());
    ASSERT_TRUE(desk.Call(*desk.cases, &v1::Cases::Stub::AddNote, note).ok());
  }

  static void PlantCall() {
    Client& line = house_->As(kOperator);
    auto request = FromText<v1::LogCallRequest>(R"pb(
      call {
        direction: DIRECTION_INBOUND
        kind: KIND_DATA
        channel: "phone"
        language: "pt"
        topic: "stay_docs"
        outcome: "answered"
      })pb");
    request.mutable_call()->set_number(kPhone);
    request.mutable_call()->set_note(kNote);
    request.mutable_call()->set_person(names_->at("person"));
    request.set_request_id(NewRequestId());
    const auto call = line.Call(*line.helpline, &v1::Helpline::Stub::LogCall, request);
    ASSERT_TRUE(call.ok()) << call.status.error_message();
    (*names_)["call"] = call->name();
  }

  // For what an administrator may do to accounts, so that nobody else's session
  // ends on the way.
  static void PlantAccount() {
    Client& admin = house_->As(kAdministrator);
    v1::CreateAccountRequest request;
    request.mutable_account()->set_login("moved.about");
    request.mutable_account()->set_role(v1::ROLE_SUPERVISOR);
    request.set_password(kPassword);
    request.set_request_id(NewRequestId());
    const auto account = admin.Call(*admin.access, &v1::Access::Stub::CreateAccount, request);
    ASSERT_TRUE(account.ok()) << account.status.error_message();
    (*names_)["account"] = account->name();
  }

  // What a field of that name says in a request of a service.
  static std::string ValueFor(const MethodDescriptor& method, const std::string& field) {
    static const auto& by_field =
        *new std::map<std::string, std::string>{{"parent", names_->at("case")},
                                                {"case", names_->at("case")},
                                                {"person", names_->at("person")},
                                                {"other", names_->at("person")},
                                                {"into", names_->at("person")},
                                                {"account", names_->at("account")},
                                                {"owner", "centres/CNAIM-LIS"},
                                                {"phone", kPhone},
                                                {"phones", kPhone},
                                                {"number", kPhone},
                                                {"document_number", kDocument},
                                                {"names", std::string(kGiven) + " " + kFamily},
                                                {"given_name", kGiven},
                                                {"family_name", kFamily},
                                                {"type", "legal.permit_renewal"},
                                                {"case_type", "legal.permit_renewal"},
                                                {"stage", "triage"},
                                                {"outcome", "granted"},
                                                {"etag", "1"},
                                                {"login", "login.new"},
                                                {"password", kPassword},
                                                {"old_password", kPassword},
                                                {"new_password", kPassword},
                                                {"label", "copy-" + NewRequestId()},
                                                {"kind", "visit"},
                                                {"dimensions", "centre"},
                                                {"first_month", "2019-08"},
                                                {"last_month", "2019-08"},
                                                {"paths", "summary"},
                                                {"list", "sex"}};
    if (field == "request_id") return NewRequestId();
    if (field == "label") return "copy-" + NewRequestId();
    if (field == "name") return NameFor(method);
    const auto found = by_field.find(field);
    return found == by_field.end() ? "" : found->second;
  }

  static std::string NameFor(const MethodDescriptor& method) {
    const std::string& service = method.service()->name();
    if (method.name().find("Ticket") != std::string::npos) return names_->at("ticket");
    if (service == "People") return names_->at("person");
    if (service == "Intake") return names_->at("visit");
    if (service == "Cases") return names_->at("case");
    if (service == "Helpline") return names_->at("call");
    if (service == "Access") return names_->at("account");
    if (service == "Statistics") return "periods/2019-08";
    return service == "Plan" ? "measures/PN-01.01" : "caseTypes/legal.permit_renewal";
  }

  static void Fill(const MethodDescriptor& method, Message& message, int depth) {
    const auto& reflection = *message.GetReflection();
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        if (depth == 0 || field.message_type()->file()->package() == "google.protobuf") continue;
        Fill(method,
             field.is_repeated() ? *reflection.AddMessage(&message, &field)
                                 : *reflection.MutableMessage(&message, &field),
             depth - 1);
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM && !field.is_repeated()) {
        reflection.SetEnum(&message, &field, field.enum_type()->value(1));
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        const std::string value = ValueFor(method, field.name());
        if (value.empty()) continue;
        field.is_repeated() ? reflection.AddString(&message, &field, value)
                            : reflection.SetString(&message, &field, value);
      }
    }
  }

  // Asks a method in two ways: with all that a request may say, and with no more
  // than the names in it.
  static std::vector<AnyReply> Ask(const Client& client, const MethodDescriptor& method) {
    std::vector<AnyReply> replies;
    for (const int depth : {0, 3}) {
      const std::unique_ptr<Message> request = NewMessage(*method.input_type());
      Fill(method, *request, depth);
      replies.push_back(CallAny(client, method, *request));
    }
    return replies;
  }

  static const Scan& Markers() {
    static const Scan& scan =
        *new Scan({kGiven, kFamily, kDocument, kPhone, "936481275", kSummary, kNote, kTicket});
    return scan;
  }

  // The methods that told `login` anything of the people planted.
  static std::set<std::string> MethodsThatTell(const std::string& login) {
    std::set<std::string> telling;
    for (const MethodDescriptor* method : ContractMethods()) {
      if (method->server_streaming()) {
        // It would last. What it may tell is in its type: that something changed, and its etag.
        for (int i = 0; i < method->output_type()->field_count(); ++i) {
          const auto& field = *method->output_type()->field(i);
          EXPECT_EQ(field.name(), "etag") << field.full_name();
          EXPECT_EQ(field.cpp_type(), google::protobuf::FieldDescriptor::CPPTYPE_STRING);
          EXPECT_EQ(storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED),
                    v1::DATA_CLASS_OPERATIONAL);
        }
        continue;
      }
      for (const AnyReply& reply : Ask(house_->As(login), *method)) {
        if (!Markers().Find(reply.Told(), "").empty()) telling.insert(NameOf(*method));
      }
    }
    return telling;
  }

  static TestHouse* house_;
  static std::map<std::string, std::string>* names_;
};

TestHouse* NobodyOfCasework::house_ = nullptr;
std::map<std::string, std::string>* NobodyOfCasework::names_ = nullptr;

TEST_F(NobodyOfCasework, N04_TheSupervisorIsToldOfNobodyByAnyMethod) {
  EXPECT_THAT(MethodsThatTell(kSupervisor), IsEmpty());
}

TEST_F(NobodyOfCasework, N04_TheFocalPointIsToldOfNobodyByAnyMethod) {
  EXPECT_THAT(MethodsThatTell(kFocalPoint), IsEmpty());
}

TEST_F(NobodyOfCasework, N04_TheAdministratorIsToldOfNobodyByAnyMethod) {
  EXPECT_THAT(MethodsThatTell(kAdministrator), IsEmpty());
}

TEST_F(NobodyOfCasework, N04_EveryMethodOfCaseworkRefusesThemAtTheGate) {
  for (const char* login : {kSupervisor, kFocalPoint, kAdministrator}) {
    for (const MethodDescriptor* method : ContractMethods()) {
      const std::string& service = method->service()->name();
      if (service != "People" && service != "Intake" && service != "Cases" &&
          service != "Helpline") {
        continue;
      }
      for (const AnyReply& reply : Ask(house_->As(login), *method)) {
        EXPECT_EQ(reply.status.error_code(), grpc::StatusCode::PERMISSION_DENIED)
            << NameOf(*method);
        EXPECT_EQ(reply.reason, "ROLE_NOT_ALLOWED") << NameOf(*method);
      }
    }
  }
}

// The same requests do tell those whose work it is: the walk is able to fail.
TEST_F(NobodyOfCasework, TheSameRequestsTellTheDeskAndTheLine) {
  EXPECT_THAT(MethodsThatTell(kLisbonDesk),
              IsSupersetOf({"People/GetPerson", "People/ListPeople", "People/SearchPeople",
                            "Intake/GetVisit", "Intake/ListVisits", "Cases/GetCase",
                            "Cases/ListCases", "Cases/ListNotes"}));
  EXPECT_THAT(MethodsThatTell(kOperator),
              IsSupersetOf({"Helpline/GetCall", "Helpline/ListPreviousContacts"}));
}

TEST(PolicyTable, KnowsEveryMethodOfTheContractAndNoOther) {
  std::set<std::string> contract;
  for (const MethodDescriptor* method : ContractMethods()) contract.insert(NameOf(*method));
  const std::vector<std::string_view> known = auth::Policy::Methods();
  EXPECT_EQ(std::set<std::string>(known.begin(), known.end()), contract);
  EXPECT_EQ(known.size(), contract.size()) << "no method has two rules";
}

}  // namespace
}  // namespace balcao::testing
