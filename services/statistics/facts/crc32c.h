// CRC-32C (Castagnoli, RFC 3720 B.4): against accidents, not against an attacker.
#pragma once

#include <cstdint>
#include <string_view>

namespace balcao::facts {

uint32_t Crc32c(std::string_view bytes);

}  // namespace balcao::facts
