// A stream that tells of changes: for as long as its session lives and what is watched may be
// read, and as fast as the other side takes what it is told. Both are looked at anew at its
// beginning, before each message and every few seconds.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "services/common/change_watch.h"
#include "services/common/house.h"
#include "services/server/gate.h"
#include "storage/common/mutex.h"
#include "storage/common/reason.h"
#include "storage/common/status_macros.h"

namespace balcao::server {

template <class Response>
class WatchStream final : public grpc::ServerWriteReactor<Response>,
                          public services::ChangeWatch::Watcher {
 public:
  using Watched = services::Watched<Response>;

  WatchStream(Gate* gate, const services::House* house, Gate::Stream admitted)
      : gate_(*gate), house_(*house), admitted_(std::move(admitted)) {}

  // Ends the stream at once where it may not begin.
  void Begin(const std::shared_ptr<WatchStream>& self, absl::StatusOr<Watched> watched) {
    self_ = self;
    if (!watched.ok()) return Go(watched.status());
    look_ = std::move(watched->look);
    // Before it looks, so that what changes in between is told.
    const absl::Status added =
        house_.watch->Add(self, watched->topic, admitted_.call.caller.account);
    if (!added.ok()) return Go(added);
    absl::StatusOr<services::Answer<Response>> now = Look();
    if (!now.ok()) return Go(now.status());
    message_ = std::move(now->message);
    gate_.TraceStream(admitted_, std::move(now->reads),
                      [self](const absl::Status& traced) { self->Go(traced); });
  }

  void OnChange() override {
    {
      MutexLock lock(&mutex_);
      if (end_.has_value()) return;
      if (busy_) {
        again_ = true;
        return;
      }
      busy_ = true;
    }
    Tell();
  }
  void OnTick() override {
    const absl::Status alive = Look().status();
    if (!alive.ok()) End(alive);
  }
  void OnClose() override {
    End(WithReason(absl::UnavailableError("the house is closing"), "CLOSING"));
  }

  void OnWriteDone(bool ok) override {
    bool ends = false;
    {
      MutexLock lock(&mutex_);
      if (!ok && !end_.has_value()) end_ = Gone();
      ends = end_.has_value();
      if (!ends && !std::exchange(again_, false)) {
        busy_ = false;
        return;
      }
    }
    ends ? Go(absl::OkStatus()) : Tell();
  }
  void OnCancel() override { End(Gone()); }
  void OnDone() override {
    house_.watch->Remove(this);
    // Ends with this scope, unless the watch is calling it.
    const std::shared_ptr<WatchStream> self = std::move(self_);
  }

 private:
  // The other side left, or its deadline is over.
  static absl::Status Gone() { return absl::CancelledError(); }

  absl::StatusOr<services::Answer<Response>> Look() const {
    ASSIGN_OR_RETURN(const services::Call call, gate_.AdmitAgain(admitted_));
    return look_(call);
  }
  // The following two are for who made the stream busy, and for nobody else meanwhile.
  void Tell() {
    absl::StatusOr<services::Answer<Response>> now = Look();
    if (now.ok()) message_ = std::move(now->message);
    Go(now.status());
  }
  // Writes what is to be told, or ends, where anybody said so meanwhile.
  void Go(const absl::Status& allowed) {
    std::optional<absl::Status> end;
    {
      MutexLock lock(&mutex_);
      if (!allowed.ok() && !end_.has_value()) end_ = allowed;
      end = end_;
    }
    if (!end.has_value()) return this->StartWrite(&message_);
    this->Finish(gate_.EndStream(admitted_, *end));
  }
  // After what is being written.
  void End(const absl::Status& status) {
    {
      MutexLock lock(&mutex_);
      if (end_.has_value()) return;
      end_ = status;
      if (busy_) return;
    }
    this->Finish(gate_.EndStream(admitted_, status));
  }

  Gate& gate_;
  const services::House& house_;
  Gate::Stream admitted_;
  std::function<absl::StatusOr<services::Answer<Response>>(const services::Call&)> look_;
  Response message_;
  std::shared_ptr<WatchStream> self_;
  Mutex mutex_;
  // From its beginning, and while something is looked at or written: who is busy ends the
  // stream as well.
  bool busy_ ABSL_GUARDED_BY(mutex_) = true;
  bool again_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
};

// Starts a stream; `watch` says of an admitted call what it watches.
template <class Response, class Request, class Watch>
grpc::ServerWriteReactor<Response>* StartWatch(Gate* gate, const services::House* house,
                                               grpc::CallbackServerContext* context,
                                               const char* method, const Request& request,
                                               Watch watch) {
  Gate::Stream admitted;
  const absl::Status allowed = gate->AdmitStream(*context, method, request, admitted);
  using Watched = absl::StatusOr<services::Watched<Response>>;
  Watched watched = allowed.ok() ? watch(admitted.call, request) : Watched(allowed);
  auto stream = std::make_shared<WatchStream<Response>>(gate, house, std::move(admitted));
  stream->Begin(stream, std::move(watched));
  return stream.get();
}

}  // namespace balcao::server
