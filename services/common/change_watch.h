// Who wants to know when something changes: the visits of a centre, or a case. A view of the
// journal that keeps nothing of it: whoever is told reads anew, and so passes the gate.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/common/house.h"
#include "storage/common/mutex.h"
#include "storage/ledger/ledger.h"

namespace balcao::services {

// What a stream is about, and what it tells now: `look` says it to who may still read it, and
// names in its reads the records that this tells of.
template <class Response>
struct Watched {
  std::string topic;
  std::function<absl::StatusOr<Answer<Response>>(const Call& call)> look;
};

class ChangeWatch : public storage::View {
 public:
  // Called on the watch's own thread, never while it holds a lock.
  class Watcher {
   public:
    virtual ~Watcher() = default;
    virtual void OnChange() = 0;
    // Every few seconds: time to see whether the watcher may still be told.
    virtual void OnTick() = 0;
    // Nothing is told any more.
    virtual void OnClose() = 0;
  };

  // Of one account, over all that it watches: a page that opens streams and closes none
  // must not take the room of the others.
  static constexpr int kOfAnAccountMax = 16;

  explicit ChangeWatch(std::chrono::milliseconds tick = std::chrono::seconds(5));
  ~ChangeWatch() override;

  // A topic is the name of a centre, for its visits, or of a case, for itself and its notes.
  // RESOURCE_EXHAUSTED TOO_MANY_STREAMS when the account watches enough already, OVERLOADED
  // when all of them together do; UNAVAILABLE CLOSING when the watch is closed.
  absl::Status Add(std::shared_ptr<Watcher> watcher, const std::string& topic,
                   const storage::Id& account);
  void Remove(const Watcher* watcher);
  void Close();

  // Costs the writer nothing while nobody watches.
  void Apply(const storage::ChangeSet& changes) override;

 private:
  struct Watching {
    std::shared_ptr<Watcher> watcher;
    std::string topic;
    storage::Id account;
  };

  void Run();

  const std::chrono::milliseconds tick_;
  Mutex mutex_;
  CondVar wake_;
  absl::flat_hash_map<const Watcher*, Watching> watchers_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<storage::Id, int> of_account_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<std::string> changed_ ABSL_GUARDED_BY(mutex_);  // topics
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace balcao::services
