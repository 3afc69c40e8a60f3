// The schema of the data file, step by step. A step is never changed once it has
// landed; the next one is added.
#pragma once

#include <span>

#include "storage/engine.h"

namespace balcao::storage {

std::span<const Migration> SqliteMigrations();

}  // namespace balcao::storage
