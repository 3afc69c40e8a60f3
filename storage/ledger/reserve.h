// Room on the disk that is kept for the traces of reads. When the disk is full,
// writes are refused and pieces of the reserve make room for traces, so that
// personal reads go on until it is spent. When there is room again the reserve
// is filled again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace balcao::storage {

// Used by the ledger's thread alone.
class TraceReserve {
 public:
  virtual ~TraceReserve() = default;
  // Gives a piece back to the file system; false when none is left.
  virtual bool Release() = 0;
  // Takes back what was given, as far as there is room; true when it is whole.
  virtual bool Refill() = 0;
};

inline constexpr int64_t kTraceReserveBytes = 8 << 20;

// A file of that size whose blocks are allocated. On a disk that is full already
// it holds what could be had. FAILED_PRECONDITION when it cannot be opened.
absl::StatusOr<std::unique_ptr<TraceReserve>> OpenTraceReserve(const std::string& path,
                                                               int64_t bytes = kTraceReserveBytes);

}  // namespace balcao::storage
