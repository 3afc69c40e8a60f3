// Unwrapped keys by id, bounded. Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "storage/common/mutex.h"
#include "storage/vault/cipher.h"
#include "storage/vault/limits.h"
#include "storage/vault/vault.h"

namespace balcao::storage::vault {

// Keys stand in memory that stays out of core dumps, and are wiped when they
// are evicted, forgotten, or the cache ends.
class KeyCache {
 public:
  // `capacity` is rounded up to a multiple of the shards.
  explicit KeyCache(int capacity);
  ~KeyCache();
  KeyCache(const KeyCache&) = delete;
  KeyCache& operator=(const KeyCache&) = delete;

  // Copies the key; false when it is not here.
  bool Find(KeyId id, Key& key);
  // Does nothing for an id that was forgotten.
  void Insert(KeyId id, const Key& key);
  // Drops a destroyed key and refuses it from now on: a reader may be about to
  // insert what it read before the key was destroyed.
  void Forget(KeyId id);

 private:
  struct Slot {
    KeyId id = 0;  // 0 is free
    bool used = false;
    Key key;
  };
  struct Shard {
    Mutex mutex;
    absl::flat_hash_map<KeyId, uint32_t> slot_of ABSL_GUARDED_BY(mutex);
    absl::flat_hash_set<KeyId> forgotten ABSL_GUARDED_BY(mutex);
    Slot* slots ABSL_GUARDED_BY(mutex) = nullptr;
    uint32_t filled ABSL_GUARDED_BY(mutex) = 0;
    uint32_t hand ABSL_GUARDED_BY(mutex) = 0;
  };

  Shard& ShardOf(KeyId id) { return shards_[id % kCacheShards]; }
  uint32_t FreeSlot(Shard& shard) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const uint32_t slots_per_shard_;
  const size_t bytes_;
  Slot* const arena_;
  std::array<Shard, kCacheShards> shards_;
};

}  // namespace balcao::storage::vault
