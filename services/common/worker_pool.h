// A bounded pool for what is slow (password hashing, verification, backups), so
// that the threads which serve calls never wait.
#pragma once

#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "storage/common/mutex.h"

namespace balcao::services {

class WorkerPool {
 public:
  WorkerPool(int threads, size_t queue_max);
  // Ends what is running, drops nothing that was accepted.
  ~WorkerPool();

  // False when the queue is full.
  bool Post(absl::AnyInvocable<void()> work);

 private:
  void Run();

  const size_t queue_max_;
  Mutex mutex_;
  CondVar wake_;
  std::vector<absl::AnyInvocable<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace balcao::services
