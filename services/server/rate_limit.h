// How often an account may call: a bucket of tokens for each, so that one session
// that ran wild, or was stolen, does not take the house from everyone.
#pragma once

#include <array>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "storage/common/mutex.h"
#include "storage/records/id.h"

namespace balcao::server {

class RateLimit {
 public:
  // A bucket holds `burst` calls and gains `calls_per_second`; 0 of them is no limit.
  RateLimit(int calls_per_second, int burst);

  // Takes a call from the account's bucket. 0, or when it is empty after how many
  // microseconds there is one again. Thread-safe.
  int64_t Take(const storage::Id& account, int64_t now_us);

 private:
  struct Shard {
    Mutex mutex;
    // When the bucket of an account is full again (the generic cell rate algorithm,
    // ITU-T I.371): one number says it all.
    absl::flat_hash_map<storage::Id, int64_t> full_us ABSL_GUARDED_BY(mutex);
  };

  const int64_t call_us_;  // what a call costs; 0 is no limit
  const int64_t bucket_us_;
  std::array<Shard, 16> shards_;
};

}  // namespace balcao::server
