// Ids of records and requests: 16 bytes. Ours are UUID version 7 (RFC 9562):
// they begin with the time, so that rows and indexes grow at their end. The first
// eight bytes of an id are the number of its row: no index leads from id to row.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace balcao::storage {

class Id {
 public:
  Id() : bytes_{} {}
  // `bytes` has 16 bytes; shorter or longer gives the empty id.
  static Id FromBytes(std::string_view bytes);
  // The 36-character form, in either case. INVALID_ARGUMENT otherwise.
  static absl::StatusOr<Id> Parse(std::string_view text);
  // Version 7: 48 bits of milliseconds and 12 of their 4096th parts (RFC 9562 section
  // 6.2, method 3), then 62 random bits. `tick` counts 4096th parts of a millisecond.
  static Id Version7(uint64_t tick, uint64_t random);

  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  std::string ToString() const;
  // The number of the record's row: 63 bits of the id's first eight bytes.
  int64_t row() const;
  bool empty() const { return *this == Id(); }

  friend bool operator==(const Id&, const Id&) = default;
  friend auto operator<=>(const Id&, const Id&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Id& id) {
    return H::combine(std::move(h), id.bytes());
  }

 private:
  std::array<uint8_t, 16> bytes_;
};

// `people/0190…`: the collection, a slash, the id.
std::string ResourceName(std::string_view collection, const Id& id);
// INVALID_ARGUMENT unless `name` is of that collection and form.
absl::StatusOr<Id> ParseResourceName(std::string_view collection, std::string_view name);

// Where time, ids and randomness come from; the tests bring their own.
struct Sources {
  std::function<int64_t()> now_us;   // microseconds UTC
  std::function<uint64_t()> random;  // 64 uniform bits
};
// The system's clock and OpenSSL's generator.
Sources SystemSources();

// Makes ids one after the other, each with a tick of its own: no two have the same
// row, also when the clock stands still or is set back.
class IdSeries {
 public:
  // Goes on after `last_tick`, of an earlier series; 0 for the first.
  explicit IdSeries(uint64_t last_tick) : last_tick_(last_tick) {}
  Id Next(const Sources& sources);
  uint64_t last_tick() const { return last_tick_; }

 private:
  uint64_t last_tick_;
};

}  // namespace balcao::storage
