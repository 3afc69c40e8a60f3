// The browser's door: HTTP/1.1, with TLS unless bound to loopback, in the server's process.
// It hands out the web client's files, and forwards gRPC-Web under `/rpc` to the same
// handlers, through the same gate, as every other call.
//
// What a browser may do here: GET the files, and POST `application/grpc-web+proto` from a page
// of the same origin. The session is a cookie that no script can read; it stands in the place
// of the token, which never reaches a page.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "services/server/gateway/callers.h"

namespace grpc {
class Channel;
}

namespace balcao::server::gateway {

struct GatewayOptions {
  std::string listen;           // host:port
  std::string web_folder;       // the built client; empty serves calls alone
  std::string tls_certificate;  // PEM text; empty for none
  std::string tls_key;
  bool behind_tls = false;  // TLS ends at a proxy: the browser's connection is safe
  int connections_max = 1024;
  int connections_per_caller_max = 512;  // 0 is no limit
  // Who holds a connection from an address in network order; empty for who is not counted.
  std::function<std::string(std::span<const unsigned char>)> caller_at = CallerAt;
  // How long a request may take to arrive, and a connection to wait for the next.
  std::chrono::milliseconds arrive_within = std::chrono::seconds(10);
  std::chrono::milliseconds idle_within = std::chrono::seconds(75);
  // How long the other side may leave what it is sent lying.
  std::chrono::milliseconds take_within = std::chrono::seconds(30);
};

class Gateway {
 public:
  // Closes every connection.
  virtual ~Gateway() = default;
  virtual int port() const = 0;
};

// FAILED_PRECONDITION when the files, the certificate or the address cannot be used.
absl::StatusOr<std::unique_ptr<Gateway>> StartGateway(const GatewayOptions& options,
                                                      std::shared_ptr<grpc::Channel> channel);

}  // namespace balcao::server::gateway
