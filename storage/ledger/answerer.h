// Waits for the disk and answers, on a thread of its own, so that the thread that
// writes goes on with the next batch meanwhile: what an fsync costs, and what a
// reply costs (serialising, the socket), is not paid there.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "storage/common/mutex.h"
#include "storage/engine.h"
#include "storage/ledger/batch.h"

namespace balcao::storage {

class Answerer {
 public:
  // `position` is the journal's head, which is on disk.
  Answerer(Engine* engine, int64_t position);
  // Answers everything first.
  ~Answerer();

  // Takes a batch and how its writing ended. Batches are answered in the order in
  // which they come, each once all that was committed before it is on disk;
  // `synced` when it is already.
  void Answer(std::unique_ptr<Batch> batch, absl::Status written, bool synced = false);

  // The last position that is on disk.
  int64_t position() const { return position_.load(std::memory_order_acquire); }
  // UNAVAILABLE STORE_FAILED for ever after the disk refused to sync: nobody knows
  // what is on it, so nothing more may be written or shown.
  absl::Status failure() const;

 private:
  struct Written {
    std::unique_ptr<Batch> batch;
    absl::Status status;
    bool synced;
  };

  void Run();
  void SyncAndAnswer(std::vector<Written>& batches);

  Engine& engine_;
  std::atomic<int64_t> position_;
  std::atomic<bool> failed_ = false;
  Mutex mutex_;
  CondVar wake_;
  std::vector<Written> batches_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace balcao::storage
