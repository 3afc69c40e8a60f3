// Look-up values: any text has a normal form of the letters and digits that it is made of.
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "services/common/keys.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

void CheckTokens(const std::string& text) {
  const std::vector<std::string> tokens = services::NameTokens(text);
  BALCAO_REQUIRE(std::is_sorted(tokens.begin(), tokens.end()));
  for (const std::string& token : tokens) {
    BALCAO_REQUIRE(!token.empty());
    BALCAO_REQUIRE(std::all_of(token.begin(), token.end(),
                               [](unsigned char c) { return absl::ascii_islower(c); }));
    BALCAO_REQUIRE(services::SoundOf(token).size() <= token.size());
  }
  BALCAO_REQUIRE(services::NameTokens(absl::StrJoin(tokens, " ")) == tokens);
}

void CheckNumbers(const std::string& text) {
  const std::string phone = services::NormalizePhone(text);
  constexpr size_t kLongest = 20;
  BALCAO_REQUIRE(phone.size() <= kLongest);
  BALCAO_REQUIRE(phone.empty() || phone[0] == '+');
  BALCAO_REQUIRE(phone.find_first_not_of("+0123456789") == std::string::npos);
  const std::string document = services::NormalizeDocument(text);
  BALCAO_REQUIRE(services::NormalizeDocument(document) == document);
}

}  // namespace

std::vector<std::string> Seeds() {
  return {"912345678",
          "+351 21 123 45 67",
          "0049 (0)30/123456-78",
          "tel:+55-11-91234-5678;ext=3",
          "Đặng Thị Hoà",
          "Шевченко Ольга",
          "शर्मा आशा",
          "محمد بن علي",
          "O'Neil d'Ávila",
          "X-1234/B",
          "王小明",
          "00351912345678"};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  balcao::fuzz::CheckTokens(text);
  balcao::fuzz::CheckNumbers(text);
  return 0;
}
