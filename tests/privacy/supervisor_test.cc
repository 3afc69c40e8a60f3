// Who has no part in casework reaches no row: every method of the contract is
// called by the supervisor, the focal point and the administrator, with names of
// real records, and nothing that comes back says anything of a person. P8, P9.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "auth/policy.h"
#include "storage/privacy/class_map.h"
#include "tests/privacy/contract.h"
#include "tests/privacy/planted_house.h"

namespace balcao::testing {
namespace {

using google::protobuf::MethodDescriptor;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

class NobodyOfCasework : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { house_ = new PlantedHouse; }
  static void TearDownTestSuite() { delete house_; }

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
      for (const AnyReply& reply : house_->Ask(login, *method)) {
        if (!PlantedHouse::Markers().Find(reply.Told(), "").empty())
          telling.insert(NameOf(*method));
      }
    }
    return telling;
  }

  static PlantedHouse* house_;
};

PlantedHouse* NobodyOfCasework::house_ = nullptr;

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
      for (const AnyReply& reply : house_->Ask(login, *method)) {
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
