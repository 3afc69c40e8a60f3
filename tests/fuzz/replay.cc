// Runs a target over its seeds and over mutations of them, without libFuzzer.
//   <target>_replay          BALCAO_FUZZ_INPUTS inputs (5,000), or as many as ten seconds
//                            allow, from BALCAO_FUZZ_SEED
//   <target>_replay FILE...  these inputs: what a failure left behind
#include <chrono>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

constexpr uint64_t kInputs = 5'000;
constexpr std::chrono::seconds kTime(10);

using Random = std::mt19937_64;

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

size_t Below(size_t end, Random& random) { return end == 0 ? 0 : random() % end; }

char AnyByte(Random& random) {
  constexpr char kTelling[] = {0, 1, 0x7f, static_cast<char>(0x80), static_cast<char>(0xff)};
  return random() % 2 == 0 ? kTelling[Below(sizeof(kTelling), random)]
                           : static_cast<char>(random());
}

void MutateOnce(std::string& input, const std::vector<std::string>& seeds, Random& random) {
  const size_t at = Below(input.size() + 1, random);
  switch (random() % 6) {
    case 0:
      if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << (random() % 8)));
      return;
    case 1:
      if (at < input.size()) input[at] = AnyByte(random);
      return;
    case 2:
      input.insert(at, 1 + Below(4, random), AnyByte(random));
      return;
    case 3:
      input.erase(at, 1 + Below(8, random));
      return;
    case 4:
      input.resize(at);
      return;
    default: {
      const std::string& other = seeds[Below(seeds.size(), random)];
      const size_t from = Below(other.size() + 1, random);
      input.replace(at, Below(16, random), other.substr(from, Below(32, random)));
    }
  }
}

void Run(const std::string& input) {
  // A copy of its own length, so that a read past the end is noticed.
  const std::vector<uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

// Says how many were run.
uint64_t RunMutations(uint64_t count, uint64_t seed) {
  const auto end = std::chrono::steady_clock::now() + kTime;
  std::vector<std::string> seeds = Seeds();
  for (const std::string& input : seeds) Run(input);
  seeds.emplace_back();
  uint64_t i = 0;
  for (; i < count && std::chrono::steady_clock::now() < end; ++i) {
    Random random(seed + i);
    std::string input = seeds[Below(seeds.size(), random)];
    for (uint64_t left = 1 + random() % 6; left > 0; --left) MutateOnce(input, seeds, random);
    Run(input);
  }
  return i;
}

}  // namespace
}  // namespace balcao::fuzz

int main(int argc, char** argv) {
  using namespace balcao::fuzz;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    Run({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  }
  if (argc > 1) return 0;
  const uint64_t count = FromEnvironment("BALCAO_FUZZ_INPUTS", kInputs);
  const uint64_t seed = FromEnvironment("BALCAO_FUZZ_SEED", std::random_device()());
  std::printf("BALCAO_FUZZ_SEED=%llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  std::printf("%llu inputs\n", static_cast<unsigned long long>(RunMutations(count, seed)));
  return 0;
}
