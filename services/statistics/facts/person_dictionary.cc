#include "services/statistics/facts/person_dictionary.h"

namespace balcao::facts {
namespace {

// The finaliser of MurmurHash3: keys are random, but nothing here relies on it.
uint32_t Hash(uint64_t key) {
  key ^= key >> 33;
  key *= 0xFF51AFD7ED558CCDull;
  key ^= key >> 33;
  key *= 0xC4CEB9FE1A85EC53ull;
  return static_cast<uint32_t>(key >> 32);
}

}  // namespace

uint32_t PersonDictionary::SlotOf(uint64_t key) const {
  const uint32_t count = slot_count_.load(std::memory_order_relaxed);
  auto slot = static_cast<uint32_t>(uint64_t{Hash(key)} * count >> 32);
  while (slots_[slot] != 0 && keys_[slots_[slot] - 1] != key) {
    if (++slot == count) slot = 0;
  }
  return slot;
}

uint32_t PersonDictionary::Number(uint64_t key) {
  if (key == kNoPerson) return 0;
  const uint64_t full_at = uint64_t{slot_count_.load(std::memory_order_relaxed)} * 7 / 8;
  if (keys_.size() + 1 > full_at) Grow();
  uint32_t& number = slots_[SlotOf(key)];
  if (number == 0) {
    keys_.Push(key);
    number = static_cast<uint32_t>(keys_.size());
  }
  return number;
}

// By a quarter, so that the slots stay dense; they are rebuilt from the keys, so
// that old and new never stand together.
void PersonDictionary::Grow() {
  const uint32_t count = slot_count_.load(std::memory_order_relaxed);
  const uint32_t grown = count + count / 4 + 1024;
  slots_.reset();
  slots_ = std::make_unique<uint32_t[]>(grown);
  slot_count_.store(grown, std::memory_order_relaxed);
  const auto persons = static_cast<uint32_t>(keys_.size());
  for (uint32_t number = 1; number <= persons; ++number) {
    slots_[SlotOf(keys_[number - 1])] = number;
  }
}

uint64_t PersonDictionary::MemoryBytes() const {
  return keys_.MemoryBytes() + slot_count_.load(std::memory_order_relaxed) * sizeof(uint32_t);
}

}  // namespace balcao::facts
