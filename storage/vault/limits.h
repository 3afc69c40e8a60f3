// Every number that bounds the vault, in one place.
#pragma once

#include <cstddef>

namespace balcao::storage::vault {

// A plain text that GCM may take in one call of OpenSSL.
inline constexpr size_t kPlainBytesMax = 1 << 30;

// Nonces that a thread draws from the random generator at a time.
inline constexpr size_t kNoncesDrawn = 64;

// The cache is cut into parts with a lock each.
inline constexpr int kCacheShards = 64;

// Keys that a scan reads at a time. A person's visit and case have keys of their
// own between, so about a third is asked for.
inline constexpr int kPreloadKeys = 1024;

// A pause before a block of keys is tried again after a fault.
inline constexpr int kMakeRetryMs = 500;

// How often Destroy() asks for the log to be truncated while somebody reads;
// each try waits for SQLite's busy timeout.
inline constexpr int kTruncateTriesMax = 5;

}  // namespace balcao::storage::vault
