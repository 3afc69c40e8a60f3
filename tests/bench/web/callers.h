// Two who call the same method of the same server: a native client, and a browser.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace balcao::bench {

// One connection, one call at a time.
class Caller {
 public:
  virtual ~Caller() = default;
  // True when it was answered with OK.
  virtual bool Call(const std::string& method, const std::string& request) = 0;
};

// gRPC over a connection of its own. `address` is host:port.
std::unique_ptr<Caller> NativeCaller(const std::string& address, const std::string& login,
                                     const std::string& password);

// gRPC-Web over HTTP/1.1, kept alive, as a browser sends it; signed in by a cookie.
std::unique_ptr<Caller> BrowserCaller(int port, const std::string& login,
                                      const std::string& password);

// The names of cases that the account may read.
std::vector<std::string> SomeCases(const std::string& address, const std::string& login,
                                   const std::string& password);

}  // namespace balcao::bench
