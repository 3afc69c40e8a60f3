// For tests: an engine whose disk can be held, or broken, at the sync.
#pragma once

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "storage/common/mutex.h"
#include "storage/engine.h"

namespace balcao::storage {

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
  bool held_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace balcao::storage
