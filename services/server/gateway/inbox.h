// From gRPC's threads to the one of HTTP: what comes of a forwarded call, taken one by one by
// the coroutine that asked for it. Included by gateway.cc alone, for what Asio costs.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "services/server/gateway/forward.h"
#include "storage/common/mutex.h"

namespace balcao::server::gateway {

// The messages and the end of a call. All but On...() belongs to the thread of HTTP.
class Inbox final : public std::enable_shared_from_this<Inbox> {
 public:
  explicit Inbox(boost::asio::io_context& io)
      : io_(io), wake_(io, boost::asio::steady_timer::time_point::max()) {}

  void OnMessage(const grpc::ByteBuffer& message) {
    boost::asio::post(io_, [self = shared_from_this(), bytes = BytesOf(message)]() mutable {
      self->messages_.push_back(std::move(bytes));
      self->wake_.cancel();
    });
  }
  void OnEnd(const grpc::Status& status) {
    boost::asio::post(io_, [self = shared_from_this(), status] {
      self->end_ = status;
      self->wake_.cancel();
    });
  }

  // The next message, or nothing at the end.
  boost::asio::awaitable<std::optional<std::string>> Take() {
    while (messages_.empty() && !end_.has_value()) {
      boost::system::error_code woken;
      co_await wake_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, woken));
    }
    if (messages_.empty()) co_return std::nullopt;
    std::string message = std::move(messages_.front());
    messages_.pop_front();
    co_return message;
  }
  const grpc::Status& end() const { return *end_; }

 private:
  boost::asio::io_context& io_;
  boost::asio::steady_timer wake_;  // never runs out; is cancelled when there is something
  std::deque<std::string> messages_;
  std::optional<grpc::Status> end_;
};

// The calls under way: gRPC holds on to what they reach until it has let go of each.
class Calls {
 public:
  // Abandons what has not ended, and waits for it. Once the thread of HTTP has ended.
  ~Calls() {
    for (const std::weak_ptr<ForwardCall>& known : known_) {
      if (const std::shared_ptr<ForwardCall> call = known.lock()) call->Abandon();
    }
    MutexLock lock(&mutex_);
    while (under_way_ > 0) ended_.Wait(&mutex_);
  }

  std::shared_ptr<ForwardCall> Start(const std::shared_ptr<grpc::Channel>& channel,
                                     const ForwardRequest& request, std::shared_ptr<Inbox> inbox) {
    {
      MutexLock lock(&mutex_);
      ++under_way_;
    }
    std::shared_ptr<ForwardCall> call =
        Forward(channel, request, std::make_shared<Listener>(this, std::move(inbox)));
    if (known_.size() >= 2 * alive_) {
      std::erase_if(known_, [](const auto& known) { return known.expired(); });
      alive_ = known_.size() + 1;
    }
    known_.push_back(call);
    return call;
  }

 private:
  // Lets go of the inbox before it says that it did.
  class Listener final : public ForwardListener {
   public:
    Listener(Calls* calls, std::shared_ptr<Inbox> inbox)
        : calls_(*calls), inbox_(std::move(inbox)) {}
    ~Listener() override {
      inbox_.reset();
      MutexLock lock(&calls_.mutex_);
      --calls_.under_way_;
      calls_.ended_.SignalAll();
    }
    void OnMessage(grpc::ByteBuffer message) override { inbox_->OnMessage(message); }
    void OnEnd(const grpc::Status& status) override { inbox_->OnEnd(status); }

   private:
    Calls& calls_;
    std::shared_ptr<Inbox> inbox_;
  };

  std::vector<std::weak_ptr<ForwardCall>> known_;  // of the thread of HTTP
  size_t alive_ = 16;
  Mutex mutex_;
  CondVar ended_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace balcao::server::gateway
