// Load: one kind of request, so many in flight, for so long; how many were
// answered a second, and how quickly.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/country/client.h"

namespace balcao::country {

enum class Mix { kIntake, kCall, kGetCase, kEcho };

struct LoadOptions {
  Mix mix = Mix::kEcho;
  double seconds = 10;
  // Answers in the first seconds are not counted.
  double warmup_seconds = 1;
  int in_flight = 64;
  // Each thread has its own share of the channels and of the requests in flight.
  int threads = 1;
  // Who sends; empty for the mix's own: the desk of the first national centre, or
  // the first operator.
  std::string login;
  std::string password;
  uint64_t seed = 1;
  // A thread stops after so many calls, even before the time is over.
  int64_t calls_max = INT64_MAX;
  int matters = 1;          // of each visit
  size_t cases_max = 2000;  // cases that are listed first and then read at random
};

struct LoadResult {
  int64_t answered = 0;
  int64_t refused = 0;
  int64_t sent = 0;  // before counting began too
  double seconds = 0;
  // Of the answered, in microseconds.
  std::vector<uint32_t> latencies;
  // Of the first refusal.
  std::string refusal;
};

// Reads `intake`, `call`, `get-case` or `echo`. INVALID_ARGUMENT for others.
absl::StatusOr<Mix> ParseMix(absl::string_view word);
const char* MixWord(Mix mix);

// The latency below which a share of the sorted latencies lies.
uint32_t Percentile(const std::vector<uint32_t>& sorted, double share);

// One line of JSON: mix, rps, p50_ms, p90_ms, p99_ms, max_ms, answered, refused, sent.
std::string ResultJson(const LoadOptions& options, LoadResult& result);

// Runs the load and prints the result, in words and as JSON. UNAVAILABLE when
// nothing was answered.
absl::Status RunLoad(const ClientOptions& connection, const LoadOptions& options);

}  // namespace balcao::country
