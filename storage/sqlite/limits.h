// Every number that bounds the SQLite driver, in one place.
#pragma once

#include <cstddef>

namespace balcao::storage::sqlite {

inline constexpr int kBusyTimeoutMs = 5000;
inline constexpr int kPageBytes = 8192;

// The write-ahead log's cap: past this many pages the writer checkpoints itself.
inline constexpr int kLogPagesMax = 16'000;
// How much of a transaction waits in memory to be written to the log in one piece.
inline constexpr size_t kLogGatheredBytesMax = 1 << 20;
// SQLite's own VFS takes the amount of a write modulo 128 KiB, and calls 0 a full disk.
inline constexpr size_t kLogWriteBytesMax = size_t{64} * 1024;
inline constexpr int kCheckpointPeriodMs = 50;

inline constexpr int kWriterCacheKib = size_t{64} * 1024;
inline constexpr int kReaderCacheKib = size_t{64} * 1024;
// No memory map: while the file grows, every reader would map it anew and pay a
// page fault for each page it touches, which costs more than the copy it saves.

inline constexpr int kIdleReadersMax = 16;
// A read connection that kept more statements than this forgets them when it
// goes back to the pool.
inline constexpr int kKeptStatementsMax = 512;

inline constexpr int kParametersMax = 32'766;

// How much of a statement's text an error repeats.
inline constexpr int kSqlInErrorBytesMax = 240;

}  // namespace balcao::storage::sqlite
