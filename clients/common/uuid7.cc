#include "clients/common/uuid7.h"

#include <sys/random.h>

#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace balcao::client {

std::string FormatUuid7(int64_t unix_ms, const std::array<uint8_t, 10>& random) {
  std::string bytes;
  for (int shift = 40; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((unix_ms >> shift) & 0xff));
  }
  bytes.append(reinterpret_cast<const char*>(random.data()), random.size());
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  const std::string hex = absl::BytesToHexString(bytes);
  const absl::string_view view = hex;
  return absl::StrCat(view.substr(0, 8), "-", view.substr(8, 4), "-", view.substr(12, 4), "-",
                      view.substr(16, 4), "-", view.substr(20));
}

std::string NewUuid7() {
  std::array<uint8_t, 10> random;
  // Fails only where the kernel has no random source; ids must not be guessed
  // without one.
  if (getentropy(random.data(), random.size()) != 0) std::abort();
  return FormatUuid7(absl::ToUnixMillis(absl::Now()), random);
}

}  // namespace balcao::client
