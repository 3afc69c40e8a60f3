#include "services/common/change_watch.h"

#include <chrono>
#include <utility>

#include "balcao/store/v1/records.pb.h"
#include "storage/common/reason.h"

namespace balcao::services {
namespace {

constexpr size_t kWatchersMax = 4096;
// A busy desk writes faster than anybody looks.
constexpr std::chrono::milliseconds kBetweenChanges{100};

// The topic that a changed record belongs to; empty for none.
std::string TopicOf(const storage::RecordState& changed) {
  switch (changed.kind) {
    case storage::Kind::kVisit:
      return changed.As<store::v1::VisitRecord>().visit().placement().owner();
    case storage::Kind::kCase:
      return changed.As<store::v1::CaseRecord>().case_().name();
    case storage::Kind::kNote:
      return changed.As<store::v1::NoteRecord>().case_();
    default:
      return "";
  }
}

}  // namespace

ChangeWatch::ChangeWatch(std::chrono::milliseconds tick)
    : tick_(tick), thread_([this] { Run(); }) {}

ChangeWatch::~ChangeWatch() {
  Close();
  thread_.join();
}

absl::Status ChangeWatch::Add(std::shared_ptr<Watcher> watcher, const std::string& topic,
                              const storage::Id& account) {
  MutexLock lock(&mutex_);
  if (closed_) return WithReason(absl::UnavailableError("the house is closing"), "CLOSING");
  if (watchers_.size() >= kWatchersMax) {
    return WithReason(absl::ResourceExhaustedError("too many watch"), "OVERLOADED");
  }
  int& already = of_account_[account];
  if (already >= kOfAnAccountMax) {
    return WithReason(absl::ResourceExhaustedError("the account watches too much already"),
                      "TOO_MANY_STREAMS");
  }
  ++already;
  const Watcher* const key = watcher.get();
  watchers_[key] = {std::move(watcher), topic, account};
  return absl::OkStatus();
}

void ChangeWatch::Remove(const Watcher* watcher) {
  // Ends after the lock: the last owner may end with it.
  Watching removed;
  MutexLock lock(&mutex_);
  const auto found = watchers_.find(watcher);
  if (found == watchers_.end()) return;
  removed = std::move(found->second);
  watchers_.erase(found);
  const auto of_account = of_account_.find(removed.account);
  if (--of_account->second == 0) of_account_.erase(of_account);
}

void ChangeWatch::Close() {
  MutexLock lock(&mutex_);
  closed_ = true;
  wake_.SignalAll();
}

void ChangeWatch::Apply(const storage::ChangeSet& changes) {
  for (const storage::ChangedRecord& changed : changes.records) {
    MutexLock lock(&mutex_);
    if (watchers_.empty()) return;
    std::string topic = TopicOf(changed.after);
    if (topic.empty()) continue;
    changed_.insert(std::move(topic));
    wake_.SignalOne();
  }
}

void ChangeWatch::Run() {
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
        if (changed_.contains(watching.topic)) told.push_back(watching.watcher);
      }
      changed_.clear();
    }
    for (const auto& watcher : told) watcher->OnChange();
    for (const auto& watcher : asked) closed ? watcher->OnClose() : watcher->OnTick();
    if (!closed) std::this_thread::sleep_for(kBetweenChanges);
  }
}

}  // namespace balcao::services
