#include "tests/privacy/planted_house.h"

#include <gtest/gtest.h>

namespace balcao::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr char kGiven[] = "Ermelindamarca";
constexpr char kFamily[] = "Quebramarca";
constexpr char kDocument[] = "ZQ 448 127 XK";
constexpr char kPhone[] = "+351 936 481 275";
constexpr char kSummary[] = "xulipatroz vivegrutando marcalonge";
constexpr char kNote[] = "zolitrapa receiandoso vizinhomarca";
constexpr char kTicket[] = "quezalitro pedichavando marcaperto";

}  // namespace

PlantedHouse::PlantedHouse() {
  PlantVisit();
  PlantCase();
  PlantCall();
  PlantAccount();
}

void PlantedHouse::PlantVisit() {
  Client& desk = house_.As(kLisbonDesk);
  v1::OpenVisitRequest request =
      NewVisitRequest(kGiven, kFamily, R"pb(case_type: "legal.permit_renewal")pb");
  request.mutable_visit()->mutable_tickets(0)->set_note(kTicket);
  request.mutable_visit()->add_tickets()->set_area("housing");
  v1::Person& person = *request.mutable_new_person();
  person.add_phones(kPhone);
  person.set_note(kNote);
  *person.add_documents() = FromText<v1::IdentityDocument>(R"pb(type: "passport" country: "BR")pb");
  person.mutable_documents(0)->set_number(kDocument);
  const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit, request);
  ASSERT_TRUE(visit.ok()) << visit.status.error_message();
  names_ = {{"visit", visit->name()},
            {"person", visit->person()},
            {"ticket", visit->tickets(1).name()},
            {"case", visit->tickets(0).opened_case()}};
}

void PlantedHouse::PlantCase() {
  Client& desk = house_.As(kLisbonDesk);
  v1::UpdateCaseRequest update;
  update.mutable_case_()->set_name(names_.at("case"));
  update.mutable_case_()->set_summary(kSummary);
  update.mutable_update_mask()->add_paths("summary");
  update.set_request_id(NewRequestId());
  ASSERT_TRUE(desk.Call(*desk.cases, &v1::Cases::Stub::UpdateCase, update).ok());
  v1::AddNoteRequest note;
  note.set_parent(names_.at("case"));
  note.mutable_note()->set_text(kNote);
  note.set_request_id(NewRequestId());
  ASSERT_TRUE(desk.Call(*desk.cases, &v1::Cases::Stub::AddNote, note).ok());
}

void PlantedHouse::PlantCall() {
  Client& line = house_.As(kOperator);
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
  request.mutable_call()->set_person(names_.at("person"));
  request.set_request_id(NewRequestId());
  const auto call = line.Call(*line.helpline, &v1::Helpline::Stub::LogCall, request);
  ASSERT_TRUE(call.ok()) << call.status.error_message();
  names_["call"] = call->name();
}

// For what an administrator may do to accounts, so that nobody else's session
// ends on the way.
void PlantedHouse::PlantAccount() {
  Client& admin = house_.As(kAdministrator);
  v1::CreateAccountRequest request;
  request.mutable_account()->set_login("moved.about");
  request.mutable_account()->set_role(v1::ROLE_SUPERVISOR);
  request.set_password(kPassword);
  request.set_request_id(NewRequestId());
  const auto account = admin.Call(*admin.access, &v1::Access::Stub::CreateAccount, request);
  ASSERT_TRUE(account.ok()) << account.status.error_message();
  names_["account"] = account->name();
}

// What a field of that name says in a request of a service.
std::string PlantedHouse::ValueFor(const MethodDescriptor& method, const std::string& field) const {
  const std::map<std::string, std::string> by_field = {
      {"parent", names_.at("case")},
      {"case", names_.at("case")},
      {"person", names_.at("person")},
      {"other", names_.at("person")},
      {"into", names_.at("person")},
      {"account", names_.at("account")},
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

std::string PlantedHouse::NameFor(const MethodDescriptor& method) const {
  const std::string& service = method.service()->name();
  if (method.name().find("Ticket") != std::string::npos) return names_.at("ticket");
  if (service == "People") return names_.at("person");
  if (service == "Intake") return names_.at("visit");
  if (service == "Cases") return names_.at("case");
  if (service == "Helpline") return names_.at("call");
  if (service == "Access") return names_.at("account");
  if (service == "Statistics") return "periods/2019-08";
  return service == "Plan" ? "measures/PN-01.01" : "caseTypes/legal.permit_renewal";
}

void PlantedHouse::Fill(const MethodDescriptor& method, Message& message, int depth) const {
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

std::vector<AnyReply> PlantedHouse::Ask(const std::string& login, const MethodDescriptor& method) {
  std::vector<AnyReply> replies;
  for (const int depth : {0, 1, 3}) {
    const std::unique_ptr<Message> request = NewMessage(*method.input_type());
    Fill(method, *request, depth);
    replies.push_back(CallAny(house_.As(login), method, *request));
  }
  return replies;
}

const Scan& PlantedHouse::Markers() {
  static const Scan& scan =
      *new Scan({kGiven, kFamily, kDocument, kPhone, "936481275", kSummary, kNote, kTicket});
  return scan;
}

}  // namespace balcao::testing
