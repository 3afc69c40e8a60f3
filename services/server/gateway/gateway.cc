// The one file that includes Boost.Beast, which takes a minute to compile.
#include "services/server/gateway/gateway.h"

#include <grpcpp/grpcpp.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "balcao/v1/access.pb.h"
#include "services/server/gateway/assets.h"
#include "services/server/gateway/cookie.h"
#include "services/server/gateway/forward.h"
#include "services/server/gateway/frame.h"
#include "services/server/gateway/inbox.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"

namespace balcao::server::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;

constexpr uint32_t kHeaderBytesMax = 16 * 1024;
constexpr uint64_t kBodyBytesMax = (1 << 20) + kFrameHeaderBytes;
constexpr std::string_view kRpc = "/rpc";
constexpr std::string_view kGrpcWeb = "application/grpc-web+proto";

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;
using FileResponse = http::response<http::span_body<const char>>;

std::string_view View(beast::string_view text) { return {text.data(), text.size()}; }
beast::string_view BeastView(std::string_view text) { return {text.data(), text.size()}; }

std::string_view HeaderOf(const Request& request, beast::string_view name) {
  const auto found = request.find(name);
  return found == request.end() ? std::string_view() : View(found->value());
}

// What every answer says: nothing of it is for another page, and no page of ours runs or loads
// what is not ours.
void SetSafety(http::fields& fields, bool safe) {
  fields.set("Content-Security-Policy",
             "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
             "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
             "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  fields.set("X-Content-Type-Options", "nosniff");
  fields.set("X-Frame-Options", "DENY");
  fields.set("Referrer-Policy", "no-referrer");
  fields.set("Cross-Origin-Opener-Policy", "same-origin");
  fields.set("Cross-Origin-Resource-Policy", "same-origin");
  fields.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  if (safe) fields.set("Strict-Transport-Security", "max-age=31536000");
}

// A stream's call, and whether anybody still listens.
struct WatchedCall {
  explicit WatchedCall(std::shared_ptr<ForwardCall> watched) : call(std::move(watched)) {}
  void Leave() {
    if (!std::exchange(left, true)) call->Abandon();
  }

  const std::shared_ptr<ForwardCall> call;
  bool left = false;
};

// Ends a stream's call when its browser closes, which shows as something to read. The socket
// ends with the stream, and its wait with it.
awaitable<void> LeaveWithBrowser(tcp::socket& socket, std::shared_ptr<WatchedCall> watched) {
  error_code ended;
  co_await socket.async_wait(tcp::socket::wait_read, asio::redirect_error(use_awaitable, ended));
  watched->Leave();
}

class HttpGateway final : public Gateway {
 public:
  HttpGateway(GatewayOptions options, Assets assets, std::shared_ptr<grpc::Channel> channel)
      : options_(std::move(options)), assets_(std::move(assets)), channel_(std::move(channel)) {}

  ~HttpGateway() override {
    io_.stop();
    if (thread_.joinable()) thread_.join();
    calls_.reset();
  }

  int port() const override { return port_; }

  absl::Status Start();

 private:
  bool tls() const { return !options_.tls_key.empty(); }
  // Whether the browser came by TLS, which may have ended before it came here.
  bool safe() const { return tls() || options_.behind_tls; }
  std::string CallerOf(const tcp::socket& socket) const;
  absl::Status UseCertificate();

  awaitable<void> Accept();
  awaitable<void> Connection(tcp::socket socket);
  // Requests of one connection, one after the other.
  template <class Stream>
  awaitable<void> Requests(Stream& stream);
  template <class Stream>
  awaitable<bool> Answer(Stream& stream, const Request& request);
  template <class Stream>
  awaitable<bool> AnswerFile(Stream& stream, const Request& request);
  template <class Stream>
  awaitable<bool> AnswerCall(Stream& stream, const Request& request);
  template <class Stream>
  awaitable<bool> AnswerOne(Stream& stream, const Request& request, const ForwardRequest& call);
  template <class Stream>
  awaitable<bool> AnswerMany(Stream& stream, const Request& request, const ForwardRequest& call);
  template <class Stream>
  awaitable<bool> Refuse(Stream& stream, const Request& request, http::status status,
                         std::string_view why);
  // True when the connection may be used again.
  template <class Stream, class Message>
  awaitable<bool> Send(Stream& stream, Message& message);

  // Empty when a call may come from where it came.
  std::string_view ForeignOrigin(const Request& request) const;
  // Takes the token out of a reply and says what the browser is to keep.
  std::string CookieFor(const ForwardRequest& call, const grpc::Status& end, std::string& message);

  const GatewayOptions options_;
  const Assets assets_;
  const std::shared_ptr<grpc::Channel> channel_;
  asio::io_context io_{1};
  std::unique_ptr<Calls> calls_ = std::make_unique<Calls>();
  asio::ssl::context ssl_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_{io_};
  int port_ = 0;
  int connections_ = 0;
  Callers callers_{options_.connections_per_caller_max};
  std::thread thread_;
};

absl::Status HttpGateway::UseCertificate() {
  if (!tls()) return absl::OkStatus();
  error_code error;
  ssl_.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 |
                   asio::ssl::context::single_dh_use);
  SSL_CTX_set_options(ssl_.native_handle(), SSL_OP_NO_RENEGOTIATION);
  ssl_.use_certificate_chain(asio::buffer(options_.tls_certificate), error);
  if (!error) {
    ssl_.use_private_key(asio::buffer(options_.tls_key), asio::ssl::context::pem, error);
  }
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError("the browser's door: certificate or key cannot be used");
}

absl::Status HttpGateway::Start() {
  RETURN_IF_ERROR(UseCertificate());
  const size_t colon = options_.listen.rfind(':');
  int port = 0;
  if (colon == std::string::npos || !absl::SimpleAtoi(options_.listen.substr(colon + 1), &port) ||
      port < 0 || port > 65535) {
    return absl::FailedPreconditionError(absl::StrCat(options_.listen, " is not host:port"));
  }
  std::string host = options_.listen.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  error_code error;
  const asio::ip::address address = asio::ip::make_address(host, error);
  const tcp::endpoint endpoint(address, static_cast<uint16_t>(port));
  if (!error) acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return absl::FailedPreconditionError(absl::StrCat("cannot listen on ", options_.listen,
                                                      " for browsers: is another server running?"));
  }
  port_ = acceptor_.local_endpoint().port();
  asio::co_spawn(io_, Accept(), asio::detached);
  thread_ = std::thread([this] { io_.run(); });
  return absl::OkStatus();
}

awaitable<void> HttpGateway::Accept() {
  while (true) {
    error_code error;
    tcp::socket socket =
        co_await acceptor_.async_accept(asio::redirect_error(use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      // No descriptor left, most likely: others must end first.
      asio::steady_timer pause(io_, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::redirect_error(use_awaitable, error));
      continue;
    }
    if (connections_ >= options_.connections_max) continue;  // closes it
    const std::string caller = CallerOf(socket);
    if (!callers_.Enter(caller)) continue;
    ++connections_;
    asio::co_spawn(io_, Connection(std::move(socket)), [this, caller](const std::exception_ptr&) {
      --connections_;
      callers_.Leave(caller);
    });
  }
}

std::string HttpGateway::CallerOf(const tcp::socket& socket) const {
  error_code gone;
  const asio::ip::address address = socket.remote_endpoint(gone).address();
  if (gone) return "";
  if (address.is_v4()) return options_.caller_at(address.to_v4().to_bytes());
  return options_.caller_at(address.to_v6().to_bytes());
}

awaitable<void> HttpGateway::Connection(tcp::socket socket) {
  error_code error;
  socket.set_option(tcp::no_delay(true), error);
  beast::tcp_stream plain(std::move(socket));
  if (!tls()) {
    co_await Requests(plain);
    co_return;
  }
  beast::ssl_stream<beast::tcp_stream> stream(std::move(plain), ssl_);
  beast::get_lowest_layer(stream).expires_after(options_.arrive_within);
  co_await stream.async_handshake(asio::ssl::stream_base::server,
                                  asio::redirect_error(use_awaitable, error));
  if (error) co_return;
  co_await Requests(stream);
  beast::get_lowest_layer(stream).expires_after(options_.take_within);
  co_await stream.async_shutdown(asio::redirect_error(use_awaitable, error));
}

template <class Stream>
awaitable<void> HttpGateway::Requests(Stream& stream) {
  beast::flat_buffer buffer(kHeaderBytesMax + kBodyBytesMax);
  auto wait = options_.arrive_within;
  while (true) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(kHeaderBytesMax);
    parser.body_limit(kBodyBytesMax);
    error_code error;
    // The first bytes of a next request may be long in coming; the rest of it may not.
    if (buffer.size() == 0) {
      beast::get_lowest_layer(stream).expires_after(wait);
      buffer.commit(co_await stream.async_read_some(buffer.prepare(kHeaderBytesMax),
                                                    asio::redirect_error(use_awaitable, error)));
      if (error) co_return;
    }
    beast::get_lowest_layer(stream).expires_after(options_.arrive_within);
    co_await http::async_read(stream, buffer, parser, asio::redirect_error(use_awaitable, error));
    if (error == http::error::body_limit || error == http::error::header_limit) {
      co_await Refuse(stream, parser.get(),
                      error == http::error::body_limit
                          ? http::status::payload_too_large
                          : http::status::request_header_fields_too_large,
                      "too large");
      co_return;
    }
    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
      co_await Refuse(stream, parser.get(), http::status::bad_request, "not HTTP/1.1");
      co_return;
    }
    if (error) co_return;
    if (!co_await Answer(stream, parser.get())) co_return;
    wait = options_.idle_within;
  }
}

template <class Stream>
awaitable<bool> HttpGateway::Answer(Stream& stream, const Request& request) {
  const std::string_view target = View(request.target());
  if (target == kRpc || target.starts_with("/rpc/")) co_return co_await AnswerCall(stream, request);
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    co_return co_await Refuse(stream, request, http::status::method_not_allowed, "GET alone");
  }
  co_return co_await AnswerFile(stream, request);
}

template <class Stream>
awaitable<bool> HttpGateway::AnswerFile(Stream& stream, const Request& request) {
  std::string_view path = View(request.target());
  path = path.substr(0, path.find('?'));
  const Asset* const asset = assets_.Find(path);
  if (asset == nullptr) {
    co_return co_await Refuse(stream, request, http::status::not_found, "nothing here");
  }
  FileResponse response(http::status::ok, request.version());
  SetSafety(response, safe());
  response.keep_alive(request.keep_alive());
  response.set(http::field::etag, asset->etag);
  response.set(http::field::vary, "Accept-Encoding");
  response.set(http::field::cache_control,
               asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (HeaderOf(request, "If-None-Match") == asset->etag) {
    response.result(http::status::not_modified);
    co_return co_await Send(stream, response);
  }
  response.set(http::field::content_type, asset->type);
  const bool packed = !asset->gzip.empty() &&
                      absl::StrContains(AbslView(HeaderOf(request, "Accept-Encoding")), "gzip");
  if (packed) response.set(http::field::content_encoding, "gzip");
  const std::string& bytes = packed ? asset->gzip : asset->bytes;
  response.content_length(bytes.size());
  if (request.method() == http::verb::get) response.body() = {bytes.data(), bytes.size()};
  co_return co_await Send(stream, response);
}

std::string_view HttpGateway::ForeignOrigin(const Request& request) const {
  const std::string_view site = HeaderOf(request, "Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin") return site;
  const std::string_view origin = HeaderOf(request, "Origin");
  if (origin.empty()) return "";
  std::string_view host = origin;
  host.remove_prefix(std::min(host.size(), host.find("//") + 2));
  return host == HeaderOf(request, "Host") ? "" : origin;
}

template <class Stream>
awaitable<bool> HttpGateway::AnswerCall(Stream& stream, const Request& request) {
  if (request.method() != http::verb::post) {
    co_return co_await Refuse(stream, request, http::status::method_not_allowed, "POST alone");
  }
  if (!HeaderOf(request, "Content-Type").starts_with("application/grpc-web")) {
    co_return co_await Refuse(stream, request, http::status::unsupported_media_type,
                              "application/grpc-web+proto alone");
  }
  if (!ForeignOrigin(request).empty()) {
    co_return co_await Refuse(stream, request, http::status::forbidden, "from our own pages alone");
  }
  const absl::StatusOr<std::string_view> message = MessageOf(request.body());
  if (!message.ok()) {
    co_return co_await Refuse(stream, request, http::status::bad_request, "not a gRPC-Web frame");
  }
  ForwardRequest call;
  call.method = std::string(View(request.target()).substr(kRpc.size()));
  call.message = *message;
  call.token = std::string(TokenIn(HeaderOf(request, "Cookie")));
  call.timeout = ParseTimeout(HeaderOf(request, "grpc-timeout"));
  const std::optional<bool> streams = IsStreaming(call.method);
  if (!streams.has_value()) {
    co_return co_await Refuse(stream, request, http::status::not_found, "no such method");
  }
  // Not a conditional expression: GCC 12 runs both arms when they hold co_await.
  if (*streams) co_return co_await AnswerMany(stream, request, call);
  co_return co_await AnswerOne(stream, request, call);
}

std::string HttpGateway::CookieFor(const ForwardRequest& call, const grpc::Status& end,
                                   std::string& message) {
  if (!end.ok()) return "";
  if (call.method == "/balcao.v1.Access/DeleteSession") {
    v1::DeleteSessionRequest request;
    const bool own =
        request.ParseFromArray(call.message.data(), static_cast<int>(call.message.size())) &&
        request.account().empty();
    return own ? SetToken("", safe()) : "";
  }
  if (call.method != "/balcao.v1.Access/CreateSession" &&
      call.method != "/balcao.v1.Access/ClaimHouse") {
    return "";
  }
  v1::Session session;
  if (!session.ParseFromString(message)) return "";
  const std::string token = session.token();
  session.clear_token();
  message = session.SerializeAsString();
  return SetToken(token, safe());
}

std::string TrailersOf(const grpc::Status& end) {
  return TrailerFrame(end.error_code(), end.error_message(), end.error_details());
}

template <class Stream>
awaitable<bool> HttpGateway::AnswerOne(Stream& stream, const Request& request,
                                       const ForwardRequest& call) {
  const auto inbox = std::make_shared<Inbox>(io_);
  const std::shared_ptr<ForwardCall> forwarded = calls_->Start(channel_, call, inbox);
  std::optional<std::string> reply;
  while (std::optional<std::string> message = co_await inbox->Take()) {
    reply = std::move(message);
    forwarded->Next();
  }
  Response response(http::status::ok, request.version());
  SetSafety(response, safe());
  response.keep_alive(request.keep_alive());
  response.set(http::field::content_type, BeastView(kGrpcWeb));
  response.set(http::field::cache_control, "no-store");
  if (reply.has_value()) {
    const std::string cookie = CookieFor(call, inbox->end(), *reply);
    if (!cookie.empty()) response.set(http::field::set_cookie, cookie);
    response.body() = DataHead(reply->size()) + *reply;
  }
  response.body() += TrailersOf(inbox->end());
  response.prepare_payload();
  co_return co_await Send(stream, response);
}

template <class Stream>
awaitable<bool> HttpGateway::AnswerMany(Stream& stream, const Request& request,
                                        const ForwardRequest& call) {
  const auto inbox = std::make_shared<Inbox>(io_);
  const std::shared_ptr<ForwardCall> forwarded = calls_->Start(channel_, call, inbox);
  http::response<http::empty_body> head(http::status::ok, request.version());
  SetSafety(head, safe());
  // Whatever else comes on this connection means that the browser is gone.
  head.keep_alive(false);
  head.set(http::field::content_type, BeastView(kGrpcWeb));
  head.set(http::field::cache_control, "no-store");
  head.chunked(true);
  http::response_serializer<http::empty_body> serializer(head);
  error_code error;
  beast::get_lowest_layer(stream).expires_after(options_.take_within);
  co_await http::async_write_header(stream, serializer, asio::redirect_error(use_awaitable, error));
  const auto watched = std::make_shared<WatchedCall>(forwarded);
  if (error) watched->Leave();
  asio::co_spawn(io_, LeaveWithBrowser(beast::get_lowest_layer(stream).socket(), watched),
                 asio::detached);
  const auto write = [&](const std::string& frame) -> awaitable<void> {
    beast::get_lowest_layer(stream).expires_after(options_.take_within);
    co_await asio::async_write(stream, http::make_chunk(asio::buffer(frame)),
                               asio::redirect_error(use_awaitable, error));
  };
  while (std::optional<std::string> message = co_await inbox->Take()) {
    if (watched->left) continue;
    co_await write(DataHead(message->size()) + *message);
    if (error) watched->Leave();
    // Nothing is written while nothing comes: that takes as long as it takes.
    beast::get_lowest_layer(stream).expires_never();
    if (!watched->left) forwarded->Next();
  }
  if (watched->left) co_return false;
  co_await write(TrailersOf(inbox->end()));
  if (error) co_return false;
  co_await asio::async_write(stream, http::make_chunk_last(),
                             asio::redirect_error(use_awaitable, error));
  co_return false;
}

template <class Stream>
awaitable<bool> HttpGateway::Refuse(Stream& stream, const Request& request, http::status status,
                                    std::string_view why) {
  Response response(status, 11);
  SetSafety(response, safe());
  // What follows a refused request on the wire may be anything.
  response.keep_alive(status == http::status::not_found && request.keep_alive());
  response.set(http::field::content_type, "text/plain; charset=utf-8");
  response.set(http::field::cache_control, "no-store");
  response.body() = std::string(why) + "\n";
  response.prepare_payload();
  co_return co_await Send(stream, response);
}

template <class Stream, class Message>
awaitable<bool> HttpGateway::Send(Stream& stream, Message& message) {
  error_code error;
  beast::get_lowest_layer(stream).expires_after(options_.take_within);
  co_await http::async_write(stream, message, asio::redirect_error(use_awaitable, error));
  co_return !error && message.keep_alive();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> StartGateway(const GatewayOptions& options,
                                                      std::shared_ptr<grpc::Channel> channel) {
  ASSIGN_OR_RETURN(Assets assets, Assets::Load(options.web_folder));
  auto gateway = std::make_unique<HttpGateway>(options, std::move(assets), std::move(channel));
  RETURN_IF_ERROR(gateway->Start());
  return gateway;
}

}  // namespace balcao::server::gateway
