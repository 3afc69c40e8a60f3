#include "services/server/gateway/forward.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/client_callback.h>

#include <atomic>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace balcao::server::gateway {
namespace {

class Call final : public ForwardCall,
                   public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  Call(const std::shared_ptr<grpc::Channel>& channel, std::shared_ptr<ForwardListener> listener)
      : stub_(channel), listener_(std::move(listener)) {}

  void Start(const ForwardRequest& request, std::shared_ptr<Call> self) {
    self_ = std::move(self);
    if (!request.token.empty()) {
      context_.AddMetadata("authorization", absl::StrCat("Bearer ", request.token));
    }
    if (request.timeout.has_value()) {
      context_.set_deadline(
          std::chrono::system_clock::now() +
          std::chrono::duration_cast<std::chrono::system_clock::duration>(*request.timeout));
    }
    const grpc::Slice slice(request.message.data(), request.message.size());
    request_ = grpc::ByteBuffer(&slice, 1);
    stub_.PrepareBidiStreamingCall(&context_, request.method, {}, this);
    StartWriteLast(&request_, {});
    // Reads are started from outside of reactions: gRPC must not end the call between two.
    AddHold();
    StartRead(&message_);
    StartCall();
  }

  void Next() override {
    reading_ = true;
    StartRead(&message_);
  }
  void Abandon() override {
    context_.TryCancel();
    // Ends at once: it is what lets go of the hold.
    if (!reading_.exchange(true)) StartRead(&message_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return RemoveHold();
    reading_ = false;
    listener_->OnMessage(std::exchange(message_, grpc::ByteBuffer()));
  }
  void OnDone(const grpc::Status& status) override {
    // Ends with this scope, when gRPC has nothing more to do with it; the listener too, however
    // long somebody else keeps the call.
    const std::shared_ptr<Call> self = std::move(self_);
    const std::shared_ptr<ForwardListener> listener = std::move(listener_);
    listener->OnEnd(status);
  }

 private:
  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  std::shared_ptr<ForwardListener> listener_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer message_;
  std::atomic<bool> reading_ = true;
  std::shared_ptr<Call> self_;
};

}  // namespace

std::shared_ptr<ForwardCall> Forward(const std::shared_ptr<grpc::Channel>& channel,
                                     const ForwardRequest& request,
                                     std::shared_ptr<ForwardListener> listener) {
  auto call = std::make_shared<Call>(channel, std::move(listener));
  call->Start(request, call);
  return call;
}

std::optional<bool> IsStreaming(std::string_view method) {
  if (!method.starts_with('/')) return std::nullopt;
  std::string name(method.substr(1));
  const size_t slash = name.find('/');
  if (slash == std::string::npos) return std::nullopt;
  name[slash] = '.';
  const google::protobuf::MethodDescriptor* const found =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  if (found == nullptr || found->client_streaming()) return std::nullopt;
  return found->server_streaming();
}

std::string BytesOf(const grpc::ByteBuffer& message) {
  std::vector<grpc::Slice> slices;
  if (!message.Dump(&slices).ok()) return "";
  std::string bytes;
  bytes.reserve(message.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace balcao::server::gateway
