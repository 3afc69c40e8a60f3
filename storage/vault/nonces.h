// Random nonces at the price of a copy.
#pragma once

#include <cstddef>

namespace balcao::storage::vault {

// Fills a nonce of 12 bytes that nothing else gets. False when the system gives
// no randomness. Thread-safe; safe across fork().
bool TakeNonce(unsigned char* nonce);

}  // namespace balcao::storage::vault
