// An HTTP/1.1 connection for tests, which sends whatever it is told to send.
#pragma once

#include <functional>
#include <map>
#include <string>

namespace balcao::testing {

struct HttpReply {
  int status = 0;                              // 0: closed without an answer
  std::map<std::string, std::string> headers;  // names in small letters
  std::string body;

  std::string Header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class HttpConnection {
 public:
  // From an address of this machine, 127.0.0.1 unless another is asked for.
  explicit HttpConnection(int port, const std::string& from = "127.0.0.1");
  virtual ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // What the other side does not take any more is dropped.
  virtual void Write(const std::string& bytes);
  // The next answer: its body by Content-Length.
  HttpReply Read();
  // Reads until what has come satisfies `enough`; false after two seconds without more.
  bool ReadUntil(const std::function<bool(const std::string& received)>& enough);
  // Waits up to two seconds for the other side to close.
  bool IsClosed();

 protected:
  // False at the end.
  virtual bool Fill();

  const int socket_;
  std::string received_;
};

}  // namespace balcao::testing
