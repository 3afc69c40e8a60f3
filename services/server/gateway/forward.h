// A browser's call on its way to the handlers: over the channel inside the process, as bytes,
// through the same gate as every call.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace balcao::server::gateway {

struct ForwardRequest {
  std::string method;  // `/balcao.v1.Access/Echo`
  std::string token;   // empty for none
  std::string_view message;
  std::optional<std::chrono::nanoseconds> timeout;
};

// Called on gRPC's threads, one call after the other; OnEnd() once and last.
class ForwardListener {
 public:
  virtual ~ForwardListener() = default;
  virtual void OnMessage(grpc::ByteBuffer message) = 0;
  virtual void OnEnd(const grpc::Status& status) = 0;
};

// A call under way. Lives until it has ended, whoever holds it.
class ForwardCall {
 public:
  virtual ~ForwardCall() = default;
  // Asks for the next message. The first comes by itself; each one that came is followed by
  // one call of this or of Abandon().
  virtual void Next() = 0;
  // Nobody waits any more: the handler is told, and OnEnd() comes soon. Next() is not called
  // after it; a second time it does nothing.
  virtual void Abandon() = 0;
};

std::shared_ptr<ForwardCall> Forward(const std::shared_ptr<grpc::Channel>& channel,
                                     const ForwardRequest& request,
                                     std::shared_ptr<ForwardListener> listener);

// What the contract says of a method: nothing for one that it does not know.
std::optional<bool> IsStreaming(std::string_view method);

std::string BytesOf(const grpc::ByteBuffer& message);

}  // namespace balcao::server::gateway
