// The server as it is deployed: a process of its own, over a store in a folder of
// its own, served on a socket in it.
#pragma once

#include <grpcpp/grpcpp.h>
#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace balcao::testing {

class ServerProcess {
 public:
  // `bin` is the folder of the programs.
  explicit ServerProcess(std::string bin);
  ~ServerProcess();

  // False when it does not listen within half a minute. `more` are options beside
  // those that name the store and the socket.
  bool Start(const std::vector<std::string>& more = {});
  void Kill();
  // Sends a signal and gives the status that waitpid() tells.
  int End(int signal);

  std::shared_ptr<grpc::Channel> Connect() const;
  std::string ClaimToken() const;
  // What it printed since its last start, on both streams.
  std::string Printed() const;

  const std::string& folder() const { return folder_; }
  pid_t pid() const { return pid_; }

 private:
  [[noreturn]] void Exec(const std::vector<std::string>& more) const;

  const std::string bin_;
  std::string folder_;
  pid_t pid_ = 0;
};

}  // namespace balcao::testing
