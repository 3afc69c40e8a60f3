#include "storage/vault/key_cache.h"

#include <sys/mman.h>

#include <algorithm>
#include <memory>
#include <new>

namespace balcao::storage::vault {
namespace {

constexpr size_t kPageBytes = 4096;
constexpr std::align_val_t kPage{kPageBytes};

// Taken once and never moved: growth would leave copies of keys behind. Pages
// cost memory only when they are first used.
void* TakeArena(size_t bytes) {
  void* const arena = operator new(bytes, kPage);
  madvise(arena, bytes, MADV_DONTDUMP);
  return arena;
}

void GiveBackArena(void* arena, size_t bytes) {
  madvise(arena, bytes, MADV_DODUMP);
  operator delete(arena, kPage);
}

}  // namespace

KeyCache::KeyCache(int capacity)
    : slots_per_shard_((std::max(capacity, 1) + kCacheShards - 1) / kCacheShards),
      bytes_((sizeof(Slot) * slots_per_shard_ * kCacheShards + kPageBytes - 1) / kPageBytes *
             kPageBytes),
      arena_(static_cast<Slot*>(TakeArena(bytes_))) {
  Slot* next = arena_;
  for (Shard& shard : shards_) {
    MutexLock lock(&shard.mutex);
    shard.slots = next;
    next += slots_per_shard_;
  }
}

KeyCache::~KeyCache() {
  for (Shard& shard : shards_) {
    MutexLock lock(&shard.mutex);
    std::destroy_n(shard.slots, shard.filled);
  }
  GiveBackArena(arena_, bytes_);
}

bool KeyCache::Find(KeyId id, Key& key) {
  Shard& shard = ShardOf(id);
  MutexLock lock(&shard.mutex);
  const auto found = shard.slot_of.find(id);
  if (found == shard.slot_of.end()) return false;
  Slot& slot = shard.slots[found->second];
  slot.used = true;
  key = slot.key;
  return true;
}

void KeyCache::Insert(KeyId id, const Key& key) {
  Shard& shard = ShardOf(id);
  MutexLock lock(&shard.mutex);
  if (shard.forgotten.contains(id) || shard.slot_of.contains(id)) return;
  const uint32_t at = FreeSlot(shard);
  shard.slots[at].id = id;
  shard.slots[at].used = false;  // one pass over everybody drives no hot key out
  shard.slots[at].key = key;
  shard.slot_of[id] = at;
}

// The clock: the hand passes over what was used since it came by last.
uint32_t KeyCache::FreeSlot(Shard& shard) {
  if (shard.filled < slots_per_shard_) {
    new (&shard.slots[shard.filled]) Slot;
    return shard.filled++;
  }
  while (true) {
    const uint32_t at = shard.hand;
    shard.hand = (shard.hand + 1) % slots_per_shard_;
    Slot& slot = shard.slots[at];
    if (slot.id != 0 && slot.used) {
      slot.used = false;
      continue;
    }
    if (slot.id != 0) shard.slot_of.erase(slot.id);
    OPENSSL_cleanse(&slot.key, sizeof slot.key);
    return at;
  }
}

void KeyCache::Forget(KeyId id) {
  Shard& shard = ShardOf(id);
  MutexLock lock(&shard.mutex);
  shard.forgotten.insert(id);
  const auto found = shard.slot_of.find(id);
  if (found == shard.slot_of.end()) return;
  Slot& slot = shard.slots[found->second];
  OPENSSL_cleanse(&slot.key, sizeof slot.key);
  slot.id = 0;
  slot.used = false;
  shard.slot_of.erase(found);
}

}  // namespace balcao::storage::vault
