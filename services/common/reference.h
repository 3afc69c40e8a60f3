// Human references, for speech and paper: `LIS-2026-004217-K`. The last character
// checks the rest (ISO/IEC 7064, MOD 37-36): every slip of one character is found,
// and of two neighbours that change places about 99 in a hundred.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace balcao::services {

std::string MakeReference(std::string_view prefix, int64_t year, int64_t number);
// Says whether the check character fits; takes lower case too.
bool IsReference(std::string_view reference);

}  // namespace balcao::services
