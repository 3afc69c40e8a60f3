#include "services/server/watch_stream.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "auth/directory.h"
#include "services/intake/visits_watch.h"
#include "services/server/status.h"
#include "storage/common/mutex.h"
#include "storage/common/reason.h"

namespace balcao::server {
namespace {

constexpr char kMethod[] = "balcao.v1.Intake/WatchVisits";

class Stream final : public grpc::ServerWriteReactor<v1::WatchVisitsResponse>,
                     public services::VisitsWatch::Watcher {
 public:
  explicit Stream(const services::House* house) : house_(*house) {}

  // Ends the stream at once when the caller may not watch.
  void Begin(std::shared_ptr<Stream> self, absl::Status admitted, const std::string& centre,
             std::string token) {
    self_ = self;
    token_ = std::move(token);
    if (admitted.ok() && !house_.visits_watch->Add(std::move(self), centre)) {
      admitted = WithReason(absl::ResourceExhaustedError("too many watch"), "OVERLOADED");
    }
    admitted.ok() ? OnChange() : End(ToGrpc(admitted));
  }

  void OnChange() override {
    MutexLock lock(&mutex_);
    if (ended_) return;
    if (writing_) {
      again_ = true;
    } else {
      Write();
    }
  }
  void OnTick() override {
    const absl::Status alive =
        house_.directory->Authenticate(token_, house_.sources.now_us()).status();
    if (!alive.ok()) End(ToGrpc(alive));
  }
  void OnClose() override {
    End(ToGrpc(WithReason(absl::UnavailableError("the house is closing"), "CLOSING")));
  }

  void OnWriteDone(bool ok) override {
    MutexLock lock(&mutex_);
    writing_ = false;
    if (ended_) return Finish(*end_);
    if (!ok) {
      ended_ = true;
      return Finish(grpc::Status::CANCELLED);
    }
    if (std::exchange(again_, false)) Write();
  }
  void OnCancel() override { End(grpc::Status::CANCELLED); }
  void OnDone() override {
    house_.visits_watch->Remove(this);
    // Ends with this scope, unless the watch is calling it.
    const std::shared_ptr<Stream> self = std::move(self_);
  }

 private:
  void Write() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    writing_ = true;
    StartWrite(&message_);
  }
  // After what is being written.
  void End(const grpc::Status& status) {
    MutexLock lock(&mutex_);
    if (std::exchange(ended_, true)) return;
    end_ = status;
    if (!writing_) Finish(status);
  }

  const services::House& house_;
  const v1::WatchVisitsResponse message_;
  std::string token_;
  std::shared_ptr<Stream> self_;
  Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool again_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<grpc::Status> end_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

grpc::ServerWriteReactor<v1::WatchVisitsResponse>* StartWatchVisits(
    Gate* gate, const services::House* house, grpc::CallbackServerContext* context,
    const v1::WatchVisitsRequest& request) {
  services::Call call;
  std::string token;
  absl::Status admitted = gate->AdmitStream(*context, kMethod, request, call, token);
  auto stream = std::make_shared<Stream>(house);
  stream->Begin(stream, std::move(admitted), call.caller.centre, std::move(token));
  return stream.get();
}

}  // namespace balcao::server
