#include "tests/support/server_process.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace balcao::testing {

namespace fs = std::filesystem;

ServerProcess::ServerProcess(std::string bin) : bin_(std::move(bin)) {
  std::string pattern = fs::temp_directory_path() / "balcao-process-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) abort();
  folder_ = pattern;
}

ServerProcess::~ServerProcess() {
  Kill();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

bool ServerProcess::Start(const std::vector<std::string>& more) {
  fs::remove(folder_ + "/log");
  pid_ = fork();
  if (pid_ == 0) Exec(more);
  for (int i = 0; i < 600; ++i) {
    if (Printed().find("listening") != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

void ServerProcess::Kill() { End(SIGKILL); }

int ServerProcess::End(int signal) {
  if (pid_ <= 0) return 0;
  int status = 0;
  kill(pid_, signal);
  waitpid(pid_, &status, 0);
  pid_ = 0;
  return status;
}

std::shared_ptr<grpc::Channel> ServerProcess::Connect() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel("unix:" + folder_ + "/socket",
                                   grpc::InsecureChannelCredentials(), arguments);
}

std::string ServerProcess::ClaimToken() const {
  std::ifstream in(folder_ + "/var/first-administrator.token");
  std::string token;
  in >> token;
  return token;
}

std::string ServerProcess::Printed() const {
  std::ifstream in(folder_ + "/log");
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

void ServerProcess::Exec(const std::vector<std::string>& more) const {
  if (freopen((folder_ + "/log").c_str(), "w", stdout) == nullptr) _exit(1);
  dup2(fileno(stdout), fileno(stderr));
  // As far as the machine allows: what forbids a dump must be the server itself.
  rlimit cores;
  getrlimit(RLIMIT_CORE, &cores);
  cores.rlim_cur = cores.rlim_max;
  setrlimit(RLIMIT_CORE, &cores);
  std::vector<std::string> words = {bin_ + "/balcaod", "--data=" + folder_ + "/var",
                                    "--listen=unix:" + folder_ + "/socket"};
  words.insert(words.end(), more.begin(), more.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(1);
}

}  // namespace balcao::testing
