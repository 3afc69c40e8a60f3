// What the journal and the rows hold, altered behind the ledger's back: verification, the
// histories and the scans come to an end and say what is wrong. And sections that open with
// their key but hold nonsense: a record, or DATA_LOSS.
#include <future>

#include "absl/strings/str_cat.h"
#include "google/protobuf/stubs/logging.h"
#include "storage/ledger/journal.h"
#include "storage/ledger/transaction.h"
#include "storage/ledger/verify.h"
#include "storage/records/store.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/sqlite_engine.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/input.h"

namespace balcao::fuzz {
namespace {

using storage::Id;
using storage::Kind;

[[maybe_unused]] const auto kQuiet = google::protobuf::SetLogHandler(nullptr);
const Id kPerson = Id::FromBytes("a-person-of-16-b");
const Id kVisit = Id::FromBytes("a-visit-of-16-by");

void OneFact(Kind, const google::protobuf::Message*, const google::protobuf::Message& after,
             store::v1::FactDelta& delta) {
  store::v1::Fact& fact = *delta.add_facts();
  fact.set_kind("visit");
  fact.set_day(static_cast<int32_t>(after.ByteSizeLong()));
}

absl::Status PutPerson(storage::Transaction& transaction, const std::string& note) {
  store::v1::PersonRecord record;
  record.mutable_person()->set_name(storage::ResourceName("people", kPerson));
  record.mutable_person()->set_note(note);
  return transaction.Put(kPerson, std::move(record));
}

absl::Status PutVisit(storage::Transaction& transaction) {
  store::v1::VisitRecord record;
  record.mutable_visit()->set_person(storage::ResourceName("people", kPerson));
  record.mutable_visit()->add_tickets()->set_note("note");
  return transaction.Put(kVisit, std::move(record));
}

// A person at two versions and a visit.
class Store {
 public:
  Store() {
    auto engine = storage::OpenSqlite({.path = folder_ / "data.db",
                                       .durability = storage::Durability::kNever,
                                       .checkpoint_thread = false});
    BALCAO_REQUIRE(engine.ok());
    engine_ = *std::move(engine);
    BALCAO_REQUIRE(engine_->Migrate(storage::SqliteMigrations()).ok());
    auto ledger =
        storage::StartLedger(engine_.get(), &codec_, storage::SystemSources(), OneFact, {}, {});
    BALCAO_REQUIRE(ledger.ok());
    Write(**ledger, [](storage::Transaction& t) { return PutPerson(t, "a"); });
    Write(**ledger, [](storage::Transaction& t) { return PutPerson(t, "b"); });
    Write(**ledger, [](storage::Transaction& t) { return PutVisit(t); });
  }

  // Alters the blob that the query names; gives it back as it was.
  std::string Replace(const std::string& table, const std::string& column, int64_t row,
                      const std::string& bytes) {
    const std::string where = absl::StrCat(" WHERE rowid = ", row);
    std::string before;
    {
      storage::ScopedStatement get(
          *engine_->writer().Prepare(absl::StrCat("SELECT ", column, " FROM ", table, where)));
      BALCAO_REQUIRE(*get->Step());
      before = std::string(get->Blob(0));
    }
    storage::ScopedStatement set(*engine_->writer().Prepare(
        absl::StrCat("UPDATE ", table, " SET ", column, " = $1", where)));
    set->BindBlob(1, bytes);
    BALCAO_REQUIRE(set->Step().ok());
    return before;
  }
  std::string Get(const std::string& table, const std::string& column, int64_t row) {
    const std::string bytes = Replace(table, column, row, "");
    Replace(table, column, row, bytes);
    return bytes;
  }

  bool HasFaults() {
    const auto report = storage::VerifyStore(*Reader(), codec_, OneFact,
                                             [](int64_t, const store::v1::FactDelta&) {});
    return !report.ok() || !report->faults.empty();
  }

  void ReadAll() {
    storage::Reader reader = Reader();
    storage::ScanJournal(*reader, 0, [&](const storage::JournalEntry& entry) {
      storage::DecodeEntry(codec_, entry).IgnoreError();
      return absl::OkStatus();
    }).IgnoreError();
    storage::ScanFacts(*reader, codec_, 0, [](int64_t, const store::v1::FactDelta&) {
    }).IgnoreError();
    storage::LoadEarlier(*reader, codec_, Kind::kPerson, kPerson, 2, 1).IgnoreError();
    for (const storage::KindInfo* kind : storage::AllKinds()) {
      storage::ScanRecords(*reader, codec_, kind->kind, [](const storage::RecordState&) {
        return absl::OkStatus();
      }).IgnoreError();
    }
  }

  const storage::Codec& codec() const { return codec_; }

 private:
  static void Write(storage::Ledger& ledger, storage::Decide decide) {
    std::promise<bool> done;
    storage::Command command;
    command.decide = std::move(decide);
    command.done = [&done](const absl::StatusOr<storage::ChangeSet>& changes) {
      done.set_value(changes.ok());
    };
    ledger.Submit(std::move(command));
    BALCAO_REQUIRE(done.get_future().get());
  }
  storage::Reader Reader() { return *engine_->Read(); }

  Folder folder_;
  std::unique_ptr<storage::Vault> vault_ = MakeVault(folder_);
  storage::Codec codec_{vault_.get()};
  std::unique_ptr<storage::Engine> engine_;
};

Store& TheStore() {
  static Store store;
  return store;
}

struct Place {
  const char* table;
  const char* column;
  int64_t row;
};
const Place kPlaces[] = {{"journal", "entry", 1},
                         {"journal", "entry", 2},
                         {"journal", "entry", 3},
                         {"journal", "hash", 2},
                         {"people", "body", kPerson.row()},
                         {"visits", "body", kVisit.row()},
                         {"visits", "person", kVisit.row()},
                         {"facts", "sealed", 2}};

void AlterStore(Input& input) {
  const Place& place = kPlaces[input.Below(std::size(kPlaces))];
  const std::string good = TheStore().Get(place.table, place.column, place.row);
  const std::string bad = Edited(good, input);
  TheStore().Replace(place.table, place.column, place.row, bad);
  BALCAO_REQUIRE(TheStore().HasFaults() == (bad != good));
  TheStore().ReadAll();
  TheStore().Replace(place.table, place.column, place.row, good);
}

std::string SealedUnder(storage::KeyId key, Kind kind, uint32_t place, const std::string& plain) {
  std::string bound(1, static_cast<char>(kind));
  bound.append(kVisit.bytes());
  for (int shift = 56; shift >= 0; shift -= 8) bound.push_back(shift == 0 ? 1 : 0);
  for (int shift = 24; shift >= 0; shift -= 8) bound.push_back(static_cast<char>(place >> shift));
  return *TheStore().codec().vault().Seal(key, plain, bound);
}

void OpenNonsense(Input& input) {
  static const storage::KeyId key = *TheStore().codec().vault().Take();
  const storage::KindInfo& kind = *storage::FindKind(1 + input.Byte() % storage::kKindsMax);
  store::v1::Body body;
  body.set_open(input.Piece());
  while (!input.empty()) {
    store::v1::Section& section = *body.add_sections();
    section.set_place(input.Byte());
    section.set_version(1);
    section.set_key(key);
    section.set_sealed(SealedUnder(key, kind.kind, section.place(), input.Piece()));
  }
  const std::string bytes = body.SerializeAsString();
  const auto record = TheStore().codec().Decode(kind.kind, kVisit, 1, key, 1, bytes);
  BALCAO_REQUIRE(record.ok() || absl::IsDataLoss(record.status()));
  TheStore().codec().ColumnsOf(kind.kind, bytes).IgnoreError();
  if (!record.ok()) return;
  const auto again = TheStore().codec().Encode(*record, [](std::string_view) { return key; });
  BALCAO_REQUIRE(again.ok());
  BALCAO_REQUIRE(TheStore().codec().Decode(kind.kind, kVisit, 1, key, 1, again->body).ok());
}

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (char place = 0; place < static_cast<char>(std::size(kPlaces)); ++place) {
    seeds.push_back({'\0', place});
    seeds.push_back({'\0', place, '\x08', '\x02', '\x01', '\x07'});
  }
  store::v1::VisitRecord visit;
  visit.mutable_visit()->set_person("people/a");
  visit.mutable_visit()->mutable_placement();
  visit.mutable_frame();
  store::v1::StatisticalFrame frame;
  frame.set_sex("female");
  seeds.push_back(std::string("\1\1", 2) + AsPiece(visit.SerializeAsString()) + "\1" +
                  AsPiece(frame.SerializeAsString()));
  return seeds;
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao::fuzz;
  Input input(data, size);
  input.Byte() % 2 == 0 ? AlterStore(input) : OpenNonsense(input);
  return 0;
}
