// What the tests of the ledger share: a store in a folder of its own, a clock
// that ticks once a look, and a writer that can be held so that commands meet in
// one batch.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/common/reason.h"
#include "storage/common/temp_folder.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/transaction.h"
#include "storage/records/store.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/sqlite_engine.h"

namespace balcao::storage {

using Answered = absl::StatusOr<ChangeSet>;

class LedgerTest : public testing::Test {
 protected:
  void SetUp() override { Open(); }
  void TearDown() override { Close(); }

  void Open() {
    auto vault = OpenVault({.path = folder_ + "/vault.db",
                            .master_key_path = folder_ + "/master.key",
                            .block_size = 64});
    ASSERT_TRUE(vault.ok()) << vault.status();
    vault_ = *std::move(vault);
    auto engine = OpenSqlite({.path = folder_ + "/data.db",
                              .durability = Durability::kAtSync,
                              .checkpoint_thread = false});
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    const absl::Status migrated = engine_->Migrate(SqliteMigrations());
    ASSERT_TRUE(migrated.ok()) << migrated;
    codec_ = std::make_unique<Codec>(vault_.get());
    StartWriting();
  }
  void StartWriting() {
    auto ledger = StartLedger(engine_.get(), codec_.get(), sources_, Derive(), {&view_}, options_);
    ASSERT_TRUE(ledger.ok()) << ledger.status();
    ledger_ = *std::move(ledger);
  }
  void Close() {
    ledger_.reset();
    codec_.reset();
    engine_.reset();
    vault_.reset();
  }
  void Restart() {
    Close();
    Open();
  }

  // A visit counts once at its owner, while it is done.
  static DeriveFacts Derive() {
    return [](Kind kind, const google::protobuf::Message* before,
              const google::protobuf::Message& after, store::v1::FactDelta& delta) {
      if (kind != Kind::kVisit) return;
      const auto add = [&](const google::protobuf::Message& record, int weight) {
        const v1::Visit& visit = static_cast<const store::v1::VisitRecord&>(record).visit();
        if (!visit.done()) return;
        store::v1::Fact& fact = *delta.add_facts();
        fact.set_kind("visit");
        fact.set_centre(visit.placement().owner());
        fact.set_weight(weight);
      };
      if (before != nullptr) add(*before, -1);
      add(after, 1);
    };
  }

  Id NewId() { return ids_.Next(sources_); }

  Command Make(Decide decide, const Id& request = Id(), const std::string& hash = "body") {
    Command command;
    command.envelope = {actor_, "balcao.v1.Test/Write", request, hash};
    command.decide = std::move(decide);
    return command;
  }

  // Writes a person with a note, new or again.
  Command Note(const Id& id, const std::string& note, const Id& request = Id()) {
    return Make(
        [id, note](Transaction& transaction) {
          store::v1::PersonRecord record;
          const absl::StatusOr<RecordState> state = transaction.Load<store::v1::PersonRecord>(id);
          if (state.ok()) record = state->As<store::v1::PersonRecord>();
          record.mutable_person()->set_name(ResourceName("people", id));
          record.mutable_person()->set_note(record.person().note() + note);
          return transaction.Put(id, std::move(record));
        },
        request, note);
  }

  std::future<Answered> Send(Command command) {
    auto promise = std::make_shared<std::promise<Answered>>();
    command.done = [promise](Answered answer) { promise->set_value(std::move(answer)); };
    ledger_->Submit(std::move(command));
    return promise->get_future();
  }
  Answered Write(Command command) { return Send(std::move(command)).get(); }

  // Holds the writer until the returned promise is fulfilled: what is sent
  // meanwhile is decided as one batch.
  std::promise<void> Hold() {
    std::promise<void> gate, holding;
    Command command = Make([wait = gate.get_future().share(), &holding](Transaction&) {
      holding.set_value();
      wait.wait();
      return absl::CancelledError("only held the writer");
    });
    command.done = [](const Answered&) {};
    ledger_->Submit(std::move(command));
    holding.get_future().wait();
    return gate;
  }
  std::vector<Answered> WriteTogether(std::vector<Command> commands) {
    std::promise<void> gate = Hold();
    std::vector<std::future<Answered>> sent;
    for (Command& command : commands) sent.push_back(Send(std::move(command)));
    gate.set_value();
    std::vector<Answered> answers;
    for (std::future<Answered>& future : sent) answers.push_back(future.get());
    return answers;
  }

  absl::StatusOr<RecordState> Read(Kind kind, const Id& id) {
    absl::StatusOr<Reader> reader = engine_->Read();
    if (!reader.ok()) return reader.status();
    return LoadRecord(**reader, *codec_, kind, id);
  }
  std::string NoteOf(const Id& id) {
    const absl::StatusOr<RecordState> state = Read(Kind::kPerson, id);
    return state.ok() ? state->As<store::v1::PersonRecord>().person().note() : "nobody";
  }
  int64_t Count(const std::string& sql) {
    absl::StatusOr<Reader> reader = engine_->Read();
    absl::StatusOr<Statement*> prepared = (*reader)->Prepare(sql);
    ScopedStatement statement(*prepared);
    return *statement->Step() ? statement->Int(0) : -1;
  }

  struct Seen : View {
    void Apply(const ChangeSet& changes) override { positions.push_back(changes.position); }
    std::vector<int64_t> positions;
  };

  const TempFolder temp_;
  const std::string folder_ = temp_.path();
  Id actor_ = Id::FromBytes("an-actor-of-16-b");
  std::atomic<int64_t> clock_us_ = 1'700'000'000'000'000;
  std::atomic<uint64_t> random_ = 1;
  Sources sources_{[this] { return clock_us_ += 1000; },
                   [this] { return random_ += 0x9e3779b97f4a7c15; }};
  IdSeries ids_{0};
  LedgerOptions options_;
  Seen view_;
  std::unique_ptr<Vault> vault_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Codec> codec_;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace balcao::storage
