// How many connections each caller from outside holds at the browser's door, so that no one
// takes them all.
#pragma once

#include <span>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace balcao::server::gateway {

// Who counts as one caller: an IPv4 address, or the half of an IPv6 address that a network gives
// away whole (RFC 6177). Empty for who is not counted: this machine itself, where a proxy would
// stand through which everybody comes.
std::string CallerAt(std::span<const unsigned char> address);

class Callers {
 public:
  // 0 is no limit.
  explicit Callers(int most_each) : most_each_(most_each) {}

  // False when this caller holds all that it may; otherwise it holds one more until Leave().
  bool Enter(const std::string& caller);
  void Leave(const std::string& caller);

 private:
  const int most_each_;
  absl::flat_hash_map<std::string, int> held_;  // none without a connection
};

}  // namespace balcao::server::gateway
