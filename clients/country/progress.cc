#include "clients/country/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"

namespace balcao::country {
namespace {

constexpr absl::Duration kEvery = absl::Milliseconds(200);
constexpr int kBarWidth = 24;

std::string Clock(absl::Duration duration) {
  const int64_t seconds = std::max<int64_t>(0, absl::ToInt64Seconds(duration));
  return absl::StrFormat("%d:%02d", seconds / 60, seconds % 60);
}

}  // namespace

Progress::Progress(int64_t total)
    : total_(std::max<int64_t>(total, 1)),
      terminal_(isatty(STDERR_FILENO) == 1),
      start_(absl::Now()),
      drawn_(absl::InfinitePast()) {}

void Progress::BeginMonth(const std::string& month) {
  month_ = month;
  month_began_ = done_;
}

void Progress::Count() {
  ++done_;
  // The clock is read for one event in sixty-four.
  if (!terminal_ || done_ % 64 != 0) return;
  const absl::Time now = absl::Now();
  if (now - drawn_ >= kEvery) Draw(now);
}

void Progress::EndMonth() {
  if (terminal_) return Draw(absl::Now());
  absl::FPrintF(stderr, "%s (%s in the month)\n", Line(absl::Now()), Grouped(done_ - month_began_));
}

void Progress::Say(const std::string& text) {
  absl::FPrintF(stderr, "%s%s\n", terminal_ ? "\r\033[K" : "", text);
}

void Progress::Finish(int64_t calls) {
  const absl::Duration took = absl::Now() - start_;
  const double seconds = std::max(absl::ToDoubleSeconds(took), 0.001);
  Say(absl::StrFormat("%s events, %s calls in %s (%s calls/s)", Grouped(done_), Grouped(calls),
                      Clock(took), Grouped(static_cast<int64_t>(calls / seconds))));
}

std::string Progress::Line(absl::Time now) const {
  const double seconds = std::max(absl::ToDoubleSeconds(now - start_), 0.001);
  const double rate = static_cast<double>(done_) / seconds;
  const double share = std::min(1.0, static_cast<double>(done_) / static_cast<double>(total_));
  const int filled = static_cast<int>(share * kBarWidth);
  const std::string bar = std::string(static_cast<size_t>(filled), '#') +
                          std::string(static_cast<size_t>(kBarWidth - filled), '.');
  const absl::Duration left =
      absl::Seconds(static_cast<double>(total_ - done_) / std::max(rate, 1.0));
  return absl::StrFormat("%s [%s] %3.0f %%  %s events/s  %s left", month_, bar, share * 100,
                         Grouped(static_cast<int64_t>(rate)), Clock(left));
}

void Progress::Draw(absl::Time now) {
  drawn_ = now;
  absl::FPrintF(stderr, "\r\033[K%s", Line(now));
  std::fflush(stderr);
}

std::string Grouped(int64_t number) {
  std::string digits = absl::StrCat(number < 0 ? -number : number);
  for (int64_t at = static_cast<int64_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<size_t>(at), ",");
  }
  return number < 0 ? "-" + digits : digits;
}

}  // namespace balcao::country
