#include "storage/ledger/ledger.h"

#include <memory>
#include <thread>
#include <variant>

#include "absl/base/thread_annotations.h"
#include "storage/common/mutex.h"
#include "storage/common/reason.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/answerer.h"
#include "storage/ledger/batch.h"
#include "storage/ledger/reserve.h"

namespace balcao::storage {
namespace {

using Item = std::variant<Command, Trace>;

// The last number of a series; 0 before the first.
absl::StatusOr<int64_t> LoadLast(Connection& connection, std::string_view series) {
  ASSIGN_OR_RETURN(Statement * prepared,
                   connection.Prepare("SELECT last FROM series WHERE name = $1"));
  ScopedStatement statement(prepared);
  statement->BindText(1, series);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  return found ? statement->Int(0) : 0;
}

void Refuse(Item& item, const absl::Status& status) {
  if (auto* command = std::get_if<Command>(&item)) {
    command->done(status);
  } else {
    std::get<Trace>(item).done(status);
  }
}

class Writer : public Ledger {
 public:
  Writer(Engine* engine, const Codec* codec, Sources sources, DeriveFacts derive,
         std::vector<View*> views, const LedgerOptions& options, ChainHead head, uint64_t last_tick)
      : engine_(*engine),
        sources_(std::move(sources)),
        derive_(std::move(derive)),
        ids_(last_tick),
        context_{&engine->writer(), codec, &sources_, &ids_, &derive_},
        views_(std::move(views)),
        options_(options),
        answerer_(engine, head.position),
        head_(std::move(head)),
        thread_([this] { Run(); }) {}

  ~Writer() override {
    {
      MutexLock lock(&mutex_);
      stopping_ = true;
      wake_.SignalAll();
    }
    thread_.join();
  }

  void Submit(Command command) override { Enqueue(std::move(command)); }
  void Submit(Trace trace) override { Enqueue(std::move(trace)); }
  int64_t position() const override { return answerer_.position(); }

 private:
  void Enqueue(Item item) {
    absl::Status refusal;
    {
      MutexLock lock(&mutex_);
      if (stopping_) {
        refusal = WithReason(absl::UnavailableError("the house is closing"), "CLOSING");
      } else if (queue_.size() >= options_.queue_max) {
        refusal = WithReason(absl::ResourceExhaustedError("too many writes wait"), "OVERLOADED");
      } else {
        queue_.push_back(std::move(item));
        if (queue_.size() == 1) wake_.SignalOne();
        return;
      }
    }
    Refuse(item, refusal);
  }

  // Takes what waits; false when stopping and nothing waits. No linger: while one
  // batch is being written the next one forms by itself.
  bool Drain(std::vector<Item>& items) {
    MutexLock lock(&mutex_);
    while (queue_.empty() && !stopping_) wake_.Wait(&mutex_);
    items.swap(queue_);
    return !items.empty();
  }

  void Run() {
    std::vector<Item> items;
    while (Drain(items)) {
      const size_t step = options_.one_by_one ? 1 : options_.batch_max;
      for (size_t begin = 0; begin < items.size(); begin += step) {
        WriteBatch(items, begin, std::min(items.size(), begin + step));
      }
      items.clear();
    }
  }

  void WriteBatch(std::vector<Item>& items, size_t begin, size_t end) {
    auto batch = std::make_unique<Batch>(context_, head_);
    absl::Status begun = answerer_.failure();
    if (begun.ok()) begun = batch->Begin();
    if (!begun.ok()) {
      for (size_t i = begin; i < end; ++i) Refuse(items[i], begun);
      return;
    }
    if (IsFull()) batch->RefuseWrites();
    for (size_t i = begin; i < end; ++i) {
      std::visit([&](auto& item) { batch->Add(std::move(item)); }, items[i]);
    }
    absl::Status written = batch->Write();
    if (absl::IsResourceExhausted(written)) return WriteTracesAlone(std::move(batch));
    Settle(std::move(batch), std::move(written));
  }

  void Settle(std::unique_ptr<Batch> batch, absl::Status written) {
    if (written.ok()) {
      head_ = batch->head();
      batch->UpdateViews(views_);
    }
    // What group commit is measured against pays for the disk one by one.
    const bool synced = options_.one_by_one && written.ok() && engine_.Sync().ok();
    answerer_.Answer(std::move(batch), std::move(written), synced);
  }

  // The disk is full: the writes of a batch are refused, its traces go on as long
  // as the reserve has room for them.
  void WriteTracesAlone(std::unique_ptr<Batch> batch) {
    full_ = true;
    retry_us_ = sources_.now_us() + options_.full_retry_us;
    auto traces = std::make_unique<Batch>(context_, head_);
    batch->MoveTracesTo(*traces);
    answerer_.Answer(std::move(batch), DiskFull());
    if (traces->empty()) return;
    absl::Status written;
    do {
      written = traces->Begin();
      if (written.ok()) written = traces->Write();
    } while (absl::IsResourceExhausted(written) && options_.reserve != nullptr &&
             options_.reserve->Release());
    if (absl::IsResourceExhausted(written)) written = DiskFull();
    Settle(std::move(traces), std::move(written));
  }

  // While the disk is full writes are tried again now and then, once the reserve is
  // whole: they must not live on the room that was given to traces.
  bool IsFull() {
    if (!full_) return false;
    const int64_t now_us = sources_.now_us();
    const int64_t wait_us = retry_us_ - now_us;
    // A clock that was set back must not make it long.
    if (wait_us > 0 && wait_us <= options_.full_retry_us) return true;
    retry_us_ = now_us + options_.full_retry_us;
    full_ = !ReserveIsWhole();
    return full_;
  }

  bool ReserveIsWhole() { return options_.reserve == nullptr || options_.reserve->Refill(); }

  Engine& engine_;
  const Sources sources_;
  const DeriveFacts derive_;
  IdSeries ids_;  // the writer's thread alone
  const BatchContext context_;
  const std::vector<View*> views_;
  const LedgerOptions options_;
  Answerer answerer_;
  // The writer's thread alone.
  ChainHead head_;
  bool full_ = !ReserveIsWhole();  // the disk, when last tried
  int64_t retry_us_ = 0;           // until then writes are refused without trying

  Mutex mutex_;
  CondVar wake_;
  std::vector<Item> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace

absl::StatusOr<KeyId> LoadLastKey(Connection& connection) {
  ASSIGN_OR_RETURN(const int64_t last, LoadLast(connection, kLastKeySeries));
  return static_cast<KeyId>(last);
}

absl::StatusOr<std::unique_ptr<Ledger>> StartLedger(Engine* engine, const Codec* codec,
                                                    Sources sources, DeriveFacts derive,
                                                    std::vector<View*> views,
                                                    const LedgerOptions& options) {
  ASSIGN_OR_RETURN(ChainHead head, LoadChainHead(engine->writer()));
  ASSIGN_OR_RETURN(const int64_t last_tick, LoadLast(engine->writer(), kLastTickSeries));
  return std::make_unique<Writer>(engine, codec, std::move(sources), std::move(derive),
                                  std::move(views), options, std::move(head),
                                  static_cast<uint64_t>(last_tick));
}

}  // namespace balcao::storage
