// Text for terminals: how wide it is, and what of it may be sent there.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace balcao::client {

// The number of terminal columns of UTF-8 text: marks that combine (Arabic,
// Devanagari) and format characters take none, wide East Asian characters two.
int DisplayWidth(absl::string_view text);

// The text on one line: tabs and line feeds become spaces, other control
// characters and those that turn the direction of a line become U+FFFD, so that
// what one person typed cannot move the cursor of another's terminal.
std::string Printable(absl::string_view text);

// Breaks text at spaces into lines of at most `width` columns; a line feed in
// the text stays, a longer word stands alone. Lines after the first are
// indented by `indent`.
std::string Wrap(absl::string_view text, int width, int indent);

}  // namespace balcao::client
