// Verification finds what was changed behind the ledger's back: a byte of the
// journal, an entry that is gone, a row, a column, a fact.
#include "storage/ledger/verify.h"

#include "storage/ledger/journal.h"
#include "storage/ledger/ledger_fixture.h"

namespace balcao::storage {
namespace {

// The row of the first and of the last person, in SQL.
#define FIRST "(SELECT min(row) FROM people)"
#define LAST "(SELECT max(row) FROM people)"

using store::v1::VisitRecord;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class VerifyTest : public LedgerTest {
 protected:
  // Five entries: two versions of a person, a visit that ends, and one more.
  void SetUp() override {
    LedgerTest::SetUp();
    person_ = NewId();
    ASSERT_TRUE(Write(Note(person_, "a")).ok());
    ASSERT_TRUE(Write(Note(person_, "b")).ok());
    const Id visit = NewId();
    ASSERT_TRUE(Write(Visit(visit, false)).ok());
    ASSERT_TRUE(Write(Visit(visit, true)).ok());
    ASSERT_TRUE(Write(Note(NewId(), "c")).ok());
    ledger_.reset();
  }

  Command Visit(const Id& id, bool done) {
    return Make([id, done](Transaction& transaction) {
      VisitRecord record;
      record.mutable_visit()->mutable_placement()->set_owner("centres/A");
      record.mutable_visit()->set_done(done);
      return transaction.Put(id, std::move(record));
    });
  }

  VerifyReport Verify() {
    absl::StatusOr<Reader> reader = engine_->Read();
    const absl::StatusOr<VerifyReport> report =
        VerifyStore(**reader, *codec_, Derive(),
                    [&](int64_t position, const store::v1::FactDelta&) { facts_at_ = position; });
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : VerifyReport();
  }

  void Execute(const std::string& sql) {
    const absl::Status status = engine_->writer().Execute(sql);
    ASSERT_TRUE(status.ok()) << status;
  }

  std::string Blob(const std::string& sql) {
    ScopedStatement statement(*engine_->writer().Prepare(sql));
    EXPECT_TRUE(*statement->Step());
    return std::string(statement->Blob(0));
  }

  void SetBlob(const std::string& sql, const std::string& value) {
    Statement* statement = *engine_->writer().Prepare(sql);
    statement->BindBlob(1, value);
    ASSERT_TRUE(RunToEnd(*statement).ok());
  }

  // Flips a byte of a blob, verifies, and puts it back.
  std::vector<std::string> FaultsAfterFlip(const std::string& table, const std::string& column,
                                           const std::string& where, size_t at) {
    const std::string select = "SELECT " + column + " FROM " + table + " WHERE " + where;
    const std::string update = "UPDATE " + table + " SET " + column + " = $1 WHERE " + where;
    const std::string good = Blob(select);
    std::string bad = good;
    bad[at % bad.size()] ^= 0x40;
    SetBlob(update, bad);
    const std::vector<std::string> faults = Verify().faults;
    SetBlob(update, good);
    return faults;
  }

  Id person_;
  int64_t facts_at_ = 0;
};

TEST_F(VerifyTest, FindsNothingInAnUntouchedStore) {
  const VerifyReport report = Verify();
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_EQ(report.entries, 5);
  EXPECT_EQ(report.records, 3);
  EXPECT_EQ(report.facts, 1);
  EXPECT_EQ(report.head, Blob("SELECT hash FROM journal WHERE position = 5"));
  EXPECT_EQ(facts_at_, 4) << "the visit counts when it is done";
}

TEST_F(VerifyTest, FindsAFlipOfEveryByteOfAnEntryAndNamesItsPosition) {
  const size_t length = Blob("SELECT entry FROM journal WHERE position = 2").size();
  for (size_t at = 0; at < length; ++at) {
    EXPECT_THAT(FaultsAfterFlip("journal", "entry", "position = 2", at),
                Contains(HasSubstr("journal entry 2")))
        << "byte " << at;
  }
  EXPECT_THAT(Verify().faults, IsEmpty()) << "every byte was put back";
}

TEST_F(VerifyTest, FindsAFlipOfEveryByteOfAHash) {
  for (size_t at = 0; at < 32; ++at) {
    EXPECT_THAT(FaultsAfterFlip("journal", "hash", "position = 3", at),
                Contains("journal entry 3: the hash differs"));
  }
}

TEST_F(VerifyTest, FindsAFlipOfEveryByteOfAFactDelta) {
  const size_t length = Blob("SELECT sealed FROM facts WHERE position = 4").size();
  for (size_t at = 0; at < length; ++at) {
    EXPECT_THAT(FaultsAfterFlip("facts", "sealed", "position = 4", at),
                Contains("journal entry 4: its facts differ from their hash"));
  }
}

TEST_F(VerifyTest, FindsAFlipOfEveryByteOfARow) {
  const size_t length = Blob("SELECT body FROM people WHERE row = " FIRST).size();
  for (size_t at = 0; at < length; ++at) {
    EXPECT_THAT(FaultsAfterFlip("people", "body", "row = " FIRST, at),
                Contains("journal entry 2: the row of people differs from its replay"));
  }
}

TEST_F(VerifyTest, ComesToAnEndWhenAVersionNamesItselfAsTheOneBefore) {
  store::v1::Entry entry;
  ASSERT_TRUE(entry.ParseFromString(Blob("SELECT entry FROM journal WHERE position = 2")));
  entry.mutable_changes(0)->set_previous(2);
  SetBlob("UPDATE journal SET entry = $1 WHERE position = 2", entry.SerializeAsString());
  EXPECT_THAT(Verify().faults,
              Contains("journal entry 2: a version does not follow the one before"));
  absl::StatusOr<Reader> reader = engine_->Read();
  EXPECT_TRUE(
      absl::IsDataLoss(LoadEarlier(**reader, *codec_, Kind::kPerson, person_, 2, 1).status()));
}

struct Tampering {
  const char* sql;
  const char* fault;
};

class Tampered : public VerifyTest, public ::testing::WithParamInterface<Tampering> {};

TEST_P(Tampered, IsFound) {
  Execute(GetParam().sql);
  EXPECT_THAT(Verify().faults, Contains(HasSubstr(GetParam().fault))) << GetParam().sql;
}

constexpr Tampering kTamperings[] = {
    {"DELETE FROM journal WHERE position = 3", "entry 4: entries before it are gone"},
    {"DELETE FROM journal WHERE position = 1", "entry 2: entries before it are gone"},
    {"DELETE FROM journal WHERE position = 5", "a row of people that no entry made"},
    {"UPDATE journal SET position = 9 WHERE position = 5", "entry 9: entries before it are gone"},
    {"UPDATE journal SET entry = x'' WHERE position = 4", "entry 4: the hash differs"},
    {"DELETE FROM people WHERE row = " FIRST, "entry 2: a record of people is gone"},
    {"UPDATE people SET version = 3 WHERE row = " FIRST, "entry 2: the row of people differs"},
    {"UPDATE people SET key = key + 1 WHERE row = " FIRST, "entry 2: the row of people differs"},
    {"UPDATE people SET position = 1 WHERE row = " FIRST, "entry 2: the row of people differs"},
    {"UPDATE people SET owner = 'centres/B' WHERE row = " FIRST, "the columns of people differ"},
    {"UPDATE visits SET done = 0", "entry 4: the columns of visits differ"},
    {"UPDATE visits SET person = x'00'", "entry 4: the columns of visits differ"},
    {"UPDATE visits SET restricted = 1", "entry 4: the columns of visits differ"},
    {"INSERT INTO people SELECT 99, x'00', version, key, position, owner, team, compartment, "
     "restricted, body FROM people WHERE row = " FIRST,
     "a row of people that no entry made"},
    {"DELETE FROM facts", "entry 4: its facts differ from their hash"},
    {"INSERT INTO facts SELECT 2, sealed FROM facts", "entry 2: its facts differ from their hash"},
    {"UPDATE people SET body = (SELECT body FROM people WHERE row = " LAST ") WHERE row = " FIRST,
     "entry 2: the row of people differs"},
    {"UPDATE people SET row = row + 1 WHERE row = " LAST, "of people stands where nobody finds it"},
};

INSTANTIATE_TEST_SUITE_P(Stores, Tampered, ::testing::ValuesIn(kTamperings));

TEST_F(VerifyTest, FindsFactsThatTheRecordsDoNotGive) {
  absl::StatusOr<Reader> reader = engine_->Read();
  const DeriveFacts none = [](Kind, const google::protobuf::Message*,
                              const google::protobuf::Message&, store::v1::FactDelta&) {};
  const auto report =
      VerifyStore(**reader, *codec_, none, [](int64_t, const store::v1::FactDelta&) {});
  EXPECT_THAT(report->faults, Contains("journal entry 4: deriving its facts again gives others"));
}

TEST_F(VerifyTest, AnErasedPersonIsNoFault) {
  ASSERT_TRUE(vault_->Destroy(Read(Kind::kPerson, person_)->key).ok());
  EXPECT_THAT(Verify().faults, IsEmpty());
}

TEST_F(VerifyTest, TellsAtMostAHundredFaults) {
  StartWriting();
  for (int i = 0; i < 120; ++i) ASSERT_TRUE(Write(Note(NewId(), "x")).ok());
  ledger_.reset();
  Execute("UPDATE people SET owner = 'centres/B'");
  EXPECT_EQ(Verify().faults.size(), 100);
}

}  // namespace
}  // namespace balcao::storage
