// Debian builds Abseil with a string_view of its own; this crosses over.
#pragma once

#include <string>
#include <string_view>

#include "absl/strings/string_view.h"

namespace balcao {

inline absl::string_view AbslView(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace balcao
