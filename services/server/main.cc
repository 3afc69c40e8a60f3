// balcaod: starts the house, or puts back a backup of it.
#include <signal.h>
#include <sys/stat.h>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "services/server/hardening.h"
#include "services/server/options.h"
#include "services/server/server.h"
#include "services/server/tuning.h"
#include "storage/backup/backup.h"

namespace {

constexpr int kUsage = 2;

int Fail(const absl::Status& status) {
  const std::string message(status.message());
  std::fprintf(stderr, "balcaod: %s\n", message.c_str());
  return absl::IsInvalidArgument(status) ? kUsage : 1;
}

int Help() {
  std::fputs(balcao::server::UsageText().c_str(), stdout);
  return 0;
}

int RestoreCommand(const std::vector<std::string>& arguments) {
  balcao::storage::RestoreOptions options;
  const std::pair<std::string, std::string*> known[] = {
      {"--data-backup=", &options.data_folder},    {"--vault-backup=", &options.vault_folder},
      {"--master-key=", &options.master_key_path}, {"--into=", &options.target},
      {"--destroyed=", &options.destroyed},
  };
  for (size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "--help") return Help();
    bool taken = false;
    for (const auto& [name, value] : known) {
      if (!absl::StartsWith(arguments[i], name)) continue;
      *value = arguments[i].substr(name.size());
      taken = true;
    }
    if (!taken) return Fail(absl::InvalidArgumentError("unknown option " + arguments[i]));
  }
  for (const auto& [name, value] : known) {
    if (value->empty() && value != &options.destroyed)
      return Fail(absl::InvalidArgumentError("restore needs " + name + "..."));
  }
  const absl::StatusOr<int64_t> position = balcao::storage::Restore(options);
  if (!position.ok()) return Fail(position.status());
  std::printf("restored to %s, up to journal entry %lld\n", options.target.c_str(),
              static_cast<long long>(*position));
  if (options.destroyed.empty()) {
    std::printf(
        "balcaod: no --destroyed: a person erased after the vault's backup can be read again\n");
  }
  return 0;
}

// An address whose port was left to the system, with the port that it chose.
std::string AddressWithPort(const std::string& address, int port) {
  return address.substr(0, address.rfind(':') + 1) + std::to_string(port);
}

// Signals are taken by one thread, so that stopping is ordinary code.
void StopOnSignal(balcao::server::Server& server, const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  server.Stop();
}

int Serve(const balcao::server::Options& options) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto server = balcao::server::StartServer(options, {});
  if (!server.ok()) return Fail(server.status());
  std::printf("balcaod: listening on %s\n", options.listen.c_str());
  if (!options.web_listen.empty()) {
    std::printf("balcaod: for browsers on http%s://%s/\n", options.tls_key.empty() ? "" : "s",
                AddressWithPort(options.web_listen, (*server)->web_port()).c_str());
  }
  if (!(*server)->claim_token().empty()) {
    // What is printed may be kept by a log: the token is not.
    std::printf(
        "balcaod: the house is empty; make its first administrator with\n"
        "  balcao claim LOGIN --token \"$(cat %s/%s)\"\n",
        options.data_folder.c_str(), balcao::server::kClaimFile);
  }
  std::fflush(stdout);
  std::thread stopper([&] { StopOnSignal(**server, signals); });
  (*server)->Wait();
  stopper.join();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  balcao::server::TuneProcess();
  if (!balcao::server::ForbidDumps()) {
    return Fail(absl::FailedPreconditionError("the system does not let core dumps be forbidden"));
  }
  umask(0077);  // every file of the house is its own user's alone
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && (arguments[0] == "--help" || arguments[0] == "help")) return Help();
  if (!arguments.empty() && arguments[0] == "restore") return RestoreCommand(arguments);
  const absl::StatusOr<balcao::server::Options> options = balcao::server::ParseOptions(arguments);
  if (!options.ok()) return Fail(options.status());
  return Serve(*options);
}
