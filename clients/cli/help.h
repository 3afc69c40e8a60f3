// Help, from the table of commands.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace balcao::cli {

// The help of a command (`visit open`), of a group (`visit`), of a topic
// (`exit-codes`), or with an empty topic the overview. Empty when there is none.
std::string HelpText(absl::string_view topic);

}  // namespace balcao::cli
