// What the person at the desk is told when something is refused, in European
// Portuguese: a sentence for each reason. It says what to do next where there is
// something to do, and holds nothing of what was asked.
#pragma once

#include <string_view>

namespace balcao::services {

inline constexpr char kTextLocale[] = "pt-PT";  // BCP 47

// Empty for a reason without a text; deploy/checks/texts finds those.
std::string_view TextOf(std::string_view reason);

}  // namespace balcao::services
