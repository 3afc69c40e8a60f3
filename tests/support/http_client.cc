#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace balcao::testing {
namespace {

constexpr int kPatienceMs = 2000;

}  // namespace

HttpConnection::HttpConnection(int port, const std::string& from)
    : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in own = {};
  own.sin_family = AF_INET;
  if (inet_pton(AF_INET, from.c_str(), &own.sin_addr) != 1 ||
      bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof(own)) != 0) {
    abort();
  }
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket_ < 0 ||
      connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    abort();
  }
}

HttpConnection::~HttpConnection() { close(socket_); }

void HttpConnection::Write(const std::string& bytes) {
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t more = send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (more <= 0) return;
    sent += static_cast<size_t>(more);
  }
}

bool HttpConnection::Fill() {
  pollfd ready = {socket_, POLLIN, 0};
  if (poll(&ready, 1, kPatienceMs) <= 0) return false;
  char bytes[4096];
  const ssize_t size = recv(socket_, bytes, sizeof(bytes), 0);
  if (size <= 0) return false;
  received_.append(bytes, static_cast<size_t>(size));
  return true;
}

HttpReply HttpConnection::Read() {
  HttpReply reply;
  while (received_.find("\r\n\r\n") == std::string::npos) {
    if (!Fill()) return reply;
  }
  const size_t end = received_.find("\r\n\r\n");
  const std::string head = received_.substr(0, end);
  received_.erase(0, end + 4);
  for (const absl::string_view line : absl::StrSplit(head, "\r\n")) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    reply.headers[absl::AsciiStrToLower(parts.first)] = std::string(parts.second);
  }
  if (head.size() < 12 || !absl::SimpleAtoi(head.substr(9, 3), &reply.status)) abort();
  size_t size = 0;
  if (reply.status != 304 && !absl::SimpleAtoi(reply.Header("content-length"), &size)) size = 0;
  while (received_.size() < size && Fill()) {
  }
  reply.body = received_.substr(0, size);
  received_.erase(0, size);
  return reply;
}

bool HttpConnection::ReadUntil(const std::function<bool(const std::string&)>& enough) {
  while (!enough(received_)) {
    if (!Fill()) return false;
  }
  return true;
}

bool HttpConnection::IsClosed() {
  pollfd ready = {socket_, POLLIN, 0};
  char byte;
  return poll(&ready, 1, kPatienceMs) > 0 && recv(socket_, &byte, 1, 0) <= 0;
}

}  // namespace balcao::testing
