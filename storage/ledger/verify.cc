#include "storage/ledger/verify.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/chain.h"
#include "storage/ledger/journal.h"
#include "storage/ledger/transaction.h"

namespace balcao::storage {
namespace {

constexpr int kFixedColumns = 5;  // id, version, key, position, body

// What a record must look like after the last entry that changed it.
struct Expected {
  int64_t version = 0;
  int64_t position = 0;
  KeyId key = 0;
  std::string body_hash;
};

class Verifier {
 public:
  Verifier(Connection& connection, const Codec& codec, const DeriveFacts& derive,
           const std::function<void(int64_t, const store::v1::FactDelta&)>& on_facts)
      : connection_(connection), codec_(codec), derive_(derive), on_facts_(on_facts) {}

  absl::StatusOr<VerifyReport> Run() {
    const absl::Status walked =
        ScanJournal(connection_, 0, [&](const JournalEntry& entry) { return VisitEntry(entry); });
    if (absl::IsDataLoss(walked)) {
      // Nothing after it can be told from what it broke.
      report_.faults.push_back(std::string(walked.message()));
      report_.head = last_hash_;
      return report_;
    }
    RETURN_IF_ERROR(walked);
    for (const KindInfo* info : AllKinds()) RETURN_IF_ERROR(CompareRows(*info));
    for (const auto& [key, expected] : expected_) {
      Fault(expected.position, absl::StrCat("a record of ", InfoOf(key.first).table, " is gone"));
    }
    report_.head = last_hash_;
    return report_;
  }

 private:
  void Fault(int64_t position, const std::string& what) {
    constexpr size_t kFaultsMax = 100;
    if (report_.faults.size() < kFaultsMax) {
      report_.faults.push_back(absl::StrCat("journal entry ", position, ": ", what));
    }
  }

  absl::Status VisitEntry(const JournalEntry& entry) {
    ++report_.entries;
    if (entry.position != last_position_ + 1) Fault(entry.position, "entries before it are gone");
    if (ChainNext(last_hash_, entry.bytes) != entry.hash) Fault(entry.position, "the hash differs");
    last_position_ = entry.position;
    last_hash_ = entry.hash;
    store::v1::FactDelta derived;
    bool derivable = true;
    for (const store::v1::Change& change : entry.entry.changes()) {
      RETURN_IF_ERROR(VisitChange(entry, change, derived, derivable));
    }
    return CompareFacts(entry, derived, derivable);
  }

  absl::Status VisitChange(const JournalEntry& entry, const store::v1::Change& change,
                           store::v1::FactDelta& derived, bool& derivable) {
    const KindInfo* info = FindKind(change.kind());
    if (info == nullptr) {
      Fault(entry.position, "a change of an unknown kind");
      return absl::OkStatus();
    }
    const Id id = Id::FromBytes(change.id());
    Expected& expected = expected_[{info->kind, id}];
    if (change.version() != expected.version + 1 || change.previous() != expected.position) {
      Fault(entry.position, "a version does not follow the one before");
    }
    absl::StatusOr<RecordState> before = absl::NotFoundError("");
    if (change.previous() != 0) {
      before =
          LoadEarlier(connection_, codec_, info->kind, id, change.previous(), change.version() - 1);
    }
    absl::StatusOr<RecordState> after = codec_.Decode(info->kind, id, change.version(),
                                                      change.key(), entry.position, change.body());
    if (!after.ok()) {
      Fault(entry.position, "a change cannot be read");
      derivable = false;
    } else if (after->erased || (before.ok() && before->erased)) {
      derivable = false;
    } else {
      derive_(info->kind, before.ok() ? before->message.get() : nullptr, *after->message, derived);
    }
    expected = {change.version(), entry.position, change.key(), Sha256(change.body())};
    return absl::OkStatus();
  }

  absl::Status CompareFacts(const JournalEntry& entry, const store::v1::FactDelta& derived,
                            bool derivable) {
    ASSIGN_OR_RETURN(Statement * prepared,
                     connection_.Prepare("SELECT sealed FROM facts WHERE position = $1"));
    ScopedStatement statement(prepared);
    statement->BindInt(1, entry.position);
    ASSIGN_OR_RETURN(const bool found, statement->Step());
    const std::string sealed = found ? std::string(statement->Blob(0)) : "";
    const std::string hash = found ? Sha256(sealed) : "";
    if (hash != entry.entry.facts_hash()) {
      Fault(entry.position, "its facts differ from their hash");
      return absl::OkStatus();
    }
    store::v1::FactDelta stored;
    if (found) {
      const absl::StatusOr<std::string> plain = codec_.vault().UnsealFor(
          Purpose::kStatistics, sealed, FactsAssociatedData(entry.position));
      if (!plain.ok() || !stored.ParseFromString(*plain)) {
        Fault(entry.position, "its facts cannot be read");
        return absl::OkStatus();
      }
    }
    report_.facts += stored.facts_size();
    if (found) on_facts_(entry.position, stored);
    if (derivable && stored.SerializeAsString() != derived.SerializeAsString()) {
      Fault(entry.position, "deriving its facts again gives others");
    }
    return absl::OkStatus();
  }

  absl::Status CompareRows(const KindInfo& info) {
    std::string sql = "SELECT id, version, key, position, body";
    for (const ColumnInfo& column : info.columns) absl::StrAppend(&sql, ", ", column.name);
    absl::StrAppend(&sql, ", row FROM ", info.table);
    ASSIGN_OR_RETURN(Statement * prepared, connection_.Prepare(sql));
    ScopedStatement row(prepared);
    while (true) {
      ASSIGN_OR_RETURN(const bool found, row->Step());
      if (!found) return absl::OkStatus();
      ++report_.records;
      CompareRow(info, *row);
    }
  }

  void CompareRow(const KindInfo& info, const Statement& row) {
    const auto expected = expected_.find({info.kind, Id::FromBytes(row.Blob(0))});
    if (expected == expected_.end()) {
      return Fault(row.Int(3), absl::StrCat("a row of ", info.table, " that no entry made"));
    }
    const Expected& want = expected->second;
    if (row.Int(1) != want.version || static_cast<KeyId>(row.Int(2)) != want.key ||
        row.Int(3) != want.position || Sha256(row.Blob(4)) != want.body_hash) {
      Fault(want.position, absl::StrCat("the row of ", info.table, " differs from its replay"));
    } else if (row.Int(kFixedColumns + static_cast<int>(info.columns.size())) !=
               expected->first.second.row()) {
      Fault(want.position, absl::StrCat("a row of ", info.table, " stands where nobody finds it"));
    } else if (!ColumnsEqual(info, row)) {
      Fault(want.position, absl::StrCat("the columns of ", info.table, " differ from the body"));
    }
    expected_.erase(expected);
  }

  bool ColumnsEqual(const KindInfo& info, const Statement& row) {
    const absl::StatusOr<std::vector<ColumnValue>> columns =
        codec_.ColumnsOf(info.kind, row.Blob(4));
    if (!columns.ok() || columns->size() != info.columns.size()) return false;
    for (size_t i = 0; i < columns->size(); ++i) {
      const int at = static_cast<int>(i) + kFixedColumns;
      const ColumnValue& value = (*columns)[i];
      if (std::holds_alternative<std::monostate>(value)) {
        if (!row.IsNull(at)) return false;
      } else if (const auto* number = std::get_if<int64_t>(&value)) {
        if (row.Int(at) != *number) return false;
      } else if ((info.columns[i].is_blob ? row.Blob(at) : row.Text(at)) !=
                 std::get<std::string>(value)) {
        return false;
      }
    }
    return true;
  }

  Connection& connection_;
  const Codec& codec_;
  const DeriveFacts& derive_;
  const std::function<void(int64_t, const store::v1::FactDelta&)>& on_facts_;
  VerifyReport report_;
  int64_t last_position_ = 0;
  std::string last_hash_ = ChainStart();
  absl::flat_hash_map<RecordKey, Expected> expected_;
};

}  // namespace

absl::StatusOr<VerifyReport> VerifyStore(
    Connection& connection, const Codec& codec, const DeriveFacts& derive,
    const std::function<void(int64_t, const store::v1::FactDelta&)>& on_facts) {
  RETURN_IF_ERROR(connection.BeginRead());
  absl::StatusOr<VerifyReport> report = Verifier(connection, codec, derive, on_facts).Run();
  connection.Rollback().IgnoreError();
  return report;
}

}  // namespace balcao::storage
