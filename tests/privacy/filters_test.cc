// Who does not see a field cannot learn it by asking which records have a value
// in it: every filter of every list of the contract is held to the redaction. P8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/policy.h"
#include "auth/redaction.h"
#include "storage/privacy/class_map.h"
#include "tests/privacy/contract.h"
#include "tests/privacy/generic_call.h"

namespace balcao::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

class Filters : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { house_ = new TestHouse; }
  static void TearDownTestSuite() {
    delete house_;
    house_ = nullptr;
  }

  static Result<v1::ListCasesResponse> List(const std::string& login, const std::string& person,
                                            const std::string& type) {
    Client& client = house_->As(login);
    v1::ListCasesRequest request;
    request.set_person(person);
    request.set_type(type);
    return client.Call(*client.cases, &v1::Cases::Stub::ListCases, request);
  }

  // Fills a leaf, and the first leaf of a message that is one field of the map.
  static void Set(Message& request, const FieldDescriptor& field) {
    const auto& reflection = *request.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      reflection.SetString(&request, &field, "legal.permit_renewal");
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      reflection.SetEnum(&request, &field, field.enum_type()->value(1));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      reflection.SetInt32(&request, &field, 1);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
      reflection.SetBool(&request, &field, true);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Message& part = *reflection.MutableMessage(&request, &field);
      Set(part, *part.GetDescriptor()->field(0));
    } else {
      ADD_FAILURE() << "no value for " << field.full_name();
    }
  }

  // The filters that were refused, of the filters that the map says to refuse.
  static void Walk(const std::string& login, const auth::Caller& caller,
                   std::set<std::string>& refused) {
    for (const MethodDescriptor* method : ContractMethods()) {
      const auto* resource = auth::ListedResource(*method->output_type());
      if (resource == nullptr) continue;
      if (!auth::Policy::CheckMethod(caller, "balcao.v1." + NameOf(*method)).ok()) continue;
      for (int i = 0; i < method->input_type()->field_count(); ++i) {
        const FieldDescriptor& field = *method->input_type()->field(i);
        const std::unique_ptr<Message> request = NewMessage(*method->input_type());
        Set(*request, field);
        const AnyReply reply = CallAny(house_->As(login), *method, *request);
        const bool seen = auth::Policy::Sees(caller, resource->name(),
                                             storage::ClassOf(field, v1::DATA_CLASS_UNSPECIFIED));
        EXPECT_EQ(reply.reason == "FILTER_NOT_VISIBLE", !seen) << field.full_name();
        if (seen) continue;
        EXPECT_EQ(reply.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
        EXPECT_THAT(reply.faults, ElementsAre(Pair(field.name(), "FILTER_NOT_VISIBLE")));
        refused.insert(NameOf(*method) + "." + field.name());
      }
    }
  }

  static TestHouse* house_;
};

TestHouse* Filters::house_ = nullptr;

TEST_F(Filters, TheLineCannotAskWhetherAPersonHasACaseOfAType) {
  Client& desk = house_->As(kLisbonDesk);
  const auto visit =
      desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit,
                NewVisitRequest("Zulmira", "Paiva", R"pb(case_type: "legal.permit_renewal")pb"));
  ASSERT_TRUE(visit.ok());
  for (const char* type : {"legal.permit_renewal", "legal.visa", "no.such_type"}) {
    const auto told = List(kOperator, visit->person(), type);
    EXPECT_EQ(told.status.error_code(), grpc::StatusCode::PERMISSION_DENIED) << type;
    EXPECT_EQ(told.reason, "FILTER_NOT_VISIBLE");
    EXPECT_THAT(told.faults, ElementsAre(Pair("type", "FILTER_NOT_VISIBLE")));
  }
  EXPECT_THAT(List(kOperator, visit->person(), "")->cases(), SizeIs(1));
  EXPECT_THAT(List(kLisbonDesk, visit->person(), "legal.permit_renewal")->cases(), SizeIs(1));
}

TEST_F(Filters, EveryFilterOfEveryListIsHeldToTheRedaction) {
  const std::pair<const char*, v1::Role> who[] = {
      {kLisbonDesk, v1::ROLE_DESK_WORKER},     {kLisbonCoordinator, v1::ROLE_CENTRE_COORDINATOR},
      {kOperator, v1::ROLE_HELPLINE_OPERATOR}, {kSupervisor, v1::ROLE_SUPERVISOR},
      {kFocalPoint, v1::ROLE_FOCAL_POINT},     {kAdministrator, v1::ROLE_ADMINISTRATOR},
  };
  std::set<std::string> refused;
  for (const auto& [login, role] : who) {
    auth::Caller caller;
    caller.role = role;
    Walk(login, caller, refused);
  }
  EXPECT_THAT(refused, Contains("Cases/ListCases.type")) << "there was something to refuse";
}

}  // namespace
}  // namespace balcao::testing
