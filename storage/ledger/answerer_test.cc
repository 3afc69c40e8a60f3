// When the callers of a batch hear of it: after the disk has it, and never once the
// disk has failed. P1, P3.
#include "storage/ledger/answerer.h"

#include "storage/ledger/ledger_fixture.h"

namespace balcao::storage {
namespace {

// An engine whose disk can be held, or broken, at the sync.
class HeldDisk final : public Engine {
 public:
  explicit HeldDisk(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

  Connection& writer() override { return engine_->writer(); }
  absl::StatusOr<Reader> Read() override { return engine_->Read(); }
  absl::Status Migrate(std::span<const Migration> migrations) override {
    return engine_->Migrate(migrations);
  }
  absl::Status Sync() override {
    ++syncs;
    MutexLock lock(&mutex_);
    while (held_) wake_.Wait(&mutex_);
    return broken ? absl::InternalError("the disk is gone") : engine_->Sync();
  }
  absl::Status BackupTo(const std::string& path) override { return engine_->BackupTo(path); }

  void Hold(bool held) {
    MutexLock lock(&mutex_);
    held_ = held;
    wake_.SignalAll();
  }

  std::atomic<bool> broken = false;
  std::atomic<int> syncs = 0;

 private:
  void Return(std::unique_ptr<Connection>) override { abort(); }  // readers are the engine's

  std::unique_ptr<Engine> engine_;
  Mutex mutex_;
  CondVar wake_;
  bool held_ = false;
};

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
