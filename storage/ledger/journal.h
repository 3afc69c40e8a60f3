// Reads the journal back: single entries for repeated requests and histories,
// all of it for views and verification.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "balcao/store/v1/journal.pb.h"
#include "storage/engine.h"
#include "storage/ledger/ledger.h"

namespace balcao::storage {

struct JournalEntry {
  int64_t position = 0;
  std::string hash;
  std::string bytes;  // as hashed
  store::v1::Entry entry;
};

// NOT_FOUND, or DATA_LOSS when it does not parse.
absl::StatusOr<JournalEntry> LoadEntry(Connection& connection, int64_t position);

// The changes of an entry, unsealed; `before` is not filled.
absl::StatusOr<ChangeSet> DecodeEntry(const Codec& codec, const JournalEntry& entry);

// One version of a record in the journal.
struct RecordVersion {
  JournalEntry entry;
  store::v1::Change change;
};

// Walks a record's history back from the entry at `position`, newest first,
// until `visit` returns false or the record began.
absl::Status WalkHistory(Connection& connection, Kind kind, const Id& id, int64_t position,
                         const std::function<bool(const RecordVersion&)>& visit);

// The record at a version, on the way back from `position`. NOT_FOUND.
absl::StatusOr<RecordState> LoadEarlier(Connection& connection, const Codec& codec, Kind kind,
                                        const Id& id, int64_t position, int64_t version);

// Calls `visit` with every entry after `position`, in order.
absl::Status ScanJournal(Connection& connection, int64_t position,
                         const std::function<absl::Status(const JournalEntry&)>& visit);

// Calls `visit` with every fact delta after `position`, in order.
absl::Status ScanFacts(
    Connection& connection, const Codec& codec, int64_t position,
    const std::function<void(int64_t position, const store::v1::FactDelta&)>& visit);

}  // namespace balcao::storage
