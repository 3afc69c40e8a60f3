// The one write path. A write is a Command: its rule decides on an overlay in
// memory, and one thread writes what a batch of commands decided in one
// transaction with one fsync, then answers them all.
//
// Each command becomes one journal entry, chained by SHA-256 over the sealed
// bytes; state, journal, fact delta and the record of the request commit
// together. A command that fails leaves nothing behind. Commands later in a
// batch see the earlier ones.
//
// Reads of personal data leave a trace through the same queue, so that they cost
// a share of an fsync.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "balcao/store/v1/journal.pb.h"
#include "storage/engine.h"
#include "storage/records/codec.h"
#include "storage/records/id.h"
#include "storage/records/kinds.h"

namespace balcao::storage {

class TraceReserve;
class Transaction;

// Who asks, through which method, and what makes a repeat recognisable.
struct Envelope {
  Id actor;                  // the account; empty for the house itself
  std::string method;        // `balcao.v1.Cases/GetCase`
  Id request_id;             // empty where a method has none
  std::string request_hash;  // a keyed hash of the request: it may hold a password
};

struct ChangedRecord {
  RecordState before;  // without a message when the record is new
  RecordState after;
};

// What one command changed.
struct ChangeSet {
  int64_t position = 0;  // in the journal; 0 when only validated
  int64_t time_us = 0;
  std::vector<ChangedRecord> records;
  store::v1::FactDelta facts;
  bool repeated = false;  // the request had been answered before; this is that answer

  // The first changed record of a type; null when there is none.
  template <class T>
  const T* First() const {
    for (const ChangedRecord& changed : records) {
      if (changed.after.kind == KindFor<T>::kKind) return &changed.after.template As<T>();
    }
    return nullptr;
  }
};

// Called on the writer's thread, after the commit, in the order of the journal.
class View {
 public:
  virtual ~View() = default;
  virtual void Apply(const ChangeSet& changes) = 0;
};

// The facts that a change adds and takes back: pure, and given by the room that
// knows statistics.
using DeriveFacts =
    std::function<void(Kind kind, const google::protobuf::Message* before,
                       const google::protobuf::Message& after, store::v1::FactDelta& delta)>;

// OK lets the change happen. The status of a refusal goes to the caller as it is.
using Decide = absl::AnyInvocable<absl::Status(Transaction&)>;
// ABORTED REQUEST_ID_REUSED when the same id came with another body.
// RESOURCE_EXHAUSTED DISK_FULL when the disk is full, OVERLOADED when too many
// wait; UNAVAILABLE CLOSING while stopping, STORE_FAILED from the first sync that
// the disk refused on: what that sync was for may be on it or not.
using Done = absl::AnyInvocable<void(absl::StatusOr<ChangeSet>)>;

struct Command {
  Envelope envelope;
  bool validate_only = false;
  Decide decide;
  Done done;
};

// The records that a reply will name.
struct Trace {
  Envelope envelope;
  std::vector<std::pair<Kind, std::vector<Id>>> reads;
  absl::AnyInvocable<void(absl::Status)> done;
};

struct LedgerOptions {
  size_t queue_max = 16'384;  // beyond it, RESOURCE_EXHAUSTED
  size_t batch_max = 512;     // commands in one transaction
  // One transaction for each command: what group commit is measured against.
  bool one_by_one = false;
  // While the disk is full: room for traces (null for none; it outlives the
  // ledger), and how long after a refusal writes are tried again.
  TraceReserve* reserve = nullptr;
  int64_t full_retry_us = 1'000'000;
};

class Ledger {
 public:
  virtual ~Ledger() = default;

  // Both never block. `done` runs on a thread of the ledger's, after the views were
  // told, and must not wait.
  virtual void Submit(Command command) = 0;
  virtual void Submit(Trace trace) = 0;

  // The last position that is on disk.
  virtual int64_t position() const = 0;
};

// The highest vault key that a committed record uses: keys above it were handed
// out and never used.
absl::StatusOr<KeyId> LoadLastKey(Connection& connection);

// Starts the writer. Engine, codec, views and sources outlive the ledger; views
// are already at the journal's head.
absl::StatusOr<std::unique_ptr<Ledger>> StartLedger(Engine* engine, const Codec* codec,
                                                    Sources sources, DeriveFacts derive,
                                                    std::vector<View*> views,
                                                    const LedgerOptions& options);

}  // namespace balcao::storage
