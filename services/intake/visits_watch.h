// Who wants to know when the visits of a centre change. A view of the journal that keeps
// nothing of it: whoever is told lists the visits anew, and so passes the gate.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "storage/common/mutex.h"
#include "storage/ledger/ledger.h"

namespace balcao::services {

class VisitsWatch : public storage::View {
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

  explicit VisitsWatch(std::chrono::milliseconds tick = std::chrono::seconds(5));
  ~VisitsWatch() override;

  // False when too many watch already, or the watch is closed.
  bool Add(std::shared_ptr<Watcher> watcher, const std::string& centre);
  void Remove(const Watcher* watcher);
  void Close();

  // Costs the writer nothing while nobody watches.
  void Apply(const storage::ChangeSet& changes) override;

 private:
  struct Watching {
    std::shared_ptr<Watcher> watcher;
    std::string centre;
  };

  void Run();

  const std::chrono::milliseconds tick_;
  Mutex mutex_;
  CondVar wake_;
  absl::flat_hash_map<const Watcher*, Watching> watchers_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<std::string> changed_ ABSL_GUARDED_BY(mutex_);  // centres
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace balcao::services
