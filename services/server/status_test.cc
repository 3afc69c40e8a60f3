// What a refusal looks like on the wire: for programs, for who develops them, and
// for the person at the desk.
#include "services/server/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"
#include "services/common/errors.h"

namespace balcao::server {
namespace {

// Reads the detail of one type; empty when there is none.
template <class Detail>
Detail DetailOf(const grpc::Status& status) {
  google::rpc::Status rich;
  EXPECT_TRUE(rich.ParseFromString(status.error_details()));
  Detail detail;
  for (const auto& any : rich.details()) {
    if (any.Is<Detail>()) any.UnpackTo(&detail);
  }
  return detail;
}

TEST(Status, ARefusalSpeaksPortugueseToPeopleAndEnglishToWhoDevelops) {
  const grpc::Status told = ToGrpc(services::NotFound());
  EXPECT_EQ(told.error_message(), "there is no such resource");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(told).reason(), "NOT_FOUND");
  const auto message = DetailOf<google::rpc::LocalizedMessage>(told);
  EXPECT_EQ(message.locale(), "pt-PT");
  EXPECT_EQ(message.message(), "O registo não existe, ou não tem acesso a ele.");
}

TEST(Status, AnInnerFaultTellsNothingButThatThereWasOne) {
  const grpc::Status told = ToGrpc(absl::DataLossError("a row of Ana"));
  EXPECT_EQ(told.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(told).reason(), "INTERNAL");
  EXPECT_NE(DetailOf<google::rpc::LocalizedMessage>(told).message(), "");
  EXPECT_EQ(told.error_details().find("Ana"), std::string::npos);
}

TEST(Status, AReasonWithoutATextGoesWithoutOne) {
  const grpc::Status told = ToGrpc(services::Precondition("OF_TOMORROW", "nobody knows it"));
  EXPECT_EQ(DetailOf<google::rpc::LocalizedMessage>(told).locale(), "");
}

// Trailers of 8 KiB arrive everywhere. The details go in base64, the message as well
// in a header of its own.
TEST(Status, TheLargestRefusalFitsIntoTheTrailers) {
  services::FieldFaults faults;
  for (int i = 0; i < 100; ++i) {
    faults.Add(absl::StrCat("new_person.documents[", i, "].expiry_date"), "NOT_A_PHONE_NUMBER",
               "a date of the calendar, not after 2200");
  }
  const grpc::Status told = ToGrpc(faults.ToStatus());
  EXPECT_LE((told.error_details().size() + 2) / 3 * 4 + told.error_message().size(), 8192u);
}

}  // namespace
}  // namespace balcao::server
