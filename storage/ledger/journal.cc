#include "storage/ledger/journal.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/chain.h"

namespace balcao::storage {
namespace {

absl::StatusOr<JournalEntry> ReadRow(const Statement& row) {
  JournalEntry entry{row.Int(0), std::string(row.Blob(1)), std::string(row.Blob(2)), {}};
  if (!entry.entry.ParseFromString(entry.bytes)) {
    return absl::DataLossError(absl::StrCat("journal entry ", entry.position, " does not parse"));
  }
  return entry;
}

}  // namespace

absl::StatusOr<JournalEntry> LoadEntry(Connection& connection, int64_t position) {
  ASSIGN_OR_RETURN(Statement * prepared,
                   connection.Prepare("SELECT position, hash, entry FROM journal WHERE position = "
                                      "$1"));
  ScopedStatement statement(prepared);
  statement->BindInt(1, position);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  if (!found) return absl::NotFoundError("no such journal entry");
  return ReadRow(*statement);
}

absl::StatusOr<ChangeSet> DecodeEntry(const Codec& codec, const JournalEntry& entry) {
  ChangeSet changes;
  changes.position = entry.position;
  changes.time_us = entry.entry.time_us();
  for (const store::v1::Change& change : entry.entry.changes()) {
    const KindInfo* info = FindKind(change.kind());
    if (info == nullptr) return absl::DataLossError("a journal entry of an unknown kind");
    ASSIGN_OR_RETURN(RecordState state,
                     codec.Decode(info->kind, Id::FromBytes(change.id()), change.version(),
                                  change.key(), entry.position, change.body()));
    changes.records.push_back({RecordState(), std::move(state)});
  }
  return changes;
}

absl::Status WalkHistory(Connection& connection, Kind kind, const Id& id, int64_t position,
                         const std::function<bool(const RecordVersion&)>& visit) {
  while (position != 0) {
    ASSIGN_OR_RETURN(JournalEntry entry, LoadEntry(connection, position));
    const auto& changes = entry.entry.changes();
    const auto change = std::find_if(changes.begin(), changes.end(), [&](const auto& candidate) {
      return candidate.kind() == static_cast<uint32_t>(kind) && candidate.id() == id.bytes();
    });
    if (change == changes.end()) return absl::DataLossError("a history is broken");
    const RecordVersion version{entry, *change};
    if (!visit(version)) return absl::OkStatus();
    // Back, or an altered entry would lead round and round.
    if (version.change.previous() >= position) return absl::DataLossError("a history is broken");
    position = version.change.previous();
  }
  return absl::OkStatus();
}

absl::StatusOr<RecordState> LoadEarlier(Connection& connection, const Codec& codec, Kind kind,
                                        const Id& id, int64_t position, int64_t version) {
  absl::StatusOr<RecordState> found = absl::NotFoundError("no such version");
  RETURN_IF_ERROR(WalkHistory(connection, kind, id, position, [&](const RecordVersion& at) {
    if (at.change.version() > version) return true;
    if (at.change.version() == version) {
      found = codec.Decode(kind, id, version, at.change.key(), at.entry.position, at.change.body());
    }
    return false;
  }));
  return found;
}

absl::Status ScanJournal(Connection& connection, int64_t position,
                         const std::function<absl::Status(const JournalEntry&)>& visit) {
  ASSIGN_OR_RETURN(Statement * prepared,
                   connection.Prepare("SELECT position, hash, entry FROM journal WHERE position > "
                                      "$1 ORDER BY position"));
  ScopedStatement statement(prepared);
  statement->BindInt(1, position);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, statement->Step());
    if (!found) return absl::OkStatus();
    ASSIGN_OR_RETURN(const JournalEntry entry, ReadRow(*statement));
    RETURN_IF_ERROR(visit(entry));
  }
}

absl::Status ScanFacts(Connection& connection, const Codec& codec, int64_t position,
                       const std::function<void(int64_t, const store::v1::FactDelta&)>& visit) {
  ASSIGN_OR_RETURN(Statement * prepared,
                   connection.Prepare("SELECT position, sealed FROM facts WHERE position > $1 "
                                      "ORDER BY position"));
  ScopedStatement statement(prepared);
  statement->BindInt(1, position);
  store::v1::FactDelta delta;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, statement->Step());
    if (!found) return absl::OkStatus();
    const int64_t at = statement->Int(0);
    ASSIGN_OR_RETURN(
        const std::string plain,
        codec.vault().UnsealFor(Purpose::kStatistics, statement->Blob(1), FactsAssociatedData(at)));
    if (!delta.ParseFromString(plain)) {
      return absl::DataLossError(absl::StrCat("fact delta ", at, " does not parse"));
    }
    visit(at, delta);
  }
}

}  // namespace balcao::storage
