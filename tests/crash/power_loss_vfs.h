// A disk that loses power and runs full: a SQLite VFS in memory, where what was
// written is kept only once it was synced.
//
// Each file has what stands on the disk and what the system would show. A sync
// copies the second to the first and puts the file's name on the disk; when the
// power goes every call fails until PowerOn(), which forgets what was not synced,
// or keeps a random part of it. The shared-memory index is never on the disk.
#pragma once

#include <cstdint>
#include <string>

namespace balcao::testing {

inline constexpr char kPowerLossVfs[] = "balcao-power-loss";

// Registers the VFS; once is enough.
void RegisterPowerLossVfs();

// An empty disk, with power and room.
void NewDisk();

// The power goes at the n-th sync from now (before it takes effect), or at the
// n-th write; 0 for never.
void CutAtSync(int64_t n);
void CutAtWrite(int64_t n);
void CutNow();
bool HasPower();
// What was synced is what there is. With a seed other than 0 a random part of the
// rest is there too: of each file none, few, half, most or all of its unsynced
// sectors of 512 bytes, each as any write since the last sync left it, and of its
// sizes and name. The write under way when the power goes counts among them.
void PowerOn(uint64_t torn_seed = 0);

// Until the power is back, a sync of the files whose names begin so is answered and
// not done: what a program that forgets it looks like. Empty for none.
void LieAboutSyncs(const std::string& prefix);

// Since the disk was new.
int64_t SyncsSoFar();
int64_t WritesSoFar();

int64_t BytesOnDisk();
// Files grow to so many bytes in all, and then the disk is full; 0 for no end.
void LimitBytes(int64_t most);

}  // namespace balcao::testing
