// Dense numbers for random statistical numbers: 1, 2, 3, ... in order of first
// appearance, 0 for kNoPerson. Only the appender looks numbers up; the keys may
// be read by others.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "services/statistics/facts/fact.h"
#include "services/statistics/facts/limits.h"
#include "services/statistics/facts/stable_list.h"

namespace balcao::facts {

class PersonDictionary {
 public:
  // The dense number of a person, a new one at need. Must not be called with a
  // new key when Full(1).
  uint32_t Number(uint64_t key);

  uint64_t size() const { return keys_.size(); }
  bool Full(uint64_t more) const { return keys_.Full(more); }
  uint64_t Key(uint32_t number) const { return number == 0 ? kNoPerson : keys_[number - 1]; }
  uint64_t MemoryBytes() const;

 private:
  void Grow();
  uint32_t SlotOf(uint64_t key) const;  // holding the key, or free

  StableList<uint64_t, 1u << 16, kPersonsMax> keys_;
  std::unique_ptr<uint32_t[]> slots_;  // dense number, 0 when free
  std::atomic<uint32_t> slot_count_ = 0;
};

}  // namespace balcao::facts
