#include "services/server/request_log.h"

#include <fcntl.h>
#include <unistd.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"

namespace balcao::server {
namespace {

// Nobody is woken for a line: the thread looks by itself.
constexpr std::chrono::milliseconds kLookEvery(100);

}  // namespace

std::string TextOf(const LogLine& line) {
  const std::string time = absl::FormatTime(
      "%Y-%m-%dT%H:%M:%E6SZ", absl::FromUnixMicros(line.begin_us), absl::UTCTimeZone());
  return absl::StrCat(time, " ", absl::StripPrefix(line.method, "balcao.v1."), " ",
                      line.account.empty() ? "-" : line.account.ToString(), " ",
                      absl::StatusCodeToString(static_cast<absl::StatusCode>(line.code)), " ",
                      line.reason.empty() ? "-" : line.reason, " ", line.took_us, "us",
                      line.request.empty() ? "" : " ", line.request);
}

absl::StatusOr<std::unique_ptr<RequestLog>> RequestLog::Open(const std::string& path,
                                                             bool with_requests, size_t lines_max) {
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return absl::FailedPreconditionError(absl::StrCat("cannot write the request log ", path));
  }
  return std::unique_ptr<RequestLog>(new RequestLog(file, with_requests, lines_max));
}

RequestLog::RequestLog(int file, bool with_requests, size_t lines_max)
    : file_(file),
      with_requests_(with_requests),
      lines_max_(lines_max),
      thread_([this] { Run(); }) {}

RequestLog::~RequestLog() {
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
    wake_.SignalAll();
  }
  thread_.join();
  close(file_);
}

void RequestLog::Write(LogLine line) {
  line.took_us = std::chrono::duration_cast<std::chrono::microseconds>(
                     std::chrono::steady_clock::now() - line.begin)
                     .count();
  MutexLock lock(&mutex_);
  if (lines_.size() >= lines_max_) {
    ++lost_;
    return;
  }
  lines_.push_back(std::move(line));
}

void RequestLog::Run() {
  std::vector<LogLine> lines;
  bool last = false;
  while (!last) {
    int64_t lost = 0;
    {
      MutexLock lock(&mutex_);
      if (!stopping_) wake_.WaitFor(&mutex_, kLookEvery);
      lines.swap(lines_);
      std::swap(lost, lost_);
      last = stopping_;
    }
    WriteOut(lines, lost);
    lines.clear();
  }
}

void RequestLog::WriteOut(const std::vector<LogLine>& lines, int64_t lost) {
  std::string text;
  for (const LogLine& line : lines) absl::StrAppend(&text, TextOf(line), "\n");
  if (lost > 0) absl::StrAppend(&text, "- ", lost, " lines were lost\n");
  // A log that cannot be written (the disk is full) stops nobody.
  size_t at = 0;
  while (at < text.size()) {
    const ssize_t written = write(file_, text.data() + at, text.size() - at);
    if (written <= 0) return;
    at += static_cast<size_t>(written);
  }
}

}  // namespace balcao::server
