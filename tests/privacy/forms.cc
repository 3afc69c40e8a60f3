#include "tests/privacy/forms.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "services/common/keys.h"

namespace balcao::testing {
namespace {

constexpr size_t kLengthMin = 6;

std::string Lower(std::string_view text) {
  return absl::AsciiStrToLower(absl::string_view(text.data(), text.size()));
}

std::string Compact(const std::string& text) {
  std::string compact;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) compact.push_back(c);
  }
  return compact;
}

// What base64 of the value looks like inside of base64 of something longer, which
// begins `shift` bytes before it: the characters that the neighbours change are
// left out.
std::string Base64Inside(const std::string& value, size_t shift, bool web_safe) {
  const std::string padded = std::string(shift, '.') + value;
  const std::string whole = padded.substr(0, padded.size() / 3 * 3);
  const std::string encoded =
      web_safe ? absl::WebSafeBase64Escape(whole) : absl::Base64Escape(whole);
  return encoded.substr(shift == 0 ? 0 : 4);
}

}  // namespace

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

Scan::Scan(const std::vector<std::string>& values) {
  for (const std::string& value : values) AddForms(value);
}

void Scan::Add(std::vector<std::string>& needles, std::string needle) {
  if (needle.size() < kLengthMin) return;
  if (std::find(needles.begin(), needles.end(), needle) == needles.end()) {
    needles.push_back(std::move(needle));
  }
}

void Scan::AddForms(const std::string& value) {
  Add(lower_, Lower(value));
  Add(lower_, Lower(Compact(value)));
  for (const std::string& token : services::NameTokens(value)) {
    Add(lower_, token);
    Add(lower_, services::SoundOf(token));
  }
  for (const std::string& form : {value, Lower(value), absl::AsciiStrToUpper(value), Compact(value),
                                  absl::AsciiStrToUpper(Compact(value))}) {
    if (form.size() < kLengthMin) continue;
    Add(lower_, absl::BytesToHexString(form));
    for (size_t shift = 0; shift < 3; ++shift) {
      Add(exact_, Base64Inside(form, shift, false));
      Add(exact_, Base64Inside(form, shift, true));
    }
  }
}

std::vector<std::string> Scan::Find(std::string_view bytes, const std::string& where) const {
  std::vector<std::string> found;
  const std::string lower = Lower(bytes);
  for (const std::string& needle : lower_) {
    if (lower.find(needle) != std::string::npos) found.push_back(where + ": " + needle);
  }
  for (const std::string& needle : exact_) {
    if (bytes.find(needle) != std::string_view::npos) found.push_back(where + ": " + needle);
  }
  return found;
}

std::vector<std::string> Scan::FindInFolder(const std::string& folder) const {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().string();
    for (const std::string& bytes : {ReadWhole(path), path}) {
      for (std::string& hit : Find(bytes, path)) found.push_back(std::move(hit));
    }
  }
  return found;
}

}  // namespace balcao::testing
