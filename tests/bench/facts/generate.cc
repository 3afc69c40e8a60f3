#include "tests/bench/facts/generate.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace balcao::bench {
namespace {

constexpr uint32_t kWindow = 100'000;  // rows that a removal may reach back

// SplitMix64.
uint64_t Mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15ull;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ x >> 27) * 0x94D049BB133111EBull;
  return x ^ x >> 31;
}

class Stream {
 public:
  explicit Stream(uint64_t seed) : state_(seed) {}
  uint64_t Next() { return Mix(state_++ * 0xD1B54A32D192ED03ull); }
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1p-53; }
  uint32_t Below(uint32_t limit) { return static_cast<uint32_t>(Next() % limit); }
  // Code k with a share that falls with k: the first tenth draws about half.
  uint8_t Skewed(int codes, double power = 2.5) {
    return static_cast<uint8_t>(std::pow(Unit(), power) * codes);
  }

 private:
  uint64_t state_;
};

class Generator {
 public:
  explicit Generator(const GenerateOptions& options) : options_(options), random_(options.seed) {}

  GeneratedFact Next(uint32_t row) {
    GeneratedFact generated;
    facts::Fact& fact = generated.fact;
    fact.kind = random_.Skewed(kKinds, 1.5);
    fact.month = Month(row);
    fact.day = static_cast<uint8_t>(1 + random_.Below(28));
    fact.topic = random_.Skewed(kTopics);
    fact.channel = random_.Skewed(kChannels);
    fact.outcome = random_.Skewed(kOutcomes);
    fact.flags = static_cast<uint8_t>(random_.Below(8));
    generated.person = Person(row);
    Describe(generated.person, &fact);
    return generated;
  }

 private:
  // The month moves with the journal; one row in fifty comes up to a year late.
  uint8_t Month(uint32_t row) {
    if (options_.shuffled) return static_cast<uint8_t>(random_.Below(kMonths));
    const auto now = static_cast<int>(uint64_t{row} * kMonths / options_.rows);
    const int late = random_.Below(50) == 0 ? static_cast<int>(random_.Below(12)) : 0;
    return static_cast<uint8_t>(std::max(0, now - late));
  }

  // One row in twenty has no person. A quarter of the others are new ones; of
  // those who return, half were new lately.
  uint32_t Person(uint32_t row) {
    if (random_.Below(20) == 0) return 0;
    const uint64_t due = uint64_t{row} * options_.persons / options_.rows + 1;
    if (seen_ < due && seen_ < options_.persons) return ++seen_;
    const uint32_t recent = std::max(1u, std::min(seen_, options_.persons / 40));
    if (random_.Below(2) == 0) return seen_ - random_.Below(recent);
    return 1 + random_.Below(seen_);
  }

  // What stays the same for a person, and mostly the centre.
  void Describe(uint32_t person, facts::Fact* fact) {
    const uint64_t about = person == 0 ? random_.Next() : Mix(person + options_.seed * 7919);
    Stream own(about);
    fact->sex = static_cast<uint8_t>(own.Below(100) < 2 ? 2 : own.Below(2));
    fact->age_band = static_cast<uint8_t>(own.Unit() * own.Unit() * kAgeBands);
    fact->nationality = own.Skewed(kNationalities);
    fact->language = own.Skewed(kLanguages);
    fact->residence_status = own.Skewed(kStatuses, 1.5);
    const uint8_t home = own.Skewed(kCentres);
    fact->centre = random_.Below(10) == 0 ? random_.Skewed(kCentres) : home;
    fact->person = person == 0 ? facts::kNoPerson : about | 1;
  }

  const GenerateOptions& options_;
  Stream random_;
  uint32_t seen_ = 0;
};

}  // namespace

void Generate(const GenerateOptions& options,
              const std::function<void(const GeneratedFact&)>& visit) {
  // A fact to be removed is written again kWindow rows later, with weight -1.
  std::vector<GeneratedFact> ring(options.removals_per_1000 > 0 ? kWindow : 0);
  Generator generator(options);
  Stream coin(options.seed ^ 0xC0FFEE);
  for (uint32_t row = 0; row < options.rows; ++row) {
    GeneratedFact generated = generator.Next(row);
    if (!ring.empty()) {
      GeneratedFact& slot = ring[row % kWindow];
      if (row >= kWindow && !slot.alive && slot.fact.weight > 0) {
        generated = slot;
        generated.fact.weight = -1;
      } else if (row + kWindow < options.rows) {
        generated.alive = coin.Below(1000) >= static_cast<uint32_t>(options.removals_per_1000);
      }
      slot = generated;
    }
    visit(generated);
  }
}

}  // namespace balcao::bench
