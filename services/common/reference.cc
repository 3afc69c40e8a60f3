#include "services/common/reference.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "storage/common/text.h"

namespace balcao::services {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr size_t kBase = 36;

// The character that completes `text`; what is not of the alphabet is passed over.
char CheckCharacter(std::string_view text) {
  size_t product = kBase;
  for (const char c : text) {
    const size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) continue;
    size_t sum = (product + value) % kBase;
    if (sum == 0) sum = kBase;
    product = sum * 2 % (kBase + 1);
  }
  return kAlphabet[(kBase + 1 - product) % kBase];
}

}  // namespace

std::string MakeReference(std::string_view prefix, int64_t year, int64_t number) {
  std::string text = absl::StrFormat("%s-%04d-%06d", AbslView(prefix), year, number);
  const char check = CheckCharacter(text);
  text.push_back('-');
  text.push_back(check);
  return text;
}

bool IsReference(std::string_view reference) {
  const std::string text = absl::AsciiStrToUpper(AbslView(reference));
  const size_t dash = text.rfind('-');
  return dash != std::string::npos && dash + 2 == text.size() && dash > 0 &&
         CheckCharacter(std::string_view(text).substr(0, dash)) == text.back();
}

}  // namespace balcao::services
