#include "services/people/search_sessions.h"

#include <algorithm>
#include <iterator>

namespace balcao::services {

using storage::Id;

std::vector<Id> SearchSessions::Untraced(const Key& key, const std::vector<Id>& shown,
                                         int64_t now_us) {
  MutexLock lock(&mutex_);
  const auto found = sessions_.find(key);
  if (found == sessions_.end() || now_us - found->second.begin_us > kLastsUs) return shown;
  std::vector<Id> untraced;
  std::copy_if(shown.begin(), shown.end(), std::back_inserter(untraced),
               [&](const Id& id) { return !found->second.traced.contains(id); });
  return untraced;
}

void SearchSessions::Traced(const Key& key, const std::vector<Id>& named, int64_t now_us) {
  MutexLock lock(&mutex_);
  const auto [found, is_new] = sessions_.try_emplace(key);
  Session& session = found->second;
  if (is_new) {
    session.begin_us = now_us;
    order_.push_back(key);
  } else if (now_us - session.begin_us > kLastsUs) {
    session.begin_us = now_us;
    session.traced.clear();
  }
  if (session.traced.size() + named.size() <= kShownMax) {
    session.traced.insert(named.begin(), named.end());
  }
  if (order_.size() > kSessionsMax) {
    sessions_.erase(order_.front());
    order_.pop_front();
  }
}

}  // namespace balcao::services
