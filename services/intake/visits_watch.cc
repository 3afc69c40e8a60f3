#include "services/intake/visits_watch.h"

#include <chrono>
#include <utility>

#include "balcao/store/v1/records.pb.h"

namespace balcao::services {
namespace {

constexpr size_t kWatchersMax = 4096;
// A busy desk writes faster than anybody looks.
constexpr std::chrono::milliseconds kBetweenChanges{100};

}  // namespace

VisitsWatch::VisitsWatch(std::chrono::milliseconds tick)
    : tick_(tick), thread_([this] { Run(); }) {}

VisitsWatch::~VisitsWatch() {
  Close();
  thread_.join();
}

bool VisitsWatch::Add(std::shared_ptr<Watcher> watcher, const std::string& centre) {
  MutexLock lock(&mutex_);
  if (closed_ || watchers_.size() >= kWatchersMax) return false;
  const Watcher* const key = watcher.get();
  watchers_[key] = {std::move(watcher), centre};
  return true;
}

void VisitsWatch::Remove(const Watcher* watcher) {
  // Ends after the lock: the last owner may end with it.
  Watching removed;
  MutexLock lock(&mutex_);
  const auto found = watchers_.find(watcher);
  if (found == watchers_.end()) return;
  removed = std::move(found->second);
  watchers_.erase(found);
}

void VisitsWatch::Close() {
  MutexLock lock(&mutex_);
  closed_ = true;
  wake_.SignalAll();
}

void VisitsWatch::Apply(const storage::ChangeSet& changes) {
  for (const storage::ChangedRecord& changed : changes.records) {
    if (changed.after.kind != storage::Kind::kVisit) continue;
    MutexLock lock(&mutex_);
    if (watchers_.empty()) return;
    changed_.insert(changed.after.As<store::v1::VisitRecord>().visit().placement().owner());
    wake_.SignalOne();
  }
}

void VisitsWatch::Run() {
  using Clock = std::chrono::steady_clock;
  bool closed = false;
  Clock::time_point next_tick = Clock::now() + tick_;
  while (!closed) {
    std::vector<std::shared_ptr<Watcher>> told, asked;
    {
      MutexLock lock(&mutex_);
      if (changed_.empty() && !closed_) wake_.WaitFor(&mutex_, tick_);
      closed = closed_;
      const bool asks = closed || Clock::now() >= next_tick;
      if (asks) next_tick = Clock::now() + tick_;
      for (const auto& [key, watching] : watchers_) {
        if (asks) asked.push_back(watching.watcher);
        if (changed_.contains(watching.centre)) told.push_back(watching.watcher);
      }
      changed_.clear();
    }
    for (const auto& watcher : told) watcher->OnChange();
    for (const auto& watcher : asked) closed ? watcher->OnClose() : watcher->OnTick();
    if (!closed) std::this_thread::sleep_for(kBetweenChanges);
  }
}

}  // namespace balcao::services
