#include "services/common/reference.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <utility>

namespace balcao::services {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr const char* kPrefixes[] = {"LIS", "POR", "AGS", "HLP", "ZZZ", "AAA"};

std::string AnyReference() {
  return MakeReference(kPrefixes[*rc::gen::inRange<size_t>(0, std::size(kPrefixes))],
                       *rc::gen::inRange<int64_t>(2000, 2100),
                       *rc::gen::inRange<int64_t>(1, 1'000'000));
}

bool IsMark(char c) { return kAlphabet.find(c) != std::string_view::npos; }

TEST(Reference, HasPrefixYearNumberAndCheckCharacter) {
  const std::string reference = MakeReference("LIS", 2026, 4217);
  EXPECT_EQ(reference.substr(0, 16), "LIS-2026-004217-");
  EXPECT_EQ(reference.size(), 17);
  EXPECT_TRUE(IsReference(reference));
}

TEST(Reference, GrowsBeyondSixDigits) {
  EXPECT_TRUE(IsReference(MakeReference("LIS", 2026, 1'234'567)));
}

TEST(Reference, IsTakenInLowerCase) {
  std::string reference = MakeReference("LIS", 2026, 4217);
  for (char& c : reference) c = static_cast<char>(tolower(c));
  EXPECT_TRUE(IsReference(reference));
}

TEST(Reference, IsNotAnythingElse) {
  for (const char* text : {"", "-", "K", "-K", "LIS", "LIS-2026-004217", "LIS-2026-004217-",
                           "LIS-2026-004217-KK", "LIS 2026 004217 K"}) {
    EXPECT_FALSE(IsReference(text)) << text;
  }
}

TEST(Reference, EverySubstitutionOfOneCharacterIsFound) {
  EXPECT_TRUE(rc::check([] {
    const std::string good = AnyReference();
    for (size_t at = 0; at < good.size(); ++at) {
      if (!IsMark(good[at])) continue;
      for (const char other : kAlphabet) {
        std::string bad = good;
        bad[at] = other;
        RC_ASSERT(IsReference(bad) == (other == good[at]));
      }
    }
  }));
}

// ISO/IEC 7064's hybrid systems find every substitution and nearly every swap: about
// one swap in a hundred or two passes.
TEST(Reference, ASwapOfTwoNeighboursIsFoundInAbout99OfAHundred) {
  int swaps = 0, missed = 0;
  for (int64_t number = 1; number < 1'000'000; number += 997) {
    const std::string good = MakeReference("LIS", 2019 + number % 10, number);
    for (size_t at = 0; at + 1 < good.size(); ++at) {
      if (!IsMark(good[at])) continue;
      const size_t next = IsMark(good[at + 1]) ? at + 1 : at + 2;  // across a dash
      if (next >= good.size() || good[at] == good[next]) continue;
      std::string bad = good;
      std::swap(bad[at], bad[next]);
      ++swaps;
      missed += IsReference(bad);
    }
  }
  EXPECT_GT(swaps, 10'000);
  EXPECT_LT(missed * 50, swaps);
}

}  // namespace
}  // namespace balcao::services
