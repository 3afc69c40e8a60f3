#include "tests/crash/small_house.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/journal.h"
#include "storage/ledger/transaction.h"
#include "storage/records/store.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/sqlite_engine.h"
#include "tests/crash/power_loss_vfs.h"

namespace balcao::testing {
namespace {

using storage::ChangeSet;
using storage::Id;
using storage::RecordState;
using storage::Transaction;
using store::v1::PersonRecord;
using store::v1::VisitRecord;

constexpr char kTraceMethod[] = "balcao.v1.Test/Read";
const Id kActor = Id::FromBytes("an-actor-of-16-b");

// A visit counts once.
void FactsOfVisits(storage::Kind kind, const google::protobuf::Message* before,
                   const google::protobuf::Message& after, store::v1::FactDelta& delta) {
  if (kind != storage::Kind::kVisit || before != nullptr) return;
  store::v1::Fact& fact = *delta.add_facts();
  fact.set_kind("visit");
  fact.set_topic(static_cast<const VisitRecord&>(after).visit().channel());
  fact.set_weight(1);
}

absl::Status PutPerson(Transaction& transaction, const Write& write) {
  PersonRecord record;
  const absl::StatusOr<RecordState> state = transaction.Load<PersonRecord>(write.person);
  if (state.ok()) record = state->As<PersonRecord>();
  record.mutable_person()->set_name(storage::ResourceName("people", write.person));
  record.mutable_person()->set_note(absl::StrCat(record.person().note(), write.text, ";"));
  return transaction.Put(write.person, std::move(record));
}

absl::Status PutVisit(Transaction& transaction, const Write& write) {
  RETURN_IF_ERROR(transaction.Load<PersonRecord>(write.person).status());
  ASSIGN_OR_RETURN(const int64_t number, transaction.Next("visit"));
  VisitRecord record;
  v1::Visit& visit = *record.mutable_visit();
  visit.set_person(storage::ResourceName("people", write.person));
  visit.set_channel(absl::StrCat("desk", number));
  visit.add_tickets()->set_note(write.text);
  return transaction.Put(transaction.NewId(), std::move(record));
}

std::string InFull(const ChangeSet& changes) {
  std::string text = absl::StrCat(changes.position, "@", changes.time_us);
  for (const storage::ChangedRecord& changed : changes.records) {
    absl::StrAppend(&text, "|", changed.after.id.ToString(), ".", changed.after.version, "=",
                    changed.after.message->SerializeAsString());
  }
  return text;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SmallHouse>> SmallHouse::Open(const HouseOptions& options) {
  std::unique_ptr<SmallHouse> house(new SmallHouse);
  RETURN_IF_ERROR(house->Start(options));
  return house;
}

absl::Status SmallHouse::Start(const HouseOptions& options) {
  RegisterPowerLossVfs();
  ASSIGN_OR_RETURN(vault_, storage::OpenVault({.path = "/disk/vault.db",
                                               .master_key_path = options.master_key_path,
                                               .block_size = 8,
                                               .vfs = kPowerLossVfs}));
  ASSIGN_OR_RETURN(
      engine_, storage::OpenSqlite({.path = "/disk/data.db",
                                    .durability = options.synchronous ? storage::Durability::kAtSync
                                                                      : storage::Durability::kNever,
                                    .checkpoint_thread = false,
                                    .vfs = kPowerLossVfs}));
  RETURN_IF_ERROR(engine_->Migrate(storage::SqliteMigrations()));
  ASSIGN_OR_RETURN(const storage::KeyId last_key, storage::LoadLastKey(engine_->writer()));
  RETURN_IF_ERROR(vault_->Sweep([&](storage::KeyId key) { return key <= last_key; }, last_key));
  codec_ = std::make_unique<storage::Codec>(vault_.get());
  ASSIGN_OR_RETURN(ledger_, storage::StartLedger(engine_.get(), codec_.get(), options.sources,
                                                 FactsOfVisits, {}, options.ledger));
  return absl::OkStatus();
}

std::future<absl::StatusOr<std::string>> SmallHouse::Send(const Write& write) {
  auto promise = std::make_shared<std::promise<absl::StatusOr<std::string>>>();
  storage::Command command;
  command.envelope = {kActor, "balcao.v1.Test/Write", write.request, write.text};
  command.decide = [write](Transaction& transaction) {
    return write.is_visit ? PutVisit(transaction, write) : PutPerson(transaction, write);
  };
  command.done = [promise](const absl::StatusOr<ChangeSet>& changes) {
    promise->set_value(changes.ok() ? absl::StatusOr<std::string>(InFull(*changes))
                                    : changes.status());
  };
  ledger_->Submit(std::move(command));
  return promise->get_future();
}

std::future<absl::Status> SmallHouse::Trace(const Id& person, const std::string& mark) {
  auto promise = std::make_shared<std::promise<absl::Status>>();
  storage::Trace trace;
  trace.envelope = {kActor, absl::StrCat(kTraceMethod, mark), Id(), ""};
  trace.reads = {{storage::Kind::kPerson, {person}}};
  trace.done = [promise](const absl::Status& status) { promise->set_value(status); };
  ledger_->Submit(std::move(trace));
  return promise->get_future();
}

std::vector<std::string> SmallHouse::Faults() {
  auto reader = engine_->Read();
  if (!reader.ok()) return {reader.status().ToString()};
  auto report = storage::VerifyStore(**reader, *codec_, FactsOfVisits,
                                     [](int64_t, const store::v1::FactDelta&) {});
  if (!report.ok()) return {report.status().ToString()};
  std::vector<std::string> faults = report->faults;
  for (const storage::KindInfo* info : storage::AllKinds()) {
    const absl::Status scanned =
        storage::ScanRecords(**reader, *codec_, info->kind, [&](const RecordState& record) {
          if (record.erased) faults.push_back("a record's key is not in the vault");
          return absl::OkStatus();
        });
    if (!scanned.ok()) faults.push_back(scanned.ToString());
  }
  return faults;
}

std::vector<std::string> SmallHouse::Traces() {
  std::vector<std::string> marks;
  auto reader = engine_->Read();
  if (!reader.ok()) return marks;
  storage::ScanJournal(**reader, 0, [&](const storage::JournalEntry& entry) {
    if (absl::StartsWith(entry.entry.method(), kTraceMethod)) {
      marks.push_back(entry.entry.method().substr(sizeof(kTraceMethod) - 1));
    }
    return absl::OkStatus();
  }).IgnoreError();
  return marks;
}

int64_t SmallHouse::Count(const std::string& sql) {
  auto reader = engine_->Read();
  if (!reader.ok()) return -1;
  auto prepared = (*reader)->Prepare(sql);
  if (!prepared.ok()) return -1;
  storage::ScopedStatement statement(*prepared);
  const absl::StatusOr<bool> row = statement->Step();
  return row.ok() && *row ? statement->Int(0) : -1;
}

absl::Status SmallHouse::Checkpoint(const std::string& mode) {
  return engine_->writer().Execute(absl::StrCat("PRAGMA wal_checkpoint(", mode, ")"));
}

}  // namespace balcao::testing
