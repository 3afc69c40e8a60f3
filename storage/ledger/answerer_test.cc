// When the callers of a batch hear of it: after the disk has it, and never once the
// disk has failed. P1, P3.
#include "storage/ledger/answerer.h"

#include "storage/held_disk.h"
#include "storage/ledger/ledger_fixture.h"

namespace balcao::storage {
namespace {

class AnswererTest : public LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    ledger_.reset();
    auto disk = std::make_unique<HeldDisk>(std::move(engine_));
    disk_ = disk.get();
    engine_ = std::move(disk);
    StartWriting();
  }

  std::future<absl::Status> SendTrace(const Id& id) {
    auto promise = std::make_shared<std::promise<absl::Status>>();
    Trace trace;
    trace.envelope = {actor_, "balcao.v1.Test/Read", Id(), ""};
    trace.reads = {{Kind::kPerson, {id}}};
    trace.done = [promise](absl::Status status) { promise->set_value(std::move(status)); };
    ledger_->Submit(std::move(trace));
    return promise->get_future();
  }

  static bool Answers(const std::future<Answered>& future) {
    return future.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready;
  }

  HeldDisk* disk_ = nullptr;
};

TEST_F(AnswererTest, NobodyIsAnsweredBeforeTheDiskHasIt) {
  disk_->Hold(true);
  std::future<Answered> first = Send(Note(NewId(), "a"));
  EXPECT_FALSE(Answers(first));
  EXPECT_EQ(ledger_->position(), 0);
  disk_->Hold(false);
  EXPECT_EQ(first.get()->position, 1);
  EXPECT_EQ(ledger_->position(), 1);
}

TEST_F(AnswererTest, TheWriterGoesOnWhileTheDiskIsWaitedFor) {
  disk_->Hold(true);
  const Id id = NewId();
  std::future<Answered> first = Send(Note(id, "a"));
  while (disk_->syncs == 0) std::this_thread::yield();
  std::future<Answered> second = Send(Note(id, "b"));
  while (NoteOf(id) != "ab") std::this_thread::yield();
  EXPECT_FALSE(Answers(first));
  EXPECT_FALSE(Answers(second));
  disk_->Hold(false);
  EXPECT_EQ(first.get()->position, 1);
  EXPECT_EQ(second.get()->position, 2);
}

TEST_F(AnswererTest, ARepeatWaitsForWhatItRepeats) {
  disk_->Hold(true);
  const Id id = NewId(), request = NewId();
  std::future<Answered> first = Send(Note(id, "a", request));
  while (NoteOf(id) != "a") std::this_thread::yield();
  std::future<Answered> repeat = Send(Note(id, "a", request));
  EXPECT_FALSE(Answers(repeat));
  disk_->Hold(false);
  EXPECT_FALSE(first.get()->repeated);
  EXPECT_TRUE(repeat.get()->repeated);
}

TEST_F(AnswererTest, AfterADiskThatFailedNothingIsWrittenOrShown) {
  const Id id = NewId(), request = NewId();
  ASSERT_TRUE(Write(Note(id, "a")).ok());
  disk_->broken = true;
  const Answered lost = Write(Note(id, "b", request));
  EXPECT_TRUE(absl::IsUnavailable(lost.status())) << lost.status();
  EXPECT_EQ(ReasonOf(lost.status()), "STORE_FAILED");
  // The next sync would succeed, and say nothing of what the last one dropped.
  disk_->broken = false;
  EXPECT_EQ(ReasonOf(Write(Note(id, "c")).status()), "STORE_FAILED");
  EXPECT_EQ(ReasonOf(Write(Note(id, "b", request)).status()), "STORE_FAILED");
  EXPECT_EQ(ReasonOf(SendTrace(id).get()), "STORE_FAILED");
  EXPECT_EQ(ledger_->position(), 1);
}

}  // namespace
}  // namespace balcao::storage
