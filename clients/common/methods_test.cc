#include "clients/common/methods.h"

#include <set>

#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"

namespace balcao::client {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

TEST(MethodsTest, EveryServiceOfTheContractIsThere) {
  std::vector<std::string> names;
  for (const auto* service : Services()) names.push_back(service->full_name());
  EXPECT_THAT(names, UnorderedElementsAre("balcao.v1.People", "balcao.v1.Intake", "balcao.v1.Cases",
                                          "balcao.v1.Helpline", "balcao.v1.Statistics",
                                          "balcao.v1.Plan", "balcao.v1.Catalogue",
                                          "balcao.v1.Access", "balcao.v1.Maintenance"));
}

TEST(MethodsTest, EveryMethodResolvesAndHasMessages) {
  auto* const factory = google::protobuf::MessageFactory::generated_factory();
  std::set<std::string> paths;
  for (const std::string& name : MethodNames()) {
    for (const std::string& spelling : {name, "balcao.v1." + name, "/balcao.v1." + name}) {
      const auto method = FindMethod(spelling);
      ASSERT_TRUE(method.ok()) << spelling;
      EXPECT_EQ(PathOf(**method), "/balcao.v1." + name);
      EXPECT_NE(factory->GetPrototype((*method)->input_type()), nullptr);
      EXPECT_NE(factory->GetPrototype((*method)->output_type()), nullptr);
      paths.insert(PathOf(**method));
    }
  }
  EXPECT_EQ(paths.size(), MethodNames().size());
}

TEST(MethodsTest, UnknownNamesSayWhatThereIs) {
  EXPECT_THAT(FindMethod("People/Eat").status().ToString(), HasSubstr("GetPerson"));
  EXPECT_THAT(FindMethod("Pets/Get").status().ToString(), HasSubstr("People"));
}

}  // namespace
}  // namespace balcao::client
