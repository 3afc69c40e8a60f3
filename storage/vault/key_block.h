// The keys that are on disk and in nobody's hands yet. A thread makes the next
// block when fewer than half of one are left, so that only the very first
// caller waits for the disk. Thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/common/mutex.h"
#include "storage/vault/cipher.h"
#include "storage/vault/key_cache.h"
#include "storage/vault/vault.h"
#include "storage/vault/vault_store.h"

namespace balcao::storage::vault {

class KeyBlock {
 public:
  // `store` and `cache` must outlive the block.
  KeyBlock(VaultStore* store, KeyCache* cache, const Key& master, int block_size);
  ~KeyBlock();
  KeyBlock(const KeyBlock&) = delete;
  KeyBlock& operator=(const KeyBlock&) = delete;

  // Ids rise, but for those that Sweep() brought back.
  absl::StatusOr<KeyId> Take();
  // FAILED_PRECONDITION after the first Take().
  absl::Status Sweep(const std::function<bool(KeyId)>& is_used, KeyId above);
  // Never hands out `id`, which is about to be destroyed.
  void Remove(KeyId id);

 private:
  // 0 when none is left.
  KeyId TakeReady() ABSL_LOCKS_EXCLUDED(mutex_);
  // Makes keys until there is one, or as many as a block has.
  absl::Status Fill(size_t wanted) ABSL_LOCKS_EXCLUDED(mutex_, make_mutex_);
  absl::Status MakeBlock() ABSL_EXCLUSIVE_LOCKS_REQUIRED(make_mutex_);
  void Offer(KeyId first) ABSL_LOCKS_EXCLUDED(mutex_);
  bool Low() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ready_.size() < low_; }
  void Loop();

  VaultStore* const store_;
  KeyCache* const cache_;
  const Key master_;
  const size_t block_size_;
  const size_t low_;

  // Held over the disk; always taken before mutex_.
  Mutex make_mutex_;
  KeyId floor_ ABSL_GUARDED_BY(make_mutex_) = 0;  // new ids are above it

  Mutex mutex_;
  CondVar wake_;
  std::deque<KeyId> ready_ ABSL_GUARDED_BY(mutex_);
  bool taken_ ABSL_GUARDED_BY(mutex_) = false;
  // Set when the block runs low. False at first: a process that only looks at
  // the vault makes no keys.
  bool wanted_ ABSL_GUARDED_BY(mutex_) = false;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread maker_;
};

}  // namespace balcao::storage::vault
