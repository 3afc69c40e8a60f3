// A house whose reads leave no trace, to measure what the trace costs. Not a part of
// the server, which cannot be told to leave it out: untraced_house FOLDER PORT.
#include <cstdio>
#include <memory>
#include <string>

#include "services/server/server.h"
#include "services/server/tuning.h"

namespace {

class Untraced final : public balcao::storage::Ledger {
 public:
  explicit Untraced(std::unique_ptr<Ledger> ledger) : ledger_(std::move(ledger)) {}

  void Submit(balcao::storage::Command command) override { ledger_->Submit(std::move(command)); }
  void Submit(balcao::storage::Trace trace) override { trace.done(absl::OkStatus()); }
  int64_t position() const override { return ledger_->position(); }

 private:
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  balcao::server::TuneProcess();
  balcao::server::Options options;
  options.data_folder = argv[1];
  options.master_key = options.data_folder + "/master.key";
  options.listen = std::string("127.0.0.1:") + argv[2];
  options.calls_per_second = 0;
  balcao::server::Seams seams;
  seams.wrap_ledger = [](std::unique_ptr<balcao::storage::Ledger> ledger) {
    return std::make_unique<Untraced>(std::move(ledger));
  };
  auto server = balcao::server::StartServer(options, seams);
  if (!server.ok()) {
    std::fprintf(stderr, "%s\n", std::string(server.status().message()).c_str());
    return 1;
  }
  std::printf("listening\n");
  std::fflush(stdout);
  (*server)->Wait();
  return 0;
}
