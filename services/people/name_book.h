// The names of people in memory, to be found as they are typed: by how a whole name sounds,
// or by how it begins. A view of the journal.
//
// It holds names in the clear, as every cache of this process does, and knows the owner of
// each person, so that a common name in the whole country does not hide the few at one desk.
#pragma once

#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "services/common/keys.h"
#include "storage/ledger/ledger.h"

namespace balcao::services {

class NameBook : public storage::View {
 public:
  // A person as the store has it now, at start-up.
  void Load(const storage::RecordState& person);
  void Apply(const storage::ChangeSet& changes) override;

  // Who answers the names, newest first; at most `limit`. An empty owner is the whole
  // country. Restricted, merged and erased people are in no answer.
  std::vector<storage::Id> Find(const NameQuery& query, std::string_view owner, size_t limit) const;

 private:
  using Numbers = std::vector<uint32_t>;  // places in entries_, ascending
  struct Entry {
    storage::Id id;
    uint32_t owner;  // place in owners_; kGone for who is no longer so
  };
  static constexpr uint32_t kGone = UINT32_MAX;

  void Add(const storage::Id& id, const std::vector<std::string>& tokens, std::string_view owner);
  void Remove(const storage::Id& id, const std::vector<std::string>& tokens);
  uint32_t OwnerNumber(std::string_view owner);
  Numbers Beginning(std::string_view text) const;
  const Numbers& Sounding(std::string_view token) const;

  mutable std::shared_mutex mutex_;  // guards all below
  std::vector<Entry> entries_;
  absl::flat_hash_map<std::string, uint32_t> owners_;
  absl::btree_map<std::string, Numbers> spelled_;
  absl::flat_hash_map<std::string, Numbers> sounds_;
};

}  // namespace balcao::services
