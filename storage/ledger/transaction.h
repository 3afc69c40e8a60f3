// What a rule sees of the store while it decides: the records as they stand
// after every earlier command, and a place for what it changes. No effect
// outside until the command is accepted.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/ledger/ledger.h"

namespace balcao::storage {

using RecordKey = std::pair<Kind, Id>;

// The records of a batch that was not written yet.
struct Overlay {
  using Records = absl::flat_hash_map<Id, RecordState>;
  Records& Of(Kind kind) { return records[static_cast<size_t>(kind)]; }
  const Records& Of(Kind kind) const { return records[static_cast<size_t>(kind)]; }

  std::array<Records, kKindsMax + 1> records;  // by kind
  std::vector<RecordState> earlier;            // what the batch wrote over
  absl::flat_hash_map<std::string, int64_t> series;
};

class Transaction {
 public:
  Transaction(Connection* connection, const Codec* codec, const Sources* sources, IdSeries* ids,
              const Overlay* batch, int64_t position)
      : connection_(connection),
        codec_(codec),
        sources_(sources),
        ids_(ids),
        batch_(batch),
        position_(position),
        now_us_(sources->now_us()) {}

  int64_t now_us() const { return now_us_; }
  // The journal position before this write: what a closing rests on.
  int64_t position() const { return position_; }
  // An id that no record has yet.
  Id NewId() { return new_ids_.emplace_back(ids_->Next(*sources_)); }
  uint64_t Random() const { return sources_->random(); }

  // The record as it stands. NOT_FOUND. The message lives as long as the state.
  absl::StatusOr<RecordState> Load(Kind kind, const Id& id);
  template <class T>
  absl::StatusOr<RecordState> Load(const Id& id) {
    return Load(KindFor<T>::kKind, id);
  }

  // The record as it was at an earlier version. NOT_FOUND.
  absl::StatusOr<RecordState> LoadVersion(Kind kind, const Id& id, int64_t version);

  // Writes a record: new, or the next version. Sets its etag.
  template <class T>
  absl::Status Put(const Id& id, T record) {
    return PutMessage(KindFor<T>::kKind, id, std::make_shared<T>(std::move(record)));
  }

  // The next number of a series, from 1.
  absl::StatusOr<int64_t> Next(const std::string& series);

  // The records of a kind that earlier commands of the batch, or this one, wrote
  // and no view knows yet.
  void ForEachPending(Kind kind, const std::function<void(const RecordState&)>& visit) const;

  // The ids of a kind whose column has a value, on disk and pending.
  absl::StatusOr<std::vector<Id>> Find(Kind kind, const std::string& column,
                                       const ColumnValue& value);

  std::vector<ChangedRecord>& changes() { return changes_; }
  const absl::flat_hash_map<std::string, int64_t>& series() const { return series_; }
  // The key of a person's record, pending or on disk.
  absl::StatusOr<KeyId> KeyOfPerson(std::string_view name);

 private:
  absl::Status PutMessage(Kind kind, const Id& id,
                          std::shared_ptr<google::protobuf::Message> message);
  // Fills in what was there before, if anything was.
  absl::Status LoadBefore(ChangedRecord& change);
  ChangedRecord* FindChange(Kind kind, const Id& id);
  bool IsNewId(const Id& id) const;

  Connection* connection_;
  const Codec* codec_;
  const Sources* sources_;
  IdSeries* ids_;
  const Overlay* batch_;
  int64_t position_;
  int64_t now_us_;
  std::vector<ChangedRecord> changes_;
  std::vector<Id> new_ids_;
  absl::flat_hash_map<std::string, int64_t> series_;
};

}  // namespace balcao::storage
