#include "services/server/rate_limit.h"

#include <algorithm>

namespace balcao::server {

RateLimit::RateLimit(int calls_per_second, int burst)
    : call_us_(calls_per_second == 0 ? 0 : std::max(1, 1'000'000 / calls_per_second)),
      bucket_us_(call_us_ * burst) {}

int64_t RateLimit::Take(const storage::Id& account, int64_t now_us) {
  if (call_us_ == 0) return 0;
  Shard& shard = shards_[absl::HashOf(account) % shards_.size()];
  MutexLock lock(&shard.mutex);
  int64_t& full_us = shard.full_us[account];
  const int64_t after_us = std::max(full_us, now_us) + call_us_;
  if (after_us - now_us > bucket_us_) return after_us - now_us - bucket_us_;
  full_us = after_us;
  return 0;
}

}  // namespace balcao::server
