// A disk that loses power: a SQLite VFS in memory, where what was written is kept
// only once it was synced.
//
// Each file has what stands on the disk and what the system would show. A sync
// copies the second to the first; when the power goes, the second is forgotten and
// every call fails until PowerOn(). Names are made and removed at once, as a
// journaling file system does after its own sync; the shared-memory index is never
// on the disk.
#pragma once

#include <cstdint>
#include <string>

namespace balcao::testing {

inline constexpr char kPowerLossVfs[] = "balcao-power-loss";

// Registers the VFS; once is enough.
void RegisterPowerLossVfs();

// An empty disk, with power.
void NewDisk();
// The power goes at the n-th sync from now (before it takes effect), or at the
// n-th write; 0 for never.
void CutAtSync(int64_t n);
void CutAtWrite(int64_t n);
bool HasPower();
// What was synced is what there is.
void PowerOn();

}  // namespace balcao::testing
