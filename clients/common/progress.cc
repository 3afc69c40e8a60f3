#include "clients/common/progress.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"

namespace balcao::client {
namespace {

constexpr std::chrono::milliseconds kStep(120);
constexpr int kBarWidth = 16;

// A block that runs to and fro.
std::string Bar(int step) {
  const int place = step % (2 * (kBarWidth - 3));
  const int left = place < kBarWidth - 3 ? place : 2 * (kBarWidth - 3) - place;
  return absl::StrCat("[", std::string(left, ' '), "===", std::string(kBarWidth - 3 - left, ' '),
                      "]");
}

}  // namespace

Progress::Progress(std::ostream& out, std::string what, bool enabled)
    : out_(out), what_(std::move(what)) {
  if (enabled) thread_ = std::thread([this] { Run(); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stop_ = true;
  }
  stop_changed_.notify_all();
  thread_.join();
}

void Progress::Run() {
  const auto start = std::chrono::steady_clock::now();
  std::unique_lock<std::mutex> lock(mutex_);
  for (int step = 0; !stop_; ++step) {
    const auto elapsed =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    out_ << "\r" << Bar(step) << " " << what_ << " " << elapsed.count() << " s" << std::flush;
    stop_changed_.wait_for(lock, kStep, [this] { return stop_; });
  }
  out_ << "\r\x1b[K" << std::flush;
}

}  // namespace balcao::client
