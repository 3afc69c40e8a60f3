// Random numbers that are the same everywhere: xoshiro256** seeded by
// splitmix64, and distributions of our own, since those of the standard library
// differ between implementations. A stream is forked by a label, so that more
// draws in one place change nothing elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace balcao::country {

// Mixes 64 bits (splitmix64's finaliser): a bijection.
uint64_t MixBits(uint64_t value);

// Hashes text (FNV-1a, then MixBits); stable across machines and runs.
uint64_t HashText(absl::string_view text);

// A stream of random numbers. Cheap to copy.
class Random {
 public:
  explicit Random(uint64_t seed);

  // Gives a stream of its own for a label and a number; does not draw.
  Random Fork(absl::string_view label, uint64_t number = 0) const;

  // Draws 64 bits.
  uint64_t Next();
  // Draws from 0 to bound - 1, without bias; 0 when the bound is 0.
  uint64_t Below(uint64_t bound);
  // Draws from low to high, both included.
  int64_t Between(int64_t low, int64_t high);
  // Draws from [0, 1).
  double Unit();
  // Says true with this probability.
  bool Chance(double probability);
  // Draws from the normal law with mean 0 and deviation 1 (Irwin and Hall: the
  // sum of twelve units; exact enough, and free of the mathematics library).
  double Normal();
  // Draws exp(deviation * Normal()): many small, a few large.
  double LogNormal(double deviation);

  // Puts a list in random order.
  template <typename T>
  void Shuffle(std::vector<T>& list) {
    for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[Below(i)]);
  }

 private:
  uint64_t seed_;
  std::array<uint64_t, 4> state_;
};

// Draws indexes in proportion to weights.
class Weighted {
 public:
  Weighted() = default;
  // Weights below zero count as zero.
  explicit Weighted(const std::vector<double>& weights);

  // Draws an index; 0 when there is nothing to draw from.
  size_t Draw(Random& random) const;
  // Says that no index has a weight.
  bool empty() const { return sums_.empty() || sums_.back() <= 0; }

 private:
  std::vector<double> sums_;
};

// Shares a total out in proportion to weights, in whole numbers whose sum is the
// total (largest remainders, the earlier place first).
std::vector<int64_t> Apportion(int64_t total, const std::vector<double>& weights);

}  // namespace balcao::country
