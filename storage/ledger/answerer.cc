#include "storage/ledger/answerer.h"

#include <utility>

#include "storage/common/reason.h"

namespace balcao::storage {

Answerer::Answerer(Engine* engine, int64_t position)
    : engine_(*engine), position_(position), thread_([this] { Run(); }) {}

Answerer::~Answerer() {
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
    wake_.SignalAll();
  }
  thread_.join();
}

void Answerer::Answer(std::unique_ptr<Batch> batch, absl::Status written, bool synced) {
  MutexLock lock(&mutex_);
  batches_.push_back({std::move(batch), std::move(written), synced});
  if (batches_.size() == 1) wake_.SignalOne();
}

absl::Status Answerer::failure() const {
  if (!failed_.load(std::memory_order_acquire)) return absl::OkStatus();
  return WithReason(absl::UnavailableError("the disk failed: the house must be started again"),
                    "STORE_FAILED");
}

void Answerer::Run() {
  std::vector<Written> batches;
  while (true) {
    {
      MutexLock lock(&mutex_);
      while (batches_.empty() && !stopping_) wake_.Wait(&mutex_);
      if (batches_.empty()) return;
      batches.swap(batches_);
    }
    SyncAndAnswer(batches);
    batches.clear();
  }
}

// One sync for all that waits. A batch that wrote nothing may show what an earlier
// one wrote, and is behind it in the queue.
void Answerer::SyncAndAnswer(std::vector<Written>& batches) {
  int64_t position = 0;
  bool synced = true;
  for (const Written& written : batches) {
    if (!written.status.ok() || written.batch->empty()) continue;
    position = written.batch->head().position;
    synced = synced && written.synced;
  }
  if (position != 0) {
    if (synced || engine_.Sync().ok()) {
      position_.store(position, std::memory_order_release);
    } else {
      failed_.store(true, std::memory_order_release);
    }
  }
  const absl::Status failed = failure();
  for (Written& written : batches) {
    failed.ok() ? written.batch->Answer(written.status) : written.batch->Refuse(failed);
  }
}

}  // namespace balcao::storage
