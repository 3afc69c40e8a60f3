// A batch of commands on its way to disk: decides them one after the other on an
// overlay, then writes what they decided. All of it happens in one transaction,
// the decisions too: outside of one, every look-up would take and release the
// file's lock by itself.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "storage/ledger/chain.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/transaction.h"

namespace balcao::storage {

// What a batch needs of the house.
struct BatchContext {
  Connection* connection;
  const Codec* codec;
  const Sources* sources;
  IdSeries* ids;
  const DeriveFacts* derive;
};

// How a write is refused that finds no room.
absl::Status DiskFull();

// The series that remember the highest key in use, and the tick of the last id.
inline constexpr char kLastKeySeries[] = "vault.key";
inline constexpr char kLastTickSeries[] = "id.tick";

class Batch {
 public:
  Batch(const BatchContext& context, ChainHead head)
      : context_(context), head_(std::move(head)), first_tick_(context.ids->last_tick()) {}

  // From here on a command that would write is refused; a repeat has its answer.
  void RefuseWrites() { refuses_writes_ = true; }

  // Opens the transaction. On an error nothing can be decided: every caller is
  // answered with it.
  absl::Status Begin();

  // Decides a command; its answer waits for Write(). A refusal leaves nothing.
  void Add(Command command);
  void Add(Trace trace);

  // Writes the batch durably; then the new head is head(). On an error nothing
  // was written. A batch with nothing to write ends without a commit.
  absl::Status Write();

  // Moves the traces to a batch of their own: what is left to save when the disk
  // had no room for all.
  void MoveTracesTo(Batch& other);
  bool empty() const { return entries_.empty(); }

  // Tells the views of each change, in order; after a Write() that succeeded.
  void UpdateViews(const std::vector<View*>& views) const;

  // Calls every waiting caller: with what was decided when `written` is OK,
  // otherwise with `written`; what an earlier batch wrote is repeated either way.
  // Needs nothing of the house: any thread may do it.
  void Answer(const absl::Status& written);
  // Calls every waiting caller with `status`, whatever was decided.
  void Refuse(const absl::Status& status);

  const ChainHead& head() const { return head_; }
  bool has_writes() const { return has_writes_; }

 private:
  struct Answerable {
    absl::StatusOr<ChangeSet> result;
    int same_as = -1;  // the answer of an earlier command in this batch
    Done done;
    absl::AnyInvocable<void(absl::Status)> traced;
    size_t entry = 0;  // of a trace
  };
  struct PendingEntry {
    int64_t position;
    std::string hash;
    std::string bytes;
    std::string facts;  // sealed; empty for none
    Id request_id;
    Id actor;
  };

  absl::StatusOr<ChangeSet> Decided(Command& command, int& same_as);
  absl::StatusOr<ChangeSet> Accept(const Command& command, Transaction& transaction);
  // The answer given before, if the request was seen.
  absl::StatusOr<std::optional<ChangeSet>> Repeat(const Envelope& envelope, int& same_as);
  // Valid until the next one.
  store::v1::Entry& NewEntry(const Envelope& envelope, int64_t time_us);
  absl::Status EncodeChanges(Transaction& transaction, store::v1::Entry& entry,
                             std::vector<StoredRecord>& stored);
  absl::StatusOr<std::string> SealFacts(const store::v1::FactDelta& facts, int64_t position);
  void AppendEntry(std::string bytes, std::string facts, const Envelope& envelope);
  void AppendTrace(std::string bytes, absl::AnyInvocable<void(absl::Status)> traced);
  absl::Status WriteRows();
  static bool IsOnDisk(const Answerable& answer);

  BatchContext context_;
  ChainHead head_;
  Overlay overlay_;
  bool has_writes_ = false;
  bool refuses_writes_ = false;
  KeyId last_key_ = 0;         // the highest that the batch used
  const uint64_t first_tick_;  // of the last id before the batch
  std::vector<Answerable> answers_;
  std::vector<PendingEntry> entries_;
  // Every version that a row goes through, in order; of each record the last is
  // written, and an insert stays an insert.
  absl::flat_hash_map<RecordKey, size_t> row_of_;
  struct Row {
    StoredRecord record;
    bool is_new;
  };
  std::vector<Row> rows_;
  absl::flat_hash_map<std::pair<Id, Id>, int> requests_;  // request id and actor -> answer
  store::v1::Entry entry_;  // the one that is being made; its memory serves the next
};

}  // namespace balcao::storage
