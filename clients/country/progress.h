// How far the replay is, on the standard error: one line that is written over on
// a terminal, one line a month elsewhere.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace balcao::country {

class Progress {
 public:
  // `total` events are to come.
  explicit Progress(int64_t total);

  // Begins a month.
  void BeginMonth(const std::string& month);
  // Counts an event; draws now and then.
  void Count();
  // Ends a month, which was closed.
  void EndMonth();
  // Says what is done besides.
  void Say(const std::string& text);
  // Draws a last time and says how long everything took.
  void Finish(int64_t calls);

 private:
  std::string Line(absl::Time now) const;
  void Draw(absl::Time now);

  int64_t total_;
  int64_t done_ = 0;
  int64_t month_began_ = 0;
  bool terminal_;
  absl::Time start_;
  absl::Time drawn_;
  std::string month_;
};

// Writes 123456 as `123,456`.
std::string Grouped(int64_t number);

}  // namespace balcao::country
