// What one search, typed letter by letter, has shown already and left a trace of. A person
// is named in the trace of a search once; whoever comes up later is named then.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "storage/common/mutex.h"
#include "storage/records/id.h"

namespace balcao::services {

class SearchSessions {
 public:
  static constexpr size_t kSessionsMax = 4096;  // the oldest are forgotten: traced again
  static constexpr size_t kShownMax = 1000;     // people of one session
  static constexpr int64_t kLastsUs = int64_t{10} * 60 * 1'000'000;

  // The account and its session: nobody joins another's.
  using Key = std::pair<storage::Id, storage::Id>;

  // Those of `shown` that no trace on disk names yet.
  std::vector<storage::Id> Untraced(const Key& key, const std::vector<storage::Id>& shown,
                                    int64_t now_us);
  // To be called once the trace that names them is on disk.
  void Traced(const Key& key, const std::vector<storage::Id>& named, int64_t now_us);

 private:
  struct Session {
    int64_t begin_us = 0;
    absl::flat_hash_set<storage::Id> traced;
  };

  Mutex mutex_;
  absl::flat_hash_map<Key, Session> sessions_ ABSL_GUARDED_BY(mutex_);
  std::deque<Key> order_ ABSL_GUARDED_BY(mutex_);  // by their beginning
};

}  // namespace balcao::services
