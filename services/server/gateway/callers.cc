#include "services/server/gateway/callers.h"

#include <algorithm>

namespace balcao::server::gateway {
namespace {

constexpr size_t kIpv4Bytes = 4, kIpv6Bytes = 16, kIpv6NetworkBytes = 8;

bool IsIpv4InIpv6(std::span<const unsigned char> address) {
  return address.size() == kIpv6Bytes && address[10] == 0xff && address[11] == 0xff &&
         std::all_of(address.begin(), address.begin() + 10, [](int byte) { return byte == 0; });
}

bool IsIpv6Loopback(std::span<const unsigned char> address) {
  return address.back() == 1 &&
         std::all_of(address.begin(), address.end() - 1, [](int byte) { return byte == 0; });
}

}  // namespace

std::string CallerAt(std::span<const unsigned char> address) {
  if (IsIpv4InIpv6(address)) address = address.last(kIpv4Bytes);
  if (address.size() == kIpv4Bytes) {
    return address[0] == 127 ? "" : std::string(address.begin(), address.end());
  }
  if (address.size() != kIpv6Bytes || IsIpv6Loopback(address)) return "";
  return std::string(address.begin(), address.begin() + kIpv6NetworkBytes);
}

bool Callers::Enter(const std::string& caller) {
  if (most_each_ == 0 || caller.empty()) return true;
  int& held = held_[caller];
  if (held >= most_each_) return false;
  ++held;
  return true;
}

void Callers::Leave(const std::string& caller) {
  const auto found = held_.find(caller);
  if (found != held_.end() && --found->second == 0) held_.erase(found);
}

}  // namespace balcao::server::gateway
