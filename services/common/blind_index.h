// Look-up keys of records in memory: blind key -> records. A view of the journal,
// kept out of the database because random index rows would halve the rate of
// intakes (docs/performance.md).
//
// A key is the first 8 bytes of an HMAC of a normalised value, so two values may
// share one: every hit is confirmed on the unsealed record.
#pragma once

#include <functional>
#include <shared_mutex>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "storage/ledger/ledger.h"

namespace balcao::services {

class BlindIndex : public storage::View {
 public:
  // The keys of a record; empty for none.
  using KeysOf = std::function<std::vector<uint64_t>(const google::protobuf::Message& record)>;

  BlindIndex(storage::Kind kind, KeysOf keys_of) : kind_(kind), keys_of_(std::move(keys_of)) {}

  // Fills the view at start-up.
  absl::Status Load(storage::Connection& connection, const storage::Codec& codec);
  // One record of a scan that fills other views too.
  void Take(const storage::RecordState& state);
  void Apply(const storage::ChangeSet& changes) override;

  // The records with a key, oldest first; at most `limit`, the newest kept.
  std::vector<storage::Id> Find(uint64_t key, size_t limit) const;
  // The records with every one of the keys, oldest first; at most `limit`.
  std::vector<storage::Id> FindAll(const std::vector<uint64_t>& keys, size_t limit) const;
  size_t size() const;

 private:
  struct Link {
    uint32_t record;
    uint32_t next;  // in links_; kEnd at the end
  };
  static constexpr uint32_t kEnd = UINT32_MAX;

  void Add(const storage::Id& id, const std::vector<uint64_t>& keys);
  void Remove(const storage::Id& id, const std::vector<uint64_t>& keys);
  std::vector<uint32_t> Chain(uint64_t key) const;

  const storage::Kind kind_;
  const KeysOf keys_of_;
  mutable std::shared_mutex mutex_;  // guards all below
  absl::flat_hash_map<uint64_t, uint32_t> heads_;
  std::vector<Link> links_;
  std::vector<storage::Id> records_;
};

}  // namespace balcao::services
