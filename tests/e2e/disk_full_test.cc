// A whole house whose data stand on a disk that runs full.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/crash/power_loss_vfs.h"
#include "tests/crash/quota_reserve.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::IsEmpty;

server::Seams OnTheSmallDisk(storage::TraceReserve* reserve) {
  RegisterPowerLossVfs();
  NewDisk();
  server::Seams seams;
  seams.sqlite_vfs = kPowerLossVfs;
  seams.trace_reserve = reserve;
  return seams;
}

class FullDisk : public ::testing::Test {
 protected:
  static v1::OpenVisitRequest Visit() {
    return NewVisitRequest("Quitéria", "Ramos", R"pb(area: "legal")pb");
  }
  Result<v1::Visit> Open(const v1::OpenVisitRequest& request) {
    return desk_.Call(*desk_.intake, &v1::Intake::Stub::OpenVisit, request);
  }
  Result<v1::Person> Get(const std::string& person) {
    v1::GetPersonRequest request;
    request.set_name(person);
    return desk_.Call(*desk_.people, &v1::People::Stub::GetPerson, request);
  }
  template <class T>
  static bool IsDiskFull(const Result<T>& result) {
    return result.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED &&
           result.reason == "DISK_FULL";
  }
  // The log may have room that it does not use: the first writes may fit in it.
  bool WritesAreRefused() {
    for (int i = 0; i < 200; ++i) {
      if (IsDiskFull(Open(Visit()))) return true;
    }
    return false;
  }

  QuotaReserve reserve_;
  TestHouse house_{OnTheSmallDisk(&reserve_)};
  Client& desk_ = house_.As(kLisbonDesk);
};

TEST_F(FullDisk, P3_ReadsGoOnUntilTheReserveIsSpentAndTheCatalogueForEver) {
  const v1::OpenVisitRequest request = Visit();
  const auto first = Open(request);
  ASSERT_TRUE(first.ok()) << first.status.error_message();
  reserve_.LeaveRoom(0);
  ASSERT_TRUE(WritesAreRefused());
  EXPECT_EQ(Open(request)->name(), first->name()) << "what was answered is answered again";

  int reads = 0;
  auto read = Get(first->person());
  for (; read.ok() && reads < 2000; ++reads) read = Get(first->person());
  EXPECT_TRUE(IsDiskFull(read)) << read.status.error_message();
  EXPECT_EQ(read->given_name(), "") << "nothing is shown without a trace";
  EXPECT_GT(reads, 10);
  EXPECT_EQ(reserve_.pieces(), 0);
  EXPECT_TRUE(
      desk_.Call(*desk_.catalogue, &v1::Catalogue::Stub::ListCentres, v1::ListCentresRequest())
          .ok());
}

TEST_F(FullDisk, WhenRoomReturnsWritesGoOnAndTheHouseVerifies) {
  reserve_.LeaveRoom(0);
  ASSERT_TRUE(WritesAreRefused());
  const v1::OpenVisitRequest request = Visit();
  ASSERT_TRUE(IsDiskFull(Open(request)));
  reserve_.LeaveRoom(1 << 30);
  auto visit = Open(request);
  for (int i = 0; i < 100 && !visit.ok(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    visit = Open(request);
  }
  ASSERT_TRUE(visit.ok()) << visit.status.error_message();
  EXPECT_EQ(Get(visit->person())->given_name(), "Quitéria");
  EXPECT_EQ(reserve_.pieces(), QuotaReserve::kPieces);
  Client& admin = house_.As(kAdministrator);
  EXPECT_THAT(
      admin.Call(*admin.maintenance, &v1::Maintenance::Stub::Verify, v1::VerifyRequest())->faults(),
      IsEmpty());
}

}  // namespace
}  // namespace balcao::testing
