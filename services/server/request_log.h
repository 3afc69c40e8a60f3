// The request log: one line for each call, once it ended.
//
//   2026-11-24T10:00:00.123456Z Cases/GetCase 0190… OK - 1234us name=cases/0190…
//
// when it began, method, account or `-`, status, reason or `-`, how long it took,
// and with requests what auth::LogText shows of the request. No personal data: a
// line holds nothing but what has the form of ours.
//
// A thread of its own writes the lines; who calls Write() never waits for the disk.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/common/mutex.h"
#include "storage/records/id.h"

namespace balcao::server {

struct LogLine {
  int64_t begin_us = 0;  // UTC
  // What Write() takes the duration from: the clock of the wall may be set.
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  const char* method = "";
  storage::Id account;  // empty for nobody
  grpc::StatusCode code = grpc::StatusCode::OK;
  std::string reason;
  int64_t took_us = 0;  // set by Write()
  std::string request;
};
// Without the end of the line.
std::string TextOf(const LogLine& line);

class RequestLog {
 public:
  // Appends to `path`, which is made for its own user alone. FAILED_PRECONDITION
  // when it cannot be opened.
  static absl::StatusOr<std::unique_ptr<RequestLog>> Open(const std::string& path,
                                                          bool with_requests,
                                                          size_t lines_max = 65'536);
  // Writes what waits.
  ~RequestLog();

  bool with_requests() const { return with_requests_; }
  // Thread-safe. When `lines_max` wait already the line is lost, and the log says how
  // many were.
  void Write(LogLine line);

 private:
  RequestLog(int file, bool with_requests, size_t lines_max);
  void Run();
  void WriteOut(const std::vector<LogLine>& lines, int64_t lost);

  const int file_;
  const bool with_requests_;
  const size_t lines_max_;
  Mutex mutex_;
  CondVar wake_;
  std::vector<LogLine> lines_ ABSL_GUARDED_BY(mutex_);
  int64_t lost_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace balcao::server
