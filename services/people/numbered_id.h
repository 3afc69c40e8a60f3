// Ids for tests.
#pragma once

#include <string>

#include "storage/records/id.h"

namespace balcao::services {

inline storage::Id IdOf(int number) {
  std::string bytes(16, '\0');
  bytes[15] = static_cast<char>(number);
  bytes[14] = static_cast<char>(number >> 8);
  return storage::Id::FromBytes(bytes);
}

}  // namespace balcao::services
