#include "storage/ledger/batch.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "storage/common/reason.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"
#include "storage/ledger/journal.h"
#include "storage/records/store.h"

namespace balcao::storage {
namespace {

absl::Status ReusedRequestId() {
  return WithReason(absl::AbortedError("the request id came before with another request"),
                    "REQUEST_ID_REUSED");
}

std::pair<Id, Id> RequestKey(const Envelope& envelope) {
  return {envelope.request_id, envelope.actor};
}

}  // namespace

absl::Status DiskFull() {
  return WithReason(absl::ResourceExhaustedError("the disk is full: nothing was written"),
                    "DISK_FULL");
}

void Batch::Add(Command command) {
  int same_as = -1;
  absl::StatusOr<ChangeSet> result = Decided(command, same_as);
  // The vault had no room for new keys; what a rule refuses has a reason.
  if (absl::IsResourceExhausted(result.status()) && ReasonOf(result.status()).empty()) {
    result = DiskFull();
  }
  answers_.push_back({std::move(result), same_as, std::move(command.done), nullptr});
}

void Batch::Add(Trace trace) {
  store::v1::Entry& entry = NewEntry(trace.envelope, context_.sources->now_us());
  for (const auto& [kind, ids] : trace.reads) {
    store::v1::ReadTrace& read = *entry.add_reads();
    read.set_kind(static_cast<uint32_t>(kind));
    for (const Id& id : ids) read.mutable_ids()->append(id.bytes());
  }
  AppendTrace(entry.SerializeAsString(), std::move(trace.done));
}

void Batch::AppendTrace(std::string bytes, absl::AnyInvocable<void(absl::Status)> traced) {
  answers_.push_back({ChangeSet(), -1, nullptr, std::move(traced), entries_.size()});
  AppendEntry(std::move(bytes), "", Envelope());
}

void Batch::MoveTracesTo(Batch& other) {
  for (Answerable& answer : answers_) {
    if (answer.traced == nullptr) continue;
    other.AppendTrace(std::move(entries_[answer.entry].bytes), std::move(answer.traced));
  }
  std::erase_if(answers_, [](const Answerable& answer) { return answer.done == nullptr; });
}

absl::StatusOr<ChangeSet> Batch::Decided(Command& command, int& same_as) {
  if (!command.envelope.request_id.empty() && !command.validate_only) {
    ASSIGN_OR_RETURN(std::optional<ChangeSet> earlier, Repeat(command.envelope, same_as));
    if (earlier.has_value()) return *std::move(earlier);
  }
  if (refuses_writes_ && !command.validate_only) return DiskFull();
  Transaction transaction(context_.connection, context_.codec, context_.sources, context_.ids,
                          &overlay_, head_.position);
  RETURN_IF_ERROR(command.decide(transaction));
  if (command.validate_only) {
    ChangeSet changes;
    changes.time_us = transaction.now_us();
    changes.records = std::move(transaction.changes());
    return changes;
  }
  return Accept(command, transaction);
}

absl::StatusOr<std::optional<ChangeSet>> Batch::Repeat(const Envelope& envelope, int& same_as) {
  if (const auto pending = requests_.find(RequestKey(envelope)); pending != requests_.end()) {
    const Answerable& earlier = answers_[static_cast<size_t>(pending->second)];
    store::v1::Entry entry;
    if (!entry.ParseFromString(
            entries_[static_cast<size_t>(earlier.result->position - entries_[0].position)].bytes)) {
      return absl::InternalError("a pending entry does not parse");
    }
    if (entry.request_hash() != envelope.request_hash) return ReusedRequestId();
    same_as = pending->second;
    ChangeSet changes = *earlier.result;
    changes.repeated = true;
    return changes;
  }
  ASSIGN_OR_RETURN(Statement * prepared,
                   context_.connection->Prepare("SELECT position FROM requests WHERE request_id = "
                                                "$1 AND actor = $2"));
  ScopedStatement statement(prepared);
  statement->BindBlob(1, envelope.request_id.bytes());
  statement->BindBlob(2, envelope.actor.bytes());
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  if (!found) return std::nullopt;
  ASSIGN_OR_RETURN(JournalEntry earlier, LoadEntry(*context_.connection, statement->Int(0)));
  if (earlier.entry.request_hash() != envelope.request_hash) return ReusedRequestId();
  ASSIGN_OR_RETURN(ChangeSet changes, DecodeEntry(*context_.codec, earlier));
  changes.repeated = true;
  return changes;
}

store::v1::Entry& Batch::NewEntry(const Envelope& envelope, int64_t time_us) {
  entry_.Clear();
  entry_.set_time_us(time_us);
  if (!envelope.actor.empty()) entry_.mutable_actor()->assign(envelope.actor.bytes());
  entry_.set_method(envelope.method);
  if (!envelope.request_id.empty()) {
    entry_.mutable_request_id()->assign(envelope.request_id.bytes());
    entry_.set_request_hash(envelope.request_hash);
  }
  return entry_;
}

absl::Status Batch::EncodeChanges(Transaction& transaction, store::v1::Entry& entry,
                                  std::vector<StoredRecord>& stored) {
  const auto key_of = [&](std::string_view person) { return transaction.KeyOfPerson(person); };
  for (ChangedRecord& changed : transaction.changes()) {
    changed.after.position = head_.position + 1;
    ASSIGN_OR_RETURN(StoredRecord record, context_.codec->Encode(changed.after, key_of));
    changed.after.key = record.key;
    last_key_ = std::max(last_key_, record.key);
    store::v1::Change& change = *entry.add_changes();
    change.set_kind(static_cast<uint32_t>(record.kind));
    change.mutable_id()->assign(record.id.bytes());
    change.set_version(record.version);
    change.set_key(record.key);
    change.set_body(record.body);
    if (changed.before.position != 0) change.set_previous(changed.before.position);
    stored.push_back(std::move(record));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Batch::SealFacts(const store::v1::FactDelta& facts, int64_t position) {
  if (facts.facts_size() == 0) return std::string();
  return context_.codec->vault().SealFor(Purpose::kStatistics, facts.SerializeAsString(),
                                         FactsAssociatedData(position));
}

absl::StatusOr<ChangeSet> Batch::Accept(const Command& command, Transaction& transaction) {
  ChangeSet changes;
  changes.position = head_.position + 1;
  changes.time_us = transaction.now_us();
  store::v1::Entry& entry = NewEntry(command.envelope, changes.time_us);
  std::vector<StoredRecord> stored;
  stored.reserve(transaction.changes().size());
  RETURN_IF_ERROR(EncodeChanges(transaction, entry, stored));
  for (const ChangedRecord& changed : transaction.changes()) {
    (*context_.derive)(changed.after.kind, changed.before.message.get(), *changed.after.message,
                       changes.facts);
  }
  ASSIGN_OR_RETURN(std::string facts, SealFacts(changes.facts, changes.position));
  if (!facts.empty()) entry.set_facts_hash(Sha256(facts));

  for (StoredRecord& record : stored) {
    const RecordKey key(record.kind, record.id);
    const auto [row, first] = row_of_.try_emplace(key, rows_.size());
    if (first) {
      const bool is_new = record.version == 1;
      rows_.push_back({std::move(record), is_new});
    } else {
      rows_[row->second].record = std::move(record);
    }
  }
  changes.records = std::move(transaction.changes());
  for (const ChangedRecord& changed : changes.records) {
    if (changed.before.message != nullptr) overlay_.earlier.push_back(changed.before);
    overlay_.Of(changed.after.kind)[changed.after.id] = changed.after;
  }
  for (const auto& [name, last] : transaction.series()) overlay_.series[name] = last;
  if (!command.envelope.request_id.empty()) {
    requests_[RequestKey(command.envelope)] = static_cast<int>(answers_.size());
  }
  has_writes_ = true;
  AppendEntry(entry.SerializeAsString(), std::move(facts), command.envelope);
  return changes;
}

void Batch::AppendEntry(std::string bytes, std::string facts, const Envelope& envelope) {
  head_.hash = ChainNext(head_.hash, bytes);
  ++head_.position;
  entries_.push_back({head_.position, head_.hash, std::move(bytes), std::move(facts),
                      envelope.request_id, envelope.actor});
}

absl::Status Batch::Begin() { return context_.connection->Begin(); }

absl::Status Batch::Write() {
  if (entries_.empty()) return context_.connection->Rollback();
  absl::Status written = WriteRows();
  if (written.ok()) written = context_.connection->Commit();
  if (!written.ok()) context_.connection->Rollback().IgnoreError();
  return written;
}

absl::Status Batch::WriteRows() {
  Connection& connection = *context_.connection;
  ASSIGN_OR_RETURN(Statement * journal,
                   connection.Prepare("INSERT INTO journal(position, hash, entry) VALUES ($1, $2, "
                                      "$3)"));
  ASSIGN_OR_RETURN(Statement * facts,
                   connection.Prepare("INSERT INTO facts(position, sealed) VALUES ($1, $2)"));
  ASSIGN_OR_RETURN(Statement * requests,
                   connection.Prepare("INSERT INTO requests(request_id, actor, position) VALUES "
                                      "($1, $2, $3)"));
  ASSIGN_OR_RETURN(Statement * series,
                   connection.Prepare("INSERT INTO series(name, last) VALUES ($1, $2) ON CONFLICT "
                                      "(name) DO UPDATE SET last = excluded.last WHERE "
                                      "excluded.last > series.last"));
  for (const PendingEntry& entry : entries_) {
    journal->BindInt(1, entry.position);
    journal->BindBlob(2, entry.hash);
    journal->BindBlob(3, entry.bytes);
    RETURN_IF_ERROR(RunToEnd(*journal));
    if (!entry.facts.empty()) {
      facts->BindInt(1, entry.position);
      facts->BindBlob(2, entry.facts);
      RETURN_IF_ERROR(RunToEnd(*facts));
    }
    if (!entry.request_id.empty()) {
      requests->BindBlob(1, entry.request_id.bytes());
      requests->BindBlob(2, entry.actor.bytes());
      requests->BindInt(3, entry.position);
      RETURN_IF_ERROR(RunToEnd(*requests));
    }
  }
  for (const Row& row : rows_) RETURN_IF_ERROR(SaveRecord(connection, row.record, row.is_new));
  if (last_key_ != 0) overlay_.series.try_emplace(kLastKeySeries, static_cast<int64_t>(last_key_));
  if (context_.ids->last_tick() != first_tick_) {
    overlay_.series.try_emplace(kLastTickSeries, static_cast<int64_t>(context_.ids->last_tick()));
  }
  for (const auto& [name, last] : overlay_.series) {
    series->BindText(1, name);
    series->BindInt(2, last);
    RETURN_IF_ERROR(RunToEnd(*series));
  }
  return absl::OkStatus();
}

void Batch::UpdateViews(const std::vector<View*>& views) const {
  for (const Answerable& answer : answers_) {
    if (answer.done == nullptr || !answer.result.ok() || answer.result->repeated ||
        answer.result->position == 0) {
      continue;
    }
    for (View* view : views) view->Apply(*answer.result);
  }
}

// A repeat of what an earlier batch wrote.
bool Batch::IsOnDisk(const Answerable& answer) {
  return answer.result->repeated && answer.same_as < 0;
}

void Batch::Refuse(const absl::Status& status) {
  for (Answerable& answer : answers_) {
    if (answer.traced != nullptr) {
      answer.traced(status);
    } else {
      answer.done(status);
    }
  }
}

void Batch::Answer(const absl::Status& written) {
  for (Answerable& answer : answers_) {
    if (answer.traced != nullptr) {
      answer.traced(written);
    } else if (!written.ok() && answer.result.ok() && !IsOnDisk(answer)) {
      answer.done(written);
    } else {
      answer.done(std::move(answer.result));
    }
  }
}

}  // namespace balcao::storage
