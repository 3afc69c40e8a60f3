#include "services/common/blind_index.h"

#include <algorithm>

#include "storage/records/store.h"

namespace balcao::services {

using storage::Id;

absl::Status BlindIndex::Load(storage::Connection& connection, const storage::Codec& codec) {
  return storage::ScanRecords(connection, codec, kind_, [&](const storage::RecordState& state) {
    Take(state);
    return absl::OkStatus();
  });
}

void BlindIndex::Take(const storage::RecordState& state) {
  std::unique_lock lock(mutex_);
  if (!state.erased) Add(state.id, keys_of_(*state.message));
}

void BlindIndex::Apply(const storage::ChangeSet& changes) {
  for (const storage::ChangedRecord& changed : changes.records) {
    if (changed.after.kind != kind_) continue;
    const std::vector<uint64_t> after = keys_of_(*changed.after.message);
    std::unique_lock lock(mutex_);
    if (changed.before.message != nullptr) {
      const std::vector<uint64_t> before = keys_of_(*changed.before.message);
      if (before == after) continue;
      Remove(changed.after.id, before);
    }
    Add(changed.after.id, after);
  }
}

void BlindIndex::Add(const Id& id, const std::vector<uint64_t>& keys) {
  if (keys.empty()) return;
  const uint32_t number = static_cast<uint32_t>(records_.size());
  records_.push_back(id);
  for (const uint64_t key : keys) {
    const auto [head, first] = heads_.try_emplace(key, kEnd);
    links_.push_back({number, head->second});
    head->second = static_cast<uint32_t>(links_.size() - 1);
  }
}

void BlindIndex::Remove(const Id& id, const std::vector<uint64_t>& keys) {
  for (const uint64_t key : keys) {
    const auto head = heads_.find(key);
    if (head == heads_.end()) continue;
    uint32_t* from = &head->second;
    while (*from != kEnd) {
      if (records_[links_[*from].record] == id) {
        *from = links_[*from].next;
      } else {
        from = &links_[*from].next;
      }
    }
    if (head->second == kEnd) heads_.erase(head);
  }
}

std::vector<uint32_t> BlindIndex::Chain(uint64_t key) const {
  std::vector<uint32_t> numbers;
  const auto head = heads_.find(key);
  if (head == heads_.end()) return numbers;
  for (uint32_t at = head->second; at != kEnd; at = links_[at].next) {
    numbers.push_back(links_[at].record);
  }
  std::reverse(numbers.begin(), numbers.end());
  return numbers;
}

std::vector<Id> BlindIndex::Find(uint64_t key, size_t limit) const { return FindAll({key}, limit); }

std::vector<Id> BlindIndex::FindAll(const std::vector<uint64_t>& keys, size_t limit) const {
  std::shared_lock lock(mutex_);
  std::vector<uint32_t> found;
  for (size_t i = 0; i < keys.size(); ++i) {
    std::vector<uint32_t> chain = Chain(keys[i]);
    if (i == 0) {
      found = std::move(chain);
      continue;
    }
    std::vector<uint32_t> both;
    std::set_intersection(found.begin(), found.end(), chain.begin(), chain.end(),
                          std::back_inserter(both));
    found = std::move(both);
  }
  const size_t skip = found.size() > limit ? found.size() - limit : 0;
  std::vector<Id> ids;
  for (size_t i = skip; i < found.size(); ++i) ids.push_back(records_[found[i]]);
  return ids;
}

size_t BlindIndex::size() const {
  std::shared_lock lock(mutex_);
  return records_.size();
}

}  // namespace balcao::services
