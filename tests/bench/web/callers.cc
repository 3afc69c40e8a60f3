#include "tests/bench/web/callers.h"

#include <arpa/inet.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "balcao/v1/access.grpc.pb.h"
#include "balcao/v1/cases.grpc.pb.h"
#include "services/server/gateway/frame.h"

namespace balcao::bench {
namespace {

v1::CreateSessionRequest SignIn(const std::string& login, const std::string& password) {
  v1::CreateSessionRequest request;
  request.set_login(login);
  request.set_password(password);
  return request;
}

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

std::string TokenOf(const std::shared_ptr<grpc::Channel>& channel, const std::string& login,
                    const std::string& password) {
  grpc::ClientContext context;
  v1::Session session;
  v1::Access::NewStub(channel)->CreateSession(&context, SignIn(login, password), &session);
  return session.token();
}

class Native final : public Caller {
 public:
  Native(std::shared_ptr<grpc::Channel> channel, const std::string& token)
      : channel_(std::move(channel)), authorization_("Bearer " + token) {}

  // As generated code calls, with bytes in the place of messages.
  bool Call(const std::string& method, const std::string& request) override {
    grpc::ClientContext context;
    context.AddMetadata("authorization", authorization_);
    const grpc::Slice slice(request);
    const grpc::ByteBuffer sent(&slice, 1);
    grpc::ByteBuffer reply;
    const grpc::internal::RpcMethod known(method.c_str(), grpc::internal::RpcMethod::NORMAL_RPC,
                                          channel_);
    return grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer, grpc::ByteBuffer,
                                             grpc::ByteBuffer>(channel_.get(), known, &context,
                                                               sent, &reply)
        .ok();
  }

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const std::string authorization_;
};

class Browser final : public Caller {
 public:
  explicit Browser(int port) : port_(port), socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      std::abort();
    }
  }
  ~Browser() override { close(socket_); }

  void SignInAs(const std::string& login, const std::string& password) {
    if (!Call("/balcao.v1.Access/CreateSession", SignIn(login, password).SerializeAsString())) {
      std::abort();
    }
    const std::string name = "Set-Cookie: ";
    const size_t at = head_.find(name) + name.size();
    cookie_ = "Cookie: " + head_.substr(at, head_.find(';', at) - at) + "\r\n";
  }

  bool Call(const std::string& method, const std::string& request) override {
    const std::string host = "127.0.0.1:" + std::to_string(port_);
    const std::string body = server::gateway::DataHead(request.size()) + request;
    Write("POST /rpc" + method + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
          "\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
          "Content-Type: application/grpc-web+proto\r\nx-grpc-web: 1\r\n"
          "x-user-agent: connect-es/2.2.0\r\ngrpc-timeout: 15000m\r\nAccept: */*\r\n"
          "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: pt-PT,pt;q=0.9\r\n" +
          cookie_ + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return ReadReply().find("grpc-status: 0") != std::string::npos;
  }

 private:
  void Write(const std::string& bytes) {
    if (send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(bytes.size())) {
      std::abort();
    }
  }
  void Fill() {
    char bytes[16384];
    const ssize_t size = recv(socket_, bytes, sizeof(bytes), 0);
    if (size <= 0) std::abort();
    received_.append(bytes, static_cast<size_t>(size));
  }
  // The body; its head is kept.
  std::string ReadReply() {
    size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) Fill();
    head_ = received_.substr(0, end);
    const std::string name = "Content-Length: ";
    const size_t size = std::stoul(head_.substr(head_.find(name) + name.size()));
    while (received_.size() < end + 4 + size) Fill();
    std::string body = received_.substr(end + 4, size);
    received_.erase(0, end + 4 + size);
    return body;
  }

  const int port_;
  const int socket_;
  std::string cookie_, head_, received_;
};

}  // namespace

std::unique_ptr<Caller> NativeCaller(const std::string& address, const std::string& login,
                                     const std::string& password) {
  const std::shared_ptr<grpc::Channel> channel = Connect(address);
  return std::make_unique<Native>(channel, TokenOf(channel, login, password));
}

std::unique_ptr<Caller> BrowserCaller(int port, const std::string& login,
                                      const std::string& password) {
  auto browser = std::make_unique<Browser>(port);
  browser->SignInAs(login, password);
  return browser;
}

std::vector<std::string> SomeCases(const std::string& address, const std::string& login,
                                   const std::string& password) {
  const std::shared_ptr<grpc::Channel> channel = Connect(address);
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + TokenOf(channel, login, password));
  v1::ListCasesRequest request;
  request.set_page_size(200);
  v1::ListCasesResponse found;
  v1::Cases::NewStub(channel)->ListCases(&context, request, &found);
  std::vector<std::string> names;
  for (const v1::Case& one : found.cases()) names.push_back(one.name());
  return names;
}

}  // namespace balcao::bench
