// The one write path: what a command leaves, what a batch sees, what a repeat
// gives, and when a reader may be answered. P1 to P4.
#include "storage/ledger/ledger.h"

#include "storage/ledger/journal.h"
#include "storage/ledger/ledger_fixture.h"

namespace balcao::storage {
namespace {

using store::v1::AccountRecord;
using store::v1::PersonRecord;
using store::v1::VisitRecord;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(LedgerTest, AWriteIsOneJournalEntryThatSaysWhoWhenAndForWhat) {
  const Id id = NewId(), request = NewId();
  const Answered answer = Write(Note(id, "a", request));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->position, 1);
  absl::StatusOr<Reader> reader = engine_->Read();
  const absl::StatusOr<JournalEntry> entry = LoadEntry(**reader, 1);
  ASSERT_TRUE(entry.ok());
  EXPECT_EQ(entry->entry.actor(), actor_.bytes());
  EXPECT_EQ(entry->entry.method(), "balcao.v1.Test/Write");
  EXPECT_EQ(entry->entry.request_id(), request.bytes());
  EXPECT_EQ(entry->entry.time_us(), answer->time_us);
  ASSERT_THAT(entry->entry.changes(), SizeIs(1));
  EXPECT_EQ(entry->entry.changes(0).version(), 1);
  EXPECT_EQ(entry->entry.changes(0).previous(), 0);
}

TEST_F(LedgerTest, AnAnsweredWriteIsThereAfterARestart) {
  const Id id = NewId();
  ASSERT_TRUE(Write(Note(id, "kept")).ok());
  Restart();
  EXPECT_EQ(NoteOf(id), "kept");
  EXPECT_EQ(ledger_->position(), 1);
  EXPECT_EQ(Write(Note(NewId(), "next"))->position, 2);
}

TEST_F(LedgerTest, CommandsOfABatchSeeTheEarlierOnes) {
  const Id id = NewId();
  const auto answers = WriteTogether([&] {
    std::vector<Command> commands;
    for (const char* note : {"a", "b", "c"}) commands.push_back(Note(id, note));
    return commands;
  }());
  EXPECT_EQ(NoteOf(id), "abc");
  EXPECT_EQ(answers[2]->records[0].before.As<PersonRecord>().person().note(), "ab");
  EXPECT_EQ(answers[2]->records[0].after.version, 3);
  EXPECT_EQ(answers[2]->First<PersonRecord>()->person().etag(), "3");
  EXPECT_THAT(view_.positions, ElementsAre(1, 2, 3));
}

TEST_F(LedgerTest, PendingRecordsAreSeenUntilAViewKnowsThem) {
  std::vector<Command> commands;
  commands.push_back(Note(NewId(), "pending"));
  int seen = 0;
  commands.push_back(Make([&](Transaction& transaction) {
    transaction.ForEachPending(Kind::kPerson, [&](const RecordState&) { ++seen; });
    return absl::OkStatus();
  }));
  WriteTogether(std::move(commands));
  EXPECT_EQ(seen, 1);
}

TEST_F(LedgerTest, ARefusedCommandLeavesNothing) {
  const Id refused = NewId(), kept = NewId();
  std::vector<Command> commands;
  commands.push_back(Note(kept, "a"));
  commands.push_back(Make([&](Transaction& transaction) -> absl::Status {
    PersonRecord record;
    record.mutable_person()->set_note("never");
    if (!transaction.Put(refused, record).ok() || !transaction.Next("LIS-2026").ok()) abort();
    return WithReason(absl::FailedPreconditionError("no"), "NO");
  }));
  commands.push_back(Make([&](Transaction& transaction) -> absl::Status {
    EXPECT_TRUE(absl::IsNotFound(transaction.Load<PersonRecord>(refused).status()));
    EXPECT_EQ(*transaction.Next("LIS-2026"), 1) << "the number was given back";
    return absl::OkStatus();
  }));
  const auto answers = WriteTogether(std::move(commands));
  EXPECT_TRUE(answers[0].ok());
  EXPECT_EQ(ReasonOf(answers[1].status()), "NO");
  EXPECT_TRUE(answers[2].ok());
  EXPECT_EQ(Count("SELECT count(*) FROM journal"), 2);
  EXPECT_EQ(NoteOf(refused), "nobody");
}

TEST_F(LedgerTest, WhatTheStoreRefusesLeavesNothingOfTheBatchAndTheNextOneGoesOn) {
  const auto account = [&] {
    return Make([this](Transaction& transaction) {
      AccountRecord record;
      record.mutable_account()->set_login("same");  // unique in the table
      return transaction.Put(NewId(), std::move(record));
    });
  };
  const Id id = NewId();
  std::vector<Command> commands;
  commands.push_back(Note(id, "innocent"));
  commands.push_back(account());
  commands.push_back(account());
  for (const Answered& answer : WriteTogether(std::move(commands))) EXPECT_FALSE(answer.ok());
  EXPECT_EQ(Count("SELECT count(*) FROM journal"), 0);
  EXPECT_EQ(NoteOf(id), "nobody");
  EXPECT_THAT(view_.positions, IsEmpty());
  EXPECT_EQ(Write(Note(id, "again"))->position, 1);
}

TEST_F(LedgerTest, AValidationAnswersAndWritesNothing) {
  const Id id = NewId();
  Command command = Note(id, "tried", NewId());
  command.validate_only = true;
  const Answered answer = Write(std::move(command));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->position, 0);
  EXPECT_EQ(answer->First<PersonRecord>()->person().note(), "tried");
  EXPECT_EQ(NoteOf(id), "nobody");
  EXPECT_EQ(Count("SELECT count(*) FROM journal"), 0);
  EXPECT_THAT(view_.positions, IsEmpty());
}

TEST_F(LedgerTest, ARepeatInTheSameBatchHasOneEffectAndTheSameAnswer) {
  const Id id = NewId(), request = NewId();
  std::vector<Command> commands;
  commands.push_back(Note(NewId(), "before"));
  for (int i = 0; i < 3; ++i) commands.push_back(Note(id, "once", request));
  const auto answers = WriteTogether(std::move(commands));
  EXPECT_EQ(NoteOf(id), "once");
  EXPECT_FALSE(answers[1]->repeated);
  for (const size_t repeat : {2, 3}) {
    EXPECT_TRUE(answers[repeat]->repeated);
    EXPECT_EQ(answers[repeat]->position, answers[1]->position);
    EXPECT_EQ(answers[repeat]->First<PersonRecord>()->SerializeAsString(),
              answers[1]->First<PersonRecord>()->SerializeAsString());
  }
  EXPECT_THAT(view_.positions, ElementsAre(1, 2));
}

TEST_F(LedgerTest, ARepeatAfterARestartGivesTheAnswerAsItWas) {
  const Id id = NewId(), request = NewId();
  const Answered first = Write(Note(id, "once", request));
  ASSERT_TRUE(Write(Note(id, "later")).ok());
  Restart();
  const Answered again = Write(Note(id, "once", request));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->position, first->position);
  EXPECT_EQ(again->First<PersonRecord>()->SerializeAsString(),
            first->First<PersonRecord>()->SerializeAsString());
  EXPECT_EQ(NoteOf(id), "oncelater");
}

TEST_F(LedgerTest, ARequestIdWithAnotherBodyIsRefusedInTheBatchAndAfterARestart) {
  const Id request = NewId();
  std::vector<Command> commands;
  commands.push_back(Note(NewId(), "one body", request));
  commands.push_back(Note(NewId(), "another", request));
  const auto answers = WriteTogether(std::move(commands));
  EXPECT_TRUE(answers[0].ok());
  EXPECT_EQ(ReasonOf(answers[1].status()), "REQUEST_ID_REUSED");
  Restart();
  EXPECT_EQ(ReasonOf(Write(Note(NewId(), "another", request)).status()), "REQUEST_ID_REUSED");
}

TEST_F(LedgerTest, ARequestIdOfAnotherCallerIsAnotherRequest) {
  const Id request = NewId();
  ASSERT_TRUE(Write(Note(NewId(), "mine", request)).ok());
  actor_ = Id::FromBytes("another-16-bytes");
  const Answered theirs = Write(Note(NewId(), "theirs", request));
  ASSERT_TRUE(theirs.ok()) << theirs.status();
  EXPECT_FALSE(theirs->repeated);
}

TEST_F(LedgerTest, ARefusedRequestMayBeTriedAgainUnderTheSameId) {
  const Id request = NewId();
  bool allowed = false;
  const auto attempt = [&] {
    return Make(
        [&](Transaction&) {
          return allowed ? absl::OkStatus() : absl::FailedPreconditionError("not yet");
        },
        request);
  };
  EXPECT_FALSE(Write(attempt()).ok());
  allowed = true;
  const Answered answer = Write(attempt());
  ASSERT_TRUE(answer.ok());
  EXPECT_FALSE(answer->repeated);
}

TEST_F(LedgerTest, VersionsOfABatchAndOfTheDiskAreReadBack) {
  const Id id = NewId();
  for (const char* note : {"a", "b"}) ASSERT_TRUE(Write(Note(id, note)).ok());
  std::vector<Command> commands;
  for (const char* note : {"c", "d"}) commands.push_back(Note(id, note));
  std::vector<std::string> notes;
  commands.push_back(Make([&](Transaction& transaction) {
    for (int64_t version = 1; version <= 4; ++version) {
      const auto state = transaction.LoadVersion(Kind::kPerson, id, version);
      notes.push_back(state.ok() ? state->As<PersonRecord>().person().note() : "lost");
    }
    EXPECT_TRUE(absl::IsNotFound(transaction.LoadVersion(Kind::kPerson, id, 5).status()));
    EXPECT_TRUE(absl::IsNotFound(transaction.LoadVersion(Kind::kPerson, id, 0).status()));
    return absl::OkStatus();
  }));
  WriteTogether(std::move(commands));
  EXPECT_THAT(notes, ElementsAre("a", "ab", "abc", "abcd"));
}

TEST_F(LedgerTest, TwoWritesOfARecordInOneCommandAreOneVersion) {
  const Id id = NewId();
  const Answered answer = Write(Make([&](Transaction& transaction) {
    for (const char* note : {"first", "last"}) {
      PersonRecord record;
      record.mutable_person()->set_note(note);
      if (!transaction.Put(id, record).ok()) abort();
    }
    return absl::OkStatus();
  }));
  ASSERT_THAT(answer->records, SizeIs(1));
  EXPECT_EQ(answer->records[0].after.version, 1);
  EXPECT_EQ(NoteOf(id), "last");
}

TEST_F(LedgerTest, TheHistoryOfARecordIsAChainFromTheNewestBack) {
  const Id id = NewId();
  for (const char* note : {"a", "b", "c"}) {
    ASSERT_TRUE(Write(Note(id, note)).ok());
    ASSERT_TRUE(Write(Note(NewId(), "between")).ok());
  }
  absl::StatusOr<Reader> reader = engine_->Read();
  std::vector<int64_t> versions, positions;
  const int64_t newest = Read(Kind::kPerson, id)->position;
  const absl::Status walked =
      WalkHistory(**reader, Kind::kPerson, id, newest, [&](const RecordVersion& version) {
        versions.push_back(version.change.version());
        positions.push_back(version.entry.position);
        return true;
      });
  EXPECT_TRUE(walked.ok()) << walked;
  EXPECT_THAT(versions, ElementsAre(3, 2, 1));
  EXPECT_THAT(positions, ElementsAre(5, 3, 1));
  const auto earlier = LoadEarlier(**reader, *codec_, Kind::kPerson, id, newest, 2);
  EXPECT_EQ(earlier->As<PersonRecord>().person().note(), "ab");
}

TEST_F(LedgerTest, ASeriesGoesOnAcrossBatchesAndRestarts) {
  std::vector<int64_t> numbers;
  const auto next = [&] {
    return Make([&](Transaction& transaction) {
      for (int i = 0; i < 2; ++i) numbers.push_back(*transaction.Next("LIS-2026"));
      return absl::OkStatus();
    });
  };
  std::vector<Command> commands;
  commands.push_back(next());
  commands.push_back(next());
  WriteTogether(std::move(commands));
  Restart();
  ASSERT_TRUE(Write(next()).ok());
  EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(LedgerTest, IdsGoOnAfterARestartWithAClockThatWasSetBack) {
  const auto make = [this] {
    Id made;
    const Answered answered = Write(Make([&made](Transaction& transaction) {
      made = transaction.NewId();
      return transaction.Put(made, store::v1::PersonRecord());
    }));
    EXPECT_TRUE(answered.ok()) << answered.status();
    return made;
  };
  const Id first = make();
  clock_us_ -= 3'600'000'000;
  Restart();
  EXPECT_GT(make().row(), first.row());
}

TEST_F(LedgerTest, FindSeesWhatIsOnDiskAndWhatThisBatchMovedAway) {
  const Id here = NewId(), moved = NewId();
  const auto visit = [this](const Id& id, const std::string& owner) {
    return Make([id, owner](Transaction& transaction) {
      VisitRecord record;
      record.mutable_visit()->mutable_placement()->set_owner(owner);
      return transaction.Put(id, std::move(record));
    });
  };
  ASSERT_TRUE(Write(visit(here, "centres/A")).ok());
  ASSERT_TRUE(Write(visit(moved, "centres/A")).ok());
  std::vector<Command> commands;
  commands.push_back(visit(moved, "centres/B"));
  std::vector<Id> found;
  commands.push_back(Make([&](Transaction& transaction) {
    found = *transaction.Find(Kind::kVisit, "owner", std::string("centres/A"));
    return absl::OkStatus();
  }));
  WriteTogether(std::move(commands));
  EXPECT_THAT(found, ElementsAre(here));
}

TEST_F(LedgerTest, ATraceIsOnDiskBeforeItIsAnswered) {
  const Id person = NewId();
  std::promise<std::pair<absl::Status, int64_t>> answered;
  Trace trace;
  trace.envelope = {actor_, "balcao.v1.People/GetPerson", Id(), ""};
  trace.reads = {{Kind::kPerson, {person}}};
  trace.done = [&](const absl::Status& status) {
    answered.set_value({status, Count("SELECT count(*) FROM journal")});
  };
  ledger_->Submit(std::move(trace));
  const auto [status, entries] = answered.get_future().get();
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(entries, 1);
  absl::StatusOr<Reader> reader = engine_->Read();
  const JournalEntry entry = *LoadEntry(**reader, 1);
  EXPECT_EQ(entry.entry.method(), "balcao.v1.People/GetPerson");
  EXPECT_EQ(entry.entry.reads(0).ids(), person.bytes());
  EXPECT_EQ(entry.entry.changes_size(), 0);
}

TEST_F(LedgerTest, AFullQueueRefusesAtOnceAndWhatWaitedIsWritten) {
  ledger_.reset();
  options_.queue_max = 2;
  StartWriting();
  std::promise<void> gate = Hold();
  const Id first = NewId(), second = NewId();
  std::future<Answered> a = Send(Note(first, "a")), b = Send(Note(second, "b"));
  const Answered refused = Write(Note(NewId(), "c"));
  EXPECT_TRUE(absl::IsResourceExhausted(refused.status()));
  EXPECT_EQ(ReasonOf(refused.status()), "OVERLOADED");
  gate.set_value();
  EXPECT_TRUE(a.get().ok());
  EXPECT_TRUE(b.get().ok());
}

TEST_F(LedgerTest, WhatWaitsWhenTheHouseClosesIsWrittenAndAnswered) {
  std::promise<void> gate = Hold();
  const Id id = NewId();
  std::future<Answered> waiting = Send(Note(id, "last words"));
  gate.set_value();
  ledger_.reset();
  EXPECT_TRUE(waiting.get().ok());
  EXPECT_EQ(NoteOf(id), "last words");
}

TEST_F(LedgerTest, AnErasedRecordIsNotWrittenAgain) {
  const Id id = NewId();
  ASSERT_TRUE(Write(Note(id, "private")).ok());
  ASSERT_TRUE(vault_->Destroy(Read(Kind::kPerson, id)->key).ok());
  EXPECT_TRUE(Read(Kind::kPerson, id)->erased);
  EXPECT_EQ(ReasonOf(Write(Note(id, "more")).status()), "ERASED");
}

}  // namespace
}  // namespace balcao::storage
