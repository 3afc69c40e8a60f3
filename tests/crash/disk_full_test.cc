// The disk runs full. Writes are refused and leave nothing behind; reads go on
// until the reserve for their traces is spent, and are refused then; when there
// is room again writes succeed by themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/common/reason.h"
#include "storage/ledger/reserve.h"
#include "tests/crash/power_loss_vfs.h"
#include "tests/crash/quota_reserve.h"
#include "tests/crash/small_house.h"

namespace balcao::testing {
namespace {

using ::testing::IsEmpty;

constexpr int64_t kPieceBytes = QuotaReserve::kPieceBytes;
constexpr int kPieces = QuotaReserve::kPieces;

class DiskFull : public ::testing::Test {
 protected:
  DiskFull() {
    std::string pattern = std::filesystem::temp_directory_path() / "balcao-full-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) abort();
    folder_ = pattern;
    NewDisk();
    Open();
  }
  ~DiskFull() override {
    house_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Open() {
    house_.reset();
    HouseOptions options{.master_key_path = folder_ + "/master.key",
                         .ledger = {.reserve = &reserve_}};
    options.sources.now_us = [this] { return clock_us_ += 10; };
    auto house = SmallHouse::Open(options);
    ASSERT_TRUE(house.ok()) << house.status();
    house_ = *std::move(house);
  }

  Write NewWrite(const std::string& text) {
    return {ids_.Next(sources_), ids_.Next(sources_), text};
  }

  void FillDisk() { reserve_.LeaveRoom(0); }
  void MakeRoom() { reserve_.LeaveRoom(1 << 30); }
  static bool IsDiskFull(const absl::Status& status) {
    return absl::IsResourceExhausted(status) && ReasonOf(status) == "DISK_FULL";
  }

  std::string folder_;
  const storage::Sources sources_ = storage::SystemSources();
  storage::IdSeries ids_{0};
  std::atomic<int64_t> clock_us_ = 1'700'000'000'000'000;
  QuotaReserve reserve_;
  std::unique_ptr<SmallHouse> house_;
};

TEST_F(DiskFull, WritesAreRefusedAndLeaveNothingBehind) {
  const Write before = NewWrite("before");
  const absl::StatusOr<std::string> answer = house_->Make(before);
  ASSERT_TRUE(answer.ok());
  FillDisk();
  const int64_t position = house_->position();
  for (int i = 0; i < 20; ++i) {
    clock_us_ += 500'000;
    const absl::Status refused = house_->Make(NewWrite(std::string(9000, 'x'))).status();
    ASSERT_TRUE(IsDiskFull(refused)) << refused;
  }
  EXPECT_EQ(house_->position(), position);
  EXPECT_EQ(house_->Count("SELECT count(*) FROM people"), 1);
  EXPECT_EQ(reserve_.pieces(), kPieces) << "a write takes nothing of the reserve";
  EXPECT_EQ(house_->Make(before).value_or(""), *answer) << "a repeat needs no room";
  EXPECT_THAT(house_->Faults(), IsEmpty());
  LimitBytes(0);
  Open();
  EXPECT_EQ(house_->Make(before).value_or(""), *answer);
  EXPECT_THAT(house_->Faults(), IsEmpty());
}

TEST_F(DiskFull, AHouseStartsOnAFullDiskAndReadsGoOn) {
  const Write person = NewWrite("somebody");
  ASSERT_TRUE(house_->Make(person).ok());
  house_.reset();
  FillDisk();
  Open();
  ASSERT_NE(house_, nullptr);
  absl::Status refused;
  for (int i = 0; i < 40 && refused.ok(); ++i) {
    refused = house_->Make(NewWrite(std::string(9000, 'x'))).status();
  }
  EXPECT_TRUE(IsDiskFull(refused)) << refused;
  EXPECT_TRUE(house_->Trace(person.person, "a").get().ok());
  EXPECT_THAT(house_->Faults(), IsEmpty());
}

// Were the first write let through, it would live on what the traces gave up.
TEST_F(DiskFull, AHouseThatStartsWithItsReserveSpentRefusesWrites) {
  const Write person = NewWrite("somebody");
  ASSERT_TRUE(house_->Make(person).ok());
  FillDisk();
  ASSERT_TRUE(IsDiskFull(house_->Make(NewWrite("more")).status()));
  for (int i = 0; reserve_.pieces() == kPieces; ++i) {
    ASSERT_TRUE(house_->Trace(person.person, std::to_string(i)).get().ok());
  }
  Open();
  EXPECT_TRUE(IsDiskFull(house_->Make(NewWrite("more")).status()));
  EXPECT_TRUE(house_->Trace(person.person, "last").get().ok());
}

TEST_F(DiskFull, AClockThatIsSetBackDoesNotKeepWritesOut) {
  ASSERT_TRUE(house_->Make(NewWrite("before")).ok());
  FillDisk();
  ASSERT_TRUE(IsDiskFull(house_->Make(NewWrite("more")).status()));
  MakeRoom();
  clock_us_ -= 3'600'000'000;
  EXPECT_TRUE(house_->Make(NewWrite("after")).ok());
}

TEST_F(DiskFull, ReadsGoOnUntilTheReserveIsSpent) {
  const Write person = NewWrite("somebody");
  ASSERT_TRUE(house_->Make(person).ok());
  FillDisk();
  size_t traced = 0;
  absl::Status last;
  while (traced < 1000) {
    clock_us_ += 300'000;
    const std::string mark = std::to_string(traced);
    // In one batch or two: the write is refused either way, the trace is not.
    auto write = house_->Send(NewWrite("more"));
    last = house_->Trace(person.person, mark).get();
    EXPECT_TRUE(IsDiskFull(write.get().status()));
    if (!last.ok()) break;
    ++traced;
  }
  EXPECT_TRUE(IsDiskFull(last)) << last;
  EXPECT_GT(traced, 20u);
  EXPECT_EQ(reserve_.pieces(), 0);
  EXPECT_EQ(house_->Count("SELECT count(*) FROM people"), 1) << "no write lived on the reserve";
  EXPECT_EQ(house_->Traces().size(), traced) << "each answered trace is there, once";
  EXPECT_THAT(house_->Faults(), IsEmpty());
}

TEST_F(DiskFull, AWriteAndTheTracesOfOneBatchPart) {
  const Write person = NewWrite("somebody");
  ASSERT_TRUE(house_->Make(person).ok());
  FillDisk();
  // So many that the reserve has room for each in a batch of its own, which a busy machine may
  // make of them.
  constexpr size_t kTraces = 20;
  std::vector<std::future<absl::StatusOr<std::string>>> writes;
  std::vector<std::future<absl::Status>> traces;
  for (size_t i = 0; i < kTraces; ++i) {
    writes.push_back(house_->Send(NewWrite("more")));
    traces.push_back(house_->Trace(person.person, std::to_string(i)));
  }
  for (auto& write : writes) EXPECT_TRUE(IsDiskFull(write.get().status()));
  for (auto& trace : traces) EXPECT_TRUE(trace.get().ok());
  EXPECT_EQ(house_->Traces().size(), kTraces);
  EXPECT_EQ(house_->Count("SELECT count(*) FROM people"), 1);
  EXPECT_THAT(house_->Faults(), IsEmpty());
}

// Room comes back for half of the reserve, then for all of it and no more, then
// for writes too.
TEST_F(DiskFull, TheReserveIsMadeWholeBeforeWritesGoOn) {
  const Write person = NewWrite("somebody");
  ASSERT_TRUE(house_->Make(person).ok());
  FillDisk();
  ASSERT_TRUE(IsDiskFull(house_->Make(NewWrite("more")).status()));
  for (int i = 0; reserve_.pieces() > 0; ++i) {
    ASSERT_TRUE(house_->Trace(person.person, std::to_string(i)).get().ok());
  }
  const auto write_later = [this] {
    clock_us_ += 1'000'000;
    return house_->Make(NewWrite(std::string(50'000, 'w'))).status();
  };
  reserve_.LeaveRoom(kPieceBytes + kPieceBytes / 2);
  EXPECT_TRUE(IsDiskFull(write_later()));
  EXPECT_EQ(reserve_.pieces(), 1);
  reserve_.LeaveRoom((kPieces - 1) * kPieceBytes);
  EXPECT_TRUE(IsDiskFull(write_later()));
  EXPECT_EQ(reserve_.pieces(), kPieces);
  MakeRoom();
  EXPECT_TRUE(write_later().ok());
  EXPECT_EQ(reserve_.pieces(), kPieces);
}

TEST_F(DiskFull, WritesSucceedAgainWhenThereIsRoom) {
  ASSERT_TRUE(house_->Make(NewWrite("before")).ok());
  FillDisk();
  const Write write = NewWrite("wanted");
  ASSERT_TRUE(IsDiskFull(house_->Make(write).status()));
  MakeRoom();
  EXPECT_TRUE(IsDiskFull(house_->Make(write).status())) << "not tried again within a second";
  clock_us_ += 1'000'000;
  const absl::StatusOr<std::string> made = house_->Make(write);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(house_->Make(write).value_or(""), *made);
  EXPECT_TRUE(house_->Make(NewWrite("after")).ok());
  EXPECT_EQ(house_->Count("SELECT count(*) FROM people"), 3);
  EXPECT_THAT(house_->Faults(), IsEmpty());
}

// The vault makes its next block of keys on the same disk.
TEST_F(DiskFull, AVaultWithoutRoomRefusesAndRecovers) {
  FillDisk();
  absl::Status refused;
  for (int i = 0; i < 40 && refused.ok(); ++i) refused = house_->Make(NewWrite("x")).status();
  EXPECT_TRUE(IsDiskFull(refused)) << refused;
  MakeRoom();
  clock_us_ += 1'000'000;
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(house_->Make(NewWrite("y")).ok()) << i;
  EXPECT_THAT(house_->Faults(), IsEmpty());
}

TEST(TraceReserveFile, IsAllocatedReleasedInPiecesAndRefilled) {
  std::string pattern = std::filesystem::temp_directory_path() / "balcao-reserve-XXXXXX";
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  const std::string path = pattern + "/trace.reserve";
  constexpr int64_t kBytes = 1 << 20;
  auto reserve = storage::OpenTraceReserve(path, kBytes);
  ASSERT_TRUE(reserve.ok()) << reserve.status();
  EXPECT_EQ(std::filesystem::file_size(path), kBytes);
  int pieces = 0;
  while ((*reserve)->Release()) ++pieces;
  EXPECT_EQ(pieces, 4);
  EXPECT_EQ(std::filesystem::file_size(path), 0);
  EXPECT_TRUE((*reserve)->Refill());
  EXPECT_EQ(std::filesystem::file_size(path), kBytes);
  EXPECT_TRUE((*reserve)->Release());
  reserve = storage::OpenTraceReserve(path, kBytes);
  EXPECT_EQ(std::filesystem::file_size(path), kBytes) << "refilled at the next start";
  std::filesystem::remove_all(pattern);
}

TEST(TraceReserveFile, OnAFullDiskItHoldsWhatCouldBeHad) {
  const auto reserve = storage::OpenTraceReserve("/dev/full");
  ASSERT_TRUE(reserve.ok()) << reserve.status();
  EXPECT_FALSE((*reserve)->Release());
  EXPECT_EQ(storage::OpenTraceReserve("/nowhere/trace.reserve").status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace balcao::testing
