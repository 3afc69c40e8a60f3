// What a fuzz target brings: a function that takes any bytes and comes back, and inputs to
// begin from. `seeding.cc` makes a libFuzzer program of it (preset `fuzz`), `replay.cc` a
// test that runs without libFuzzer (every other preset).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// Ends the process: what the target promises does not hold.
#define BALCAO_REQUIRE(condition)                                                         \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)

namespace balcao::fuzz {

// Inputs that the target understands.
std::vector<std::string> Seeds();

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
