#include "storage/vault/key_block.h"

#include <openssl/rand.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "storage/common/mutex.h"
#include "storage/common/status_macros.h"
#include "storage/vault/key_wrap.h"
#include "storage/vault/limits.h"

namespace balcao::storage::vault {
namespace {

// One draw for the whole block: a draw for each key would cost more than
// wrapping it.
absl::StatusOr<std::vector<Key>> MakeKeys(size_t count) {
  std::vector<unsigned char> material(count * kKeyBytes);
  if (RAND_priv_bytes(material.data(), static_cast<int>(material.size())) != 1) {
    return absl::InternalError("the system gives no randomness");
  }
  std::vector<Key> keys(count);
  for (size_t i = 0; i < count; ++i) {
    std::copy_n(material.begin() + static_cast<std::ptrdiff_t>(i * kKeyBytes), kKeyBytes,
                keys[i].bytes.begin());
  }
  OPENSSL_cleanse(material.data(), material.size());
  return keys;
}

}  // namespace

KeyBlock::KeyBlock(VaultStore* store, KeyCache* cache, const Key& master, int block_size)
    : store_(store),
      cache_(cache),
      master_(master),
      block_size_(static_cast<size_t>(std::max(block_size, 1))),
      low_((block_size_ + 1) / 2),
      maker_([this] { Loop(); }) {}

KeyBlock::~KeyBlock() {
  {
    MutexLock lock(&mutex_);
    stop_ = true;
    wake_.SignalOne();
  }
  maker_.join();
}

absl::StatusOr<KeyId> KeyBlock::Take() {
  while (true) {
    if (const KeyId id = TakeReady(); id != 0) return id;
    RETURN_IF_ERROR(Fill(1));
  }
}

KeyId KeyBlock::TakeReady() {
  MutexLock lock(&mutex_);
  taken_ = true;
  if (ready_.empty()) return 0;
  const KeyId id = ready_.front();
  ready_.pop_front();
  if (Low() && !wanted_) {
    wanted_ = true;
    wake_.SignalOne();
  }
  return id;
}

absl::Status KeyBlock::Fill(size_t wanted) {
  MutexLock making(&make_mutex_);
  {
    // Another thread may have filled it while this one waited.
    MutexLock lock(&mutex_);
    if (ready_.size() >= wanted) return absl::OkStatus();
  }
  return MakeBlock();
}

// The highest id is read each time: a commit that failed to answer may have
// reached the disk all the same.
absl::Status KeyBlock::MakeBlock() {
  ASSIGN_OR_RETURN(const KeyId last, store_->LastId());
  const KeyId first = std::max(last, floor_) + 1;
  ASSIGN_OR_RETURN(const std::vector<Key> keys, MakeKeys(block_size_));
  std::vector<std::string> wrapped;
  wrapped.reserve(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    ASSIGN_OR_RETURN(std::string one, WrapKey(master_, first + i, keys[i]));
    wrapped.push_back(std::move(one));
  }
  RETURN_IF_ERROR(store_->Insert(first, wrapped));
  // Durable. They will be wanted soon, and unwrapping costs a read each.
  for (size_t i = 0; i < keys.size(); ++i) cache_->Insert(first + i, keys[i]);
  Offer(first);
  return absl::OkStatus();
}

void KeyBlock::Offer(KeyId first) {
  MutexLock lock(&mutex_);
  for (size_t i = 0; i < block_size_; ++i) ready_.push_back(first + i);
}

absl::Status KeyBlock::Sweep(const std::function<bool(KeyId)>& is_used, KeyId above) {
  MutexLock making(&make_mutex_);
  ASSIGN_OR_RETURN(std::vector<KeyId> ids, store_->LiveIds(above));
  ids.erase(std::remove_if(ids.begin(), ids.end(), is_used), ids.end());
  MutexLock lock(&mutex_);
  if (taken_) return absl::FailedPreconditionError("sweep the vault before its first key is taken");
  ready_.assign(ids.begin(), ids.end());
  // An older vault, restored, may end below what the data has seen.
  floor_ = std::max(floor_, above);
  wanted_ = Low();
  wake_.SignalOne();
  return absl::OkStatus();
}

void KeyBlock::Remove(KeyId id) {
  MutexLock lock(&mutex_);
  const auto found = std::find(ready_.begin(), ready_.end(), id);
  if (found != ready_.end()) ready_.erase(found);
}

void KeyBlock::Loop() {
  MutexLock lock(&mutex_);
  while (!stop_) {
    if (!wanted_) {
      wake_.Wait(&mutex_);
      continue;
    }
    mutex_.Unlock();
    const absl::Status status = Fill(low_);
    if (status.ok()) store_->ShortenLog();  // here, where nobody waits for it
    mutex_.Lock();
    // Who runs out of keys meanwhile makes them itself and gets the error.
    if (!status.ok()) wake_.WaitFor(&mutex_, std::chrono::milliseconds(kMakeRetryMs));
    if (status.ok()) wanted_ = Low();
  }
}

}  // namespace balcao::storage::vault
