#include "clients/country/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace balcao::country {
namespace {

uint64_t RotateLeft(uint64_t value, int bits) { return (value << bits) | (value >> (64 - bits)); }

}  // namespace

uint64_t MixBits(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

uint64_t HashText(absl::string_view text) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (unsigned char c : text) hash = (hash ^ c) * 0x100000001b3u;
  return MixBits(hash);
}

Random::Random(uint64_t seed) : seed_(seed) {
  uint64_t counter = seed;
  for (uint64_t& word : state_) word = MixBits(counter += 0x9e3779b97f4a7c15u);
}

Random Random::Fork(absl::string_view label, uint64_t number) const {
  return Random(MixBits(seed_ ^ HashText(label)) + MixBits(number + 0x9e3779b97f4a7c15u));
}

uint64_t Random::Next() {
  const uint64_t result = RotateLeft(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = RotateLeft(state_[3], 45);
  return result;
}

uint64_t Random::Below(uint64_t bound) {
  if (bound == 0) return 0;
  // The draws below the threshold would favour the small results.
  const uint64_t threshold = (0 - bound) % bound;
  uint64_t draw = Next();
  while (draw < threshold) draw = Next();
  return draw % bound;
}

int64_t Random::Between(int64_t low, int64_t high) {
  return low + static_cast<int64_t>(Below(static_cast<uint64_t>(high - low) + 1));
}

double Random::Unit() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

bool Random::Chance(double probability) { return Unit() < probability; }

double Random::Normal() {
  double sum = 0;
  for (int i = 0; i < 12; ++i) sum += Unit();
  return sum - 6;
}

double Random::LogNormal(double deviation) { return std::exp(deviation * Normal()); }

Weighted::Weighted(const std::vector<double>& weights) : sums_(weights) {
  double sum = 0;
  for (double& weight : sums_) weight = sum += std::max(weight, 0.0);
}

size_t Weighted::Draw(Random& random) const {
  if (empty()) return 0;
  const double point = random.Unit() * sums_.back();
  const auto found = std::upper_bound(sums_.begin(), sums_.end(), point);
  return static_cast<size_t>(std::min(found, sums_.end() - 1) - sums_.begin());
}

std::vector<int64_t> Apportion(int64_t total, const std::vector<double>& weights) {
  std::vector<int64_t> shares(weights.size(), 0);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (sum <= 0) return shares;
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> remainders(weights.size());
  int64_t given = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(total) * weights[i] / sum;
    shares[i] = static_cast<int64_t>(exact);
    remainders[i] = exact - static_cast<double>(shares[i]);
    given += shares[i];
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
  for (size_t i = 0; given < total; ++i, ++given) ++shares[order[i % order.size()]];
  return shares;
}

}  // namespace balcao::country
