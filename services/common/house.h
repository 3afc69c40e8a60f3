// What a handler has at hand, and the shapes of a call.
//
// A handler takes the call, the request and a Reply; it never waits. The request
// lives until the reply was called, so what decides on it need not copy it. The answer
// names the records it shows, and the gate puts the trace on disk before the
// reply leaves.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "auth/caller.h"
#include "auth/directory.h"
#include "services/catalogue/catalogue.h"
#include "storage/engine.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/transaction.h"

namespace balcao::services {

class BlindIndex;
class ChangeWatch;
class FactsView;
class NameBook;
class WorkerPool;

struct House {
  storage::Engine* engine;
  const storage::Codec* codec;
  storage::Ledger* ledger;
  const Catalogue* catalogue;
  storage::Sources sources;
  const auth::Directory* directory;
  const BlindIndex* people_index;  // look-up keys of people
  const NameBook* name_book;       // names of people
  const BlindIndex* call_index;    // look-up keys of calls
  const FactsView* facts;
  ChangeWatch* watch;   // null where nobody watches
  WorkerPool* workers;  // for what is slow: passwords, verification
};

struct Call {
  auth::Caller caller;
  std::string method;        // `balcao.v1.Cases/GetCase`
  std::string request_hash;  // keyed; only where there is a request id
};

using Reads = std::vector<std::pair<storage::Kind, std::vector<storage::Id>>>;

template <class T>
struct Answer {
  T message;
  Reads reads;  // the records of people that the message shows
  // Called when their trace is on disk, before the reply leaves. May be empty.
  std::function<void()> traced = {};
};

template <class T>
using Reply = absl::AnyInvocable<void(absl::StatusOr<Answer<T>>)>;

// The id of a request: required, any UUID.
absl::StatusOr<storage::Id> ParseRequestId(const std::string& request_id);

// The records that a repeated answer shows again.
Reads ReadsOf(const storage::ChangeSet& changes);

// Submits a write. `make` turns what it changed into the reply, now and when the
// request is repeated, and says NOT_FOUND when the caller may no longer see it.
template <class T>
void Write(const House& house, const Call& call, const std::string& request_id, bool validate_only,
           storage::Decide decide, std::function<absl::StatusOr<T>(const storage::ChangeSet&)> make,
           Reply<T> reply) {
  const absl::StatusOr<storage::Id> id = ParseRequestId(request_id);
  if (!id.ok()) return reply(id.status());
  storage::Command command;
  command.envelope = {call.caller.account, call.method, *id, call.request_hash};
  command.validate_only = validate_only;
  command.decide = std::move(decide);
  command.done = [make = std::move(make),
                  reply = std::move(reply)](absl::StatusOr<storage::ChangeSet> changes) mutable {
    if (!changes.ok()) return reply(changes.status());
    absl::StatusOr<T> message = make(*changes);
    if (!message.ok()) return reply(message.status());
    // What was only validated, or answered before, is a reading.
    const bool only_read = changes->repeated || changes->position == 0;
    reply(Answer<T>{*std::move(message), only_read ? ReadsOf(*changes) : Reads()});
  };
  house.ledger->Submit(std::move(command));
}

}  // namespace balcao::services
