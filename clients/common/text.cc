#include "clients/common/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace balcao::client {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";

// The code point at *offset, which moves past it; negative when malformed.
UChar32 NextCodePoint(absl::string_view text, int32_t* offset) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto length = static_cast<int32_t>(text.size());
  UChar32 code_point = 0;
  U8_NEXT(bytes, *offset, length, code_point);
  return code_point;
}

int WidthOf(UChar32 code_point) {
  if (code_point < 0) return 1;
  switch (u_charType(code_point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

bool TurnsDirection(UChar32 code_point) {
  return (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  int width = 0;
  for (int32_t offset = 0; offset < static_cast<int32_t>(text.size());) {
    width += WidthOf(NextCodePoint(text, &offset));
  }
  return width;
}

std::string Printable(absl::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (int32_t offset = 0; offset < static_cast<int32_t>(text.size());) {
    const int32_t begin = offset;
    const UChar32 code_point = NextCodePoint(text, &offset);
    if (code_point == '\t' || code_point == '\n') {
      result.push_back(' ');
    } else if (code_point < 0 || u_charType(code_point) == U_CONTROL_CHAR ||
               TurnsDirection(code_point)) {
      absl::StrAppend(&result, kReplacement);
    } else {
      absl::StrAppend(&result, text.substr(begin, offset - begin));
    }
  }
  return result;
}

std::string Wrap(absl::string_view text, int width, int indent) {
  const std::string line_break = "\n" + std::string(indent, ' ');
  std::string result;
  bool first_line = true;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!first_line) result += line_break;
    first_line = false;
    int column = 0;
    bool first_word = true;
    for (absl::string_view word : absl::StrSplit(line, ' ')) {
      const int word_width = DisplayWidth(word);
      if (column > 0 && column + 1 + word_width > width) {
        result += line_break;
        column = 0;
      } else if (!first_word) {
        result += ' ';
        ++column;
      }
      first_word = false;
      absl::StrAppend(&result, word);
      column += word_width;
    }
  }
  return result;
}

}  // namespace balcao::client
