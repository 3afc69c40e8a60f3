#include "storage/records/id.h"

#include <openssl/rand.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "storage/common/text.h"

namespace balcao::storage {
namespace {

constexpr char kHex[] = "0123456789abcdef";

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = absl::ascii_tolower(static_cast<unsigned char>(c));
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool IsDash(size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

// Random bytes are drawn in bulk: a call into the generator costs more than an
// id may.
uint64_t SystemRandom() {
  constexpr size_t kDraw = 256;
  thread_local std::array<uint64_t, kDraw> pool;
  thread_local size_t used = kDraw;
  if (used == kDraw) {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(pool.data()), sizeof(pool)) != 1) abort();
    used = 0;
  }
  return std::exchange(pool[used++], 0);
}

}  // namespace

Id Id::FromBytes(std::string_view bytes) {
  Id id;
  if (bytes.size() == id.bytes_.size()) std::memcpy(id.bytes_.data(), bytes.data(), bytes.size());
  return id;
}

absl::StatusOr<Id> Id::Parse(std::string_view text) {
  const auto bad = [] { return absl::InvalidArgumentError("not a UUID"); };
  if (text.size() != 36) return bad();
  Id id;
  size_t nibble = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsDash(i)) {
      if (text[i] != '-') return bad();
      continue;
    }
    const int value = HexValue(text[i]);
    if (value < 0) return bad();
    id.bytes_[nibble / 2] |= static_cast<uint8_t>(nibble % 2 == 0 ? value << 4 : value);
    ++nibble;
  }
  return id;
}

Id Id::Version7(uint64_t tick, uint64_t random) {
  Id id;
  const uint64_t high = (tick >> 12 << 16) | 0x7000 | (tick & 0xfff);
  const uint64_t low = (uint64_t{1} << 63) | (random >> 2);
  for (int i = 0; i < 8; ++i) {
    id.bytes_[i] = static_cast<uint8_t>(high >> (56 - 8 * i));
    id.bytes_[i + 8] = static_cast<uint8_t>(low >> (56 - 8 * i));
  }
  return id;
}

int64_t Id::row() const {
  uint64_t row = 0;
  for (int i = 0; i < 8; ++i) row = row << 8 | bytes_[i];
  return static_cast<int64_t>(row & INT64_MAX);
}

std::string Id::ToString() const {
  std::string text;
  text.reserve(36);
  for (const uint8_t byte : bytes_) {
    if (IsDash(text.size())) text.push_back('-');
    text.push_back(kHex[byte >> 4]);
    text.push_back(kHex[byte & 15]);
  }
  return text;
}

std::string ResourceName(std::string_view collection, const Id& id) {
  return absl::StrCat(AbslView(collection), "/", id.ToString());
}

absl::StatusOr<Id> ParseResourceName(std::string_view collection, std::string_view name) {
  if (!name.starts_with(collection) || name.substr(collection.size(), 1) != "/") {
    return absl::InvalidArgumentError(absl::StrCat("not a name of ", AbslView(collection)));
  }
  return Id::Parse(name.substr(collection.size() + 1));
}

Id IdSeries::Next(const Sources& sources) {
  const uint64_t time_us = static_cast<uint64_t>(sources.now_us());
  const uint64_t now_tick = (time_us / 1000 << 12) | (time_us % 1000 * 4096 / 1000);
  last_tick_ = std::max(last_tick_ + 1, now_tick);
  return Id::Version7(last_tick_, sources.random());
}

Sources SystemSources() {
  return {.now_us =
              [] {
                return std::chrono::duration_cast<std::chrono::microseconds>(
                           std::chrono::system_clock::now().time_since_epoch())
                    .count();
              },
          .random = SystemRandom};
}

}  // namespace balcao::storage
