// The reserve for traces on the disk of power_loss_vfs.h: a part of it that is
// kept from SQLite.
#pragma once

#include <atomic>
#include <cstdint>

#include "storage/ledger/reserve.h"
#include "tests/crash/power_loss_vfs.h"

namespace balcao::testing {

class QuotaReserve final : public storage::TraceReserve {
 public:
  static constexpr int64_t kPieceBytes = 64 << 10;
  static constexpr int kPieces = 3;

  bool Release() override {
    if (pieces_ == 0) return false;
    Hold(pieces_ - 1);
    return true;
  }
  bool Refill() override {
    while (pieces_ < kPieces && BytesOnDisk() + (pieces_ + 1) * kPieceBytes <= disk_bytes_) {
      Hold(pieces_ + 1);
    }
    return pieces_ == kPieces;
  }

  // The disk has room for so much beside what is on it and the reserve.
  void LeaveRoom(int64_t bytes) {
    disk_bytes_ = BytesOnDisk() + pieces_ * kPieceBytes + bytes;
    Hold(pieces_);
  }
  int pieces() const { return pieces_; }

 private:
  void Hold(int pieces) {
    pieces_ = pieces;
    LimitBytes(disk_bytes_ - pieces * kPieceBytes);
  }

  std::atomic<int64_t> disk_bytes_ = 0;
  std::atomic<int> pieces_ = kPieces;
};

}  // namespace balcao::testing
