// The connection to a server: a few channels, one completion queue, and one
// thread that serves it. Calls are awaited in coroutines; what can be repeated is
// repeated under the same request identifier.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "balcao/v1/access.grpc.pb.h"
#include "balcao/v1/cases.grpc.pb.h"
#include "balcao/v1/catalogue.grpc.pb.h"
#include "balcao/v1/helpline.grpc.pb.h"
#include "balcao/v1/intake.grpc.pb.h"
#include "balcao/v1/people.grpc.pb.h"
#include "balcao/v1/plan.grpc.pb.h"
#include "balcao/v1/statistics.grpc.pb.h"
#include "clients/country/task.h"
#include "grpcpp/alarm.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"

namespace balcao::country {

// A method of the contract and its name for messages: `Intake/OpenVisit`.
template <typename Stub, typename Request, typename Response>
struct Method {
  const char* name;
  std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (Stub::*prepare)(
      grpc::ClientContext*, const Request&, grpc::CompletionQueue*);
};

// What waits in the completion queue.
class Operation {
 public:
  virtual ~Operation() = default;
  virtual void Finish() = 0;
};

// A call that is awaited: `const grpc::Status status = co_await call;`.
template <typename Stub, typename Request, typename Response>
class AwaitedCall final : public Operation {
 public:
  AwaitedCall(Stub& stub, const Method<Stub, Request, Response>& method, const Request& request,
              Response* response, grpc::CompletionQueue& queue)
      : stub_(stub), method_(method), request_(request), response_(response), queue_(queue) {}

  grpc::ClientContext& context() { return context_; }
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> awaiting) {
    awaiting_ = awaiting;
    reader_ = (stub_.*method_.prepare)(&context_, request_, &queue_);
    reader_->StartCall();
    reader_->Finish(response_, &status_, this);
  }
  grpc::Status await_resume() { return std::move(status_); }
  void Finish() override { awaiting_.resume(); }

 private:
  Stub& stub_;
  const Method<Stub, Request, Response>& method_;
  const Request& request_;
  Response* response_;
  grpc::CompletionQueue& queue_;
  grpc::ClientContext context_;
  grpc::Status status_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> reader_;
  std::coroutine_handle<> awaiting_;
};

// A call in bytes: the request was serialised before, the response is not read.
// For load, which shares the machine with the server that it measures.
class AwaitedRawCall final : public Operation {
 public:
  AwaitedRawCall(grpc::GenericStub& stub, const std::string& path, const grpc::ByteBuffer& request,
                 grpc::CompletionQueue& queue)
      : stub_(stub), path_(path), request_(request), queue_(queue) {}

  grpc::ClientContext& context() { return context_; }
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> awaiting) {
    awaiting_ = awaiting;
    reader_ = stub_.PrepareUnaryCall(&context_, path_, request_, &queue_);
    reader_->StartCall();
    reader_->Finish(&response_, &status_, this);
  }
  grpc::Status await_resume() { return std::move(status_); }
  void Finish() override { awaiting_.resume(); }

 private:
  grpc::GenericStub& stub_;
  const std::string& path_;
  const grpc::ByteBuffer& request_;
  grpc::CompletionQueue& queue_;
  grpc::ClientContext context_;
  grpc::ByteBuffer response_;
  grpc::Status status_;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader_;
  std::coroutine_handle<> awaiting_;
};

// A pause that is awaited.
class Pause final : public Operation {
 public:
  Pause(absl::Duration duration, grpc::CompletionQueue& queue)
      : duration_(duration), queue_(queue) {}

  bool await_ready() const { return duration_ <= absl::ZeroDuration(); }
  void await_suspend(std::coroutine_handle<> awaiting) {
    awaiting_ = awaiting;
    const auto deadline = std::chrono::system_clock::now() + absl::ToChronoMicroseconds(duration_);
    alarm_.Set(&queue_, deadline, this);
  }
  void await_resume() const {}
  void Finish() override { awaiting_.resume(); }

 private:
  absl::Duration duration_;
  grpc::CompletionQueue& queue_;
  grpc::Alarm alarm_;
  std::coroutine_handle<> awaiting_;
};

struct ClientOptions {
  // HOST:PORT.
  std::string server = "127.0.0.1:50051";
  // A file of certificates (PEM) that the server's must descend from; empty for a
  // connection in the clear.
  std::string tls_ca_file;
  int channels = 4;
  // The number of the first channel: channels of one process with different
  // numbers have connections of their own.
  int first_channel = 0;
  // The deadline of a call.
  absl::Duration timeout = absl::Seconds(60);
  // How often a call is made before its failure counts.
  int attempts_max = 8;
};

class Client {
 public:
  // Makes the channels; the first call connects. NOT_FOUND for a certificate file
  // that cannot be read.
  static absl::StatusOr<std::unique_ptr<Client>> Connect(const ClientOptions& options);
  ~Client();

  // Makes a call. UNAVAILABLE and ABORTED are tried again with the same request;
  // other failures say which method failed and carry the server's details.
  template <typename Stub, typename Request, typename Response>
  Task<absl::Status> Call(const Method<Stub, Request, Response>& method, const std::string& token,
                          const Request& request, Response* response) {
    for (int attempt = 1;; ++attempt) {
      AwaitedCall<Stub, Request, Response> call(NextStub<Stub>(), method, request, response,
                                                queue_);
      Prepare(call.context(), token);
      const grpc::Status status = co_await call;
      ++calls_;
      if (status.ok()) co_return absl::OkStatus();
      if (!MayRepeat(status) || attempt >= options_.attempts_max) {
        co_return Failure(method.name, status);
      }
      ++repeats_;
      co_await Wait(absl::Milliseconds(10 << attempt));
    }
  }

  // Makes one attempt; the answer counts as it is. For measuring. `path` is the
  // method's: `/balcao.v1.Intake/OpenVisit`.
  AwaitedRawCall Attempt(const std::string& path, const grpc::ByteBuffer& request) {
    return AwaitedRawCall(NextStub<grpc::GenericStub>(), path, request, queue_);
  }
  void Prepare(grpc::ClientContext& context, const std::string& token) const;

  Pause Wait(absl::Duration duration) { return Pause(duration, queue_); }

  // Serves the queue until every task is done; gives the first failure.
  absl::Status RunAll(std::vector<Task<absl::Status>>& tasks);
  // The same for one.
  absl::Status Run(Task<absl::Status> task);

  // Calls made so far, and how many of them were repeats.
  int64_t calls() const { return calls_; }
  int64_t repeats() const { return repeats_; }

 private:
  template <typename... Stubs>
  using StubSet = std::tuple<std::unique_ptr<Stubs>...>;
  using Stubs = StubSet<v1::Access::Stub, v1::Cases::Stub, v1::Catalogue::Stub, v1::Helpline::Stub,
                        v1::Intake::Stub, v1::People::Stub, v1::Plan::Stub, v1::Statistics::Stub,
                        grpc::GenericStub>;

  explicit Client(const ClientOptions& options) : options_(options) {}
  void AddChannel(const std::shared_ptr<grpc::ChannelCredentials>& credentials, int number);
  static bool MayRepeat(const grpc::Status& status);
  static absl::Status Failure(const char* method, const grpc::Status& status);

  // The stubs take turns, so that the channels share the load.
  template <typename Stub>
  Stub& NextStub() {
    next_ = (next_ + 1) % stubs_.size();
    return *std::get<std::unique_ptr<Stub>>(stubs_[next_]);
  }

  ClientOptions options_;
  std::vector<Stubs> stubs_;
  size_t next_ = 0;
  grpc::CompletionQueue queue_;
  int64_t calls_ = 0;
  int64_t repeats_ = 0;
};

}  // namespace balcao::country
