// Ids of records and requests: 16 bytes. Ours are UUID version 7 (RFC 9562):
// they begin with the time, so that rows and indexes grow at their end.
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
  // Version 7 from a time and ten random bytes.
  static Id Version7(int64_t time_us, const std::array<uint8_t, 10>& random);

  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  std::string ToString() const;
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
  Id NewId() const;
};
// The system's clock and OpenSSL's generator.
Sources SystemSources();

}  // namespace balcao::storage
