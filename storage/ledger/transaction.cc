#include "storage/ledger/transaction.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "storage/common/reason.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/journal.h"
#include "storage/records/store.h"

namespace balcao::storage {

ChangedRecord* Transaction::FindChange(Kind kind, const Id& id) {
  for (ChangedRecord& change : changes_) {
    if (change.after.kind == kind && change.after.id == id) return &change;
  }
  return nullptr;
}

bool Transaction::IsNewId(const Id& id) const {
  return std::find(new_ids_.begin(), new_ids_.end(), id) != new_ids_.end();
}

absl::StatusOr<RecordState> Transaction::Load(Kind kind, const Id& id) {
  if (const ChangedRecord* change = FindChange(kind, id)) return change->after;
  const Overlay::Records& batch = batch_->Of(kind);
  const auto pending = batch.find(id);
  if (pending != batch.end()) return pending->second;
  return LoadRecord(*connection_, *codec_, kind, id);
}

absl::StatusOr<RecordState> Transaction::LoadVersion(Kind kind, const Id& id, int64_t version) {
  ASSIGN_OR_RETURN(RecordState current, Load(kind, id));
  if (current.version == version) return current;
  int64_t oldest_pending = current.position;
  for (const RecordState& earlier : batch_->earlier) {
    if (earlier.kind != kind || earlier.id != id) continue;
    if (earlier.version == version) return earlier;
    oldest_pending = std::min(oldest_pending, earlier.position);
  }
  return LoadEarlier(*connection_, *codec_, kind, id, oldest_pending, version);
}

absl::Status Transaction::LoadBefore(ChangedRecord& change) {
  absl::StatusOr<RecordState> before = Load(change.after.kind, change.after.id);
  if (absl::IsNotFound(before.status())) return absl::OkStatus();
  if (!before.ok()) return before.status();
  if (before->erased) {
    return WithReason(absl::FailedPreconditionError("the record was erased"), "ERASED");
  }
  change.after.version = before->version + 1;
  change.after.key = before->key;
  change.before = *std::move(before);
  return absl::OkStatus();
}

absl::Status Transaction::PutMessage(Kind kind, const Id& id,
                                     std::shared_ptr<google::protobuf::Message> message) {
  const auto set_etag = [&](int64_t version) {
    InfoOf(kind).set_etag(*message, absl::StrCat(version));
  };
  if (ChangedRecord* change = FindChange(kind, id)) {
    set_etag(change->after.version);
    change->after.message = std::move(message);
    return absl::OkStatus();
  }
  ChangedRecord change;
  change.after = {.kind = kind, .id = id, .version = 1, .key = 0, .message = nullptr};
  // The disk need not be asked for an id that was made just now.
  if (!IsNewId(id)) RETURN_IF_ERROR(LoadBefore(change));
  set_etag(change.after.version);
  change.after.message = std::move(message);
  changes_.push_back(std::move(change));
  return absl::OkStatus();
}

absl::StatusOr<int64_t> Transaction::Next(const std::string& series) {
  if (const auto mine = series_.find(series); mine != series_.end()) return ++mine->second;
  int64_t last = 0;
  if (const auto pending = batch_->series.find(series); pending != batch_->series.end()) {
    last = pending->second;
  } else {
    ASSIGN_OR_RETURN(Statement * prepared,
                     connection_->Prepare("SELECT last FROM series WHERE name = $1"));
    ScopedStatement statement(prepared);
    statement->BindText(1, series);
    ASSIGN_OR_RETURN(const bool found, statement->Step());
    if (found) last = statement->Int(0);
  }
  return series_[series] = last + 1;
}

void Transaction::ForEachPending(Kind kind,
                                 const std::function<void(const RecordState&)>& visit) const {
  for (const auto& [id, state] : batch_->Of(kind)) visit(state);
  for (const ChangedRecord& change : changes_) {
    if (change.after.kind == kind) visit(change.after);
  }
}

absl::StatusOr<std::vector<Id>> Transaction::Find(Kind kind, const std::string& column,
                                                  const ColumnValue& value) {
  const KindInfo& info = InfoOf(kind);
  const auto position =
      std::find_if(info.columns.begin(), info.columns.end(),
                   [&](const ColumnInfo& candidate) { return candidate.name == column; });
  if (position == info.columns.end())
    return absl::InternalError(absl::StrCat("no column ", column));
  const size_t index = static_cast<size_t>(position - info.columns.begin());

  std::vector<Id> ids;
  absl::flat_hash_map<Id, bool> pending;  // id -> matches
  ForEachPending(kind, [&](const RecordState& state) {
    std::vector<ColumnValue> values;
    info.values(*state.message, values);
    pending[state.id] = index < values.size() && values[index] == value;
  });
  ListQuery query{.kind = kind, .equals = {{column, value}}, .states = {}, .page_size = 1000};
  do {
    ASSIGN_OR_RETURN(const ListPage page, ListRecords(*connection_, *codec_, query));
    for (const RecordState& record : page.records) {
      if (!pending.contains(record.id)) ids.push_back(record.id);
    }
    query.before_row = page.next_row;
  } while (query.before_row != 0);
  for (const auto& [id, matches] : pending) {
    if (matches) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

absl::StatusOr<KeyId> Transaction::KeyOfPerson(std::string_view name) {
  ASSIGN_OR_RETURN(const Id id, ParseResourceName("people", name));
  if (const ChangedRecord* change = FindChange(Kind::kPerson, id); change != nullptr) {
    return change->after.key;
  }
  const Overlay::Records& batch = batch_->Of(Kind::kPerson);
  if (const auto pending = batch.find(id); pending != batch.end()) return pending->second.key;
  return LoadKey(*connection_, Kind::kPerson, id);
}

}  // namespace balcao::storage
