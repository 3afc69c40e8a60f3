// A sign of life for calls that take long: what is done and for how long, on one
// line that is taken away at the end.
#pragma once

#include <condition_variable>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

namespace balcao::client {

// Shows itself from construction to destruction, where `enabled` (a terminal
// reads `out`).
class Progress {
 public:
  Progress(std::ostream& out, std::string what, bool enabled);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  void Run();

  std::ostream& out_;
  const std::string what_;
  std::mutex mutex_;
  std::condition_variable stop_changed_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace balcao::client
