#include "tests/crash/power_loss_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace balcao::testing {
namespace {

constexpr int kShmLocks = SQLITE_SHM_NLOCK;

// What was done to a file since its last sync.
struct Change {
  size_t at;          // for a cut, the new size
  std::string bytes;  // empty for a cut
};

struct DiskFile {
  std::string name;
  std::string durable;
  std::string shown;
  std::vector<Change> unsynced;
  bool named = false;                           // its directory entry is on the disk
  std::vector<std::unique_ptr<char[]>> shared;  // the -shm regions
  int sharing = 0;                              // how many have them mapped
  std::array<int, kShmLocks> readers{};         // of each shared-memory lock
  std::array<bool, kShmLocks> writer{};
  int shared_locks = 0;  // of the file itself
  bool reserved = false, exclusive = false;
};

struct Disk {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<DiskFile>> files;
  std::map<std::string, std::shared_ptr<DiskFile>> unlinked;  // but not on the disk yet
  bool power = true;
  int64_t syncs_left = 0, writes_left = 0;  // to the cut; 0 for never
  int64_t syncs = 0, writes = 0;            // since the disk was new
  int64_t bytes_max = 0, bytes = 0;         // 0 for no end
  std::string liar;                         // see LieAboutSyncs()
};

Disk& TheDisk() {
  static Disk& disk = *new Disk;
  return disk;
}

struct OpenFile {
  sqlite3_file base;
  std::shared_ptr<DiskFile>* file;
  int lock;
  std::array<int8_t, kShmLocks>* held;  // 0 none, 1 shared, 2 exclusive
  bool sharing;
};

OpenFile& Of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
DiskFile& FileOf(sqlite3_file* file) { return **Of(file).file; }

// Counts down to the cut; false when the power is gone.
bool Spend(int64_t& left) {
  if (TheDisk().power && left > 0 && --left == 0) TheDisk().power = false;
  return TheDisk().power;
}

// False when the disk is full.
bool Grow(std::string& shown, size_t size) {
  Disk& disk = TheDisk();
  const int64_t more = static_cast<int64_t>(size - shown.size());
  if (disk.bytes_max != 0 && disk.bytes + more > disk.bytes_max) return false;
  disk.bytes += more;
  shown.resize(size);
  return true;
}

void Shrink(std::string& shown, size_t size) {
  TheDisk().bytes -= static_cast<int64_t>(shown.size() - size);
  shown.resize(size);
}

void Apply(const Change& change, std::string& to) {
  const size_t end = change.at + change.bytes.size();
  if (change.bytes.empty() || to.size() < end) to.resize(end);
  to.replace(change.at, change.bytes.size(), change.bytes);
}

// The file as a disk may hold it that lost power: each sector as it was at the
// last sync or after any change since, each on its own; and so the size. Between
// files the odds differ much: one whole and another lost is what shows that they
// were synced in the wrong order.
std::string TornOf(const DiskFile& file, std::mt19937_64& random) {
  constexpr size_t kSectorBytes = 512;
  constexpr std::array<uint64_t, 5> kEighths = {0, 1, 4, 7, 8};
  const uint64_t odds = kEighths[random() % kEighths.size()];
  const auto reaches_disk = [&] { return random() % 8 < odds; };
  std::string torn = file.durable, now = file.durable;
  size_t size = torn.size();
  for (const Change& change : file.unsynced) {
    Apply(change, now);
    if (reaches_disk()) size = now.size();
    const size_t end = change.at + change.bytes.size();
    for (size_t at = change.at / kSectorBytes * kSectorBytes; at < end; at += kSectorBytes) {
      if (reaches_disk()) Apply({at, now.substr(at, kSectorBytes)}, torn);
    }
  }
  torn.resize(size);
  return torn;
}

void ReleaseLock(OpenFile& open, int level) {
  DiskFile& file = **open.file;
  if (open.lock >= SQLITE_LOCK_EXCLUSIVE) file.exclusive = false;
  if (open.lock >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED) file.reserved = false;
  if (open.lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED) --file.shared_locks;
  open.lock = level;
}

int Close(sqlite3_file* file) {
  OpenFile& open = Of(file);
  std::lock_guard lock(TheDisk().mutex);
  ReleaseLock(open, SQLITE_LOCK_NONE);
  delete open.file;
  delete open.held;
  return SQLITE_OK;
}

int Read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  std::lock_guard lock(TheDisk().mutex);
  if (!TheDisk().power) return SQLITE_IOERR_READ;
  const std::string& shown = FileOf(file).shown;
  const int64_t size = static_cast<int64_t>(shown.size());
  const int there = static_cast<int>(std::clamp<int64_t>(size - offset, 0, amount));
  if (there > 0) std::memcpy(to, shown.data() + offset, static_cast<size_t>(there));
  if (there == amount) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + there, 0, static_cast<size_t>(amount - there));
  return SQLITE_IOERR_SHORT_READ;
}

// Of the write that the cut meets, a part may be on the disk.
int Write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  std::lock_guard lock(TheDisk().mutex);
  if (!TheDisk().power) return SQLITE_IOERR_WRITE;
  std::string& shown = FileOf(file).shown;
  const Change change = {static_cast<size_t>(offset),
                         std::string(static_cast<const char*>(from), static_cast<size_t>(amount))};
  const size_t end = change.at + change.bytes.size();
  if (shown.size() < end && !Grow(shown, end)) return SQLITE_FULL;
  Apply(change, shown);
  FileOf(file).unsynced.push_back(change);
  ++TheDisk().writes;
  return Spend(TheDisk().writes_left) ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  std::lock_guard lock(TheDisk().mutex);
  if (!TheDisk().power) return SQLITE_IOERR_TRUNCATE;
  std::string& shown = FileOf(file).shown;
  const size_t bytes = static_cast<size_t>(size);
  if (bytes < shown.size()) Shrink(shown, bytes);
  if (bytes > shown.size() && !Grow(shown, bytes)) return SQLITE_FULL;
  FileOf(file).unsynced.push_back({bytes, ""});
  return SQLITE_OK;
}

int Sync(sqlite3_file* file, int) {
  std::lock_guard lock(TheDisk().mutex);
  if (!Spend(TheDisk().syncs_left)) return SQLITE_IOERR_FSYNC;
  ++TheDisk().syncs;
  const std::string& liar = TheDisk().liar;
  if (!liar.empty() && FileOf(file).name.starts_with(liar)) return SQLITE_OK;
  FileOf(file).durable = FileOf(file).shown;
  FileOf(file).unsynced.clear();
  // A new name takes every change of names before it to the disk.
  if (!FileOf(file).named) TheDisk().unlinked.clear();
  FileOf(file).named = true;
  return SQLITE_OK;
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  std::lock_guard lock(TheDisk().mutex);
  *size = static_cast<sqlite3_int64>(FileOf(file).shown.size());
  return SQLITE_OK;
}

int Lock(sqlite3_file* file, int level) {
  std::lock_guard lock(TheDisk().mutex);
  OpenFile& open = Of(file);
  DiskFile& disk = FileOf(file);
  if (open.lock >= level) return SQLITE_OK;
  if (open.lock < SQLITE_LOCK_SHARED) {
    if (disk.exclusive) return SQLITE_BUSY;
    ++disk.shared_locks;
    open.lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED && open.lock < SQLITE_LOCK_RESERVED) {
    if (disk.reserved) return SQLITE_BUSY;
    disk.reserved = true;
    open.lock = SQLITE_LOCK_RESERVED;
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    if (disk.shared_locks > 1) return SQLITE_BUSY;
    disk.exclusive = true;
    open.lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

int Unlock(sqlite3_file* file, int level) {
  std::lock_guard lock(TheDisk().mutex);
  if (Of(file).lock > level) ReleaseLock(Of(file), level);
  return SQLITE_OK;
}

int CheckReservedLock(sqlite3_file* file, int* reserved) {
  std::lock_guard lock(TheDisk().mutex);
  *reserved = FileOf(file).reserved;
  return SQLITE_OK;
}

int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
// As the system's VFS says of itself.
int SectorSize(sqlite3_file*) { return 4096; }
int DeviceCharacteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int ShmMap(sqlite3_file* file, int region, int size, int extend, void volatile** to) {
  std::lock_guard lock(TheDisk().mutex);
  if (!TheDisk().power) return SQLITE_IOERR_SHMMAP;
  auto& shared = FileOf(file).shared;
  if (!Of(file).sharing) ++FileOf(file).sharing;
  Of(file).sharing = true;
  while (extend != 0 && static_cast<int>(shared.size()) <= region) {
    shared.push_back(std::make_unique<char[]>(static_cast<size_t>(size)));
  }
  *to = region < static_cast<int>(shared.size()) ? shared[static_cast<size_t>(region)].get()
                                                 : nullptr;
  return SQLITE_OK;
}

int ShmLock(sqlite3_file* file, int offset, int n, int flags) {
  std::lock_guard lock(TheDisk().mutex);
  DiskFile& disk = FileOf(file);
  auto& held = *Of(file).held;
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  for (size_t i = static_cast<size_t>(offset); i < static_cast<size_t>(offset + n); ++i) {
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
      if (held[i] == 1) --disk.readers[i];
      if (held[i] == 2) disk.writer[i] = false;
      held[i] = 0;
      continue;
    }
    const int others = disk.readers[i] - (held[i] == 1 ? 1 : 0);
    if ((disk.writer[i] && held[i] != 2) || (exclusive && others > 0)) return SQLITE_BUSY;
  }
  if ((flags & SQLITE_SHM_UNLOCK) != 0) return SQLITE_OK;
  for (size_t i = static_cast<size_t>(offset); i < static_cast<size_t>(offset + n); ++i) {
    if (held[i] != 0) continue;
    held[i] = exclusive ? 2 : 1;
    if (exclusive) disk.writer[i] = true;
    if (!exclusive) ++disk.readers[i];
  }
  return SQLITE_OK;
}

// A lock of the disk is one, and the thread sanitizer knows of locks alone.
void ShmBarrier(sqlite3_file*) { std::lock_guard lock(TheDisk().mutex); }

// The index ends with the last who has it mapped.
int ShmUnmap(sqlite3_file* file, int) {
  std::lock_guard lock(TheDisk().mutex);
  if (Of(file).sharing && --FileOf(file).sharing == 0) FileOf(file).shared.clear();
  Of(file).sharing = false;
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {2,
                                     Close,
                                     Read,
                                     Write,
                                     Truncate,
                                     Sync,
                                     FileSize,
                                     Lock,
                                     Unlock,
                                     CheckReservedLock,
                                     FileControl,
                                     SectorSize,
                                     DeviceCharacteristics,
                                     ShmMap,
                                     ShmLock,
                                     ShmBarrier,
                                     ShmUnmap,
                                     nullptr,
                                     nullptr};

int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  std::lock_guard lock(TheDisk().mutex);
  OpenFile& open = Of(file);
  open.base.pMethods = nullptr;
  if (!TheDisk().power) return SQLITE_CANTOPEN;
  auto& stored = TheDisk().files[name == nullptr ? "temporary" : name];
  if (stored == nullptr) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) {
      TheDisk().files.erase(name);
      return SQLITE_CANTOPEN;
    }
    stored = std::make_shared<DiskFile>();
    stored->name = name == nullptr ? "temporary" : name;
  }
  open.file = new std::shared_ptr<DiskFile>(stored);
  open.held = new std::array<int8_t, kShmLocks>{};
  open.lock = SQLITE_LOCK_NONE;
  open.sharing = false;
  open.base.pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

// Without a sync of the directory, a file that was on the disk may come back.
int Delete(sqlite3_vfs*, const char* name, int sync_directory) {
  std::lock_guard lock(TheDisk().mutex);
  Disk& disk = TheDisk();
  if (!disk.power) return SQLITE_IOERR_DELETE;
  const auto file = disk.files.find(name);
  if (file == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  disk.bytes -= static_cast<int64_t>(file->second->shown.size());
  if (sync_directory == 0 && file->second->named) disk.unlinked.try_emplace(name, file->second);
  if (sync_directory != 0) disk.unlinked.erase(name);
  disk.files.erase(file);
  return SQLITE_OK;
}

int Access(sqlite3_vfs*, const char* name, int, int* found) {
  std::lock_guard lock(TheDisk().mutex);
  const auto file = TheDisk().files.find(name);
  *found = file != TheDisk().files.end() && !file->second->shown.empty();
  return SQLITE_OK;
}

int FullPathname(sqlite3_vfs*, const char* name, int size, char* to) {
  sqlite3_snprintf(size, to, "%s", name);
  return SQLITE_OK;
}

}  // namespace

void RegisterPowerLossVfs() {
  static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
  vfs.zName = kPowerLossVfs;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.xOpen = Open;
  vfs.xDelete = Delete;
  vfs.xAccess = Access;
  vfs.xFullPathname = FullPathname;
  sqlite3_vfs_register(&vfs, 0);
}

void NewDisk() {
  std::lock_guard lock(TheDisk().mutex);
  Disk& disk = TheDisk();
  disk.files.clear();
  disk.unlinked.clear();
  disk.power = true;
  disk.syncs_left = disk.writes_left = disk.bytes = disk.bytes_max = 0;
  disk.syncs = disk.writes = 0;
  disk.liar.clear();
}

void LieAboutSyncs(const std::string& prefix) {
  std::lock_guard lock(TheDisk().mutex);
  TheDisk().liar = prefix;
}

void CutAtSync(int64_t n) {
  std::lock_guard lock(TheDisk().mutex);
  TheDisk().syncs_left = n;
}

void CutAtWrite(int64_t n) {
  std::lock_guard lock(TheDisk().mutex);
  TheDisk().writes_left = n;
}

void CutNow() {
  std::lock_guard lock(TheDisk().mutex);
  TheDisk().power = false;
}

bool HasPower() {
  std::lock_guard lock(TheDisk().mutex);
  return TheDisk().power;
}

int64_t SyncsSoFar() {
  std::lock_guard lock(TheDisk().mutex);
  return TheDisk().syncs;
}

int64_t WritesSoFar() {
  std::lock_guard lock(TheDisk().mutex);
  return TheDisk().writes;
}

int64_t BytesOnDisk() {
  std::lock_guard lock(TheDisk().mutex);
  return TheDisk().bytes;
}

void LimitBytes(int64_t most) {
  std::lock_guard lock(TheDisk().mutex);
  TheDisk().bytes_max = most;
}

void PowerOn(uint64_t torn_seed) {
  std::lock_guard lock(TheDisk().mutex);
  Disk& disk = TheDisk();
  std::mt19937_64 random(torn_seed);
  disk.power = true;
  disk.syncs_left = disk.writes_left = disk.bytes = 0;
  disk.liar.clear();
  std::map<std::string, std::shared_ptr<DiskFile>> before = std::move(disk.files);
  for (const auto& [name, file] : disk.unlinked) {
    std::shared_ptr<DiskFile>& after = before[name];
    if (after == nullptr || !after->named) after = file;
  }
  disk.files.clear();
  disk.unlinked.clear();
  for (auto& [name, file] : before) {
    const bool named = file->named || (torn_seed != 0 && random() % 2 == 0);
    if (!named) continue;
    auto fresh = std::make_shared<DiskFile>();
    fresh->durable = torn_seed == 0 ? file->durable : TornOf(*file, random);
    fresh->shown = fresh->durable;
    fresh->named = true;
    fresh->name = name;
    disk.bytes += static_cast<int64_t>(fresh->shown.size());
    disk.files[name] = std::move(fresh);
  }
}

}  // namespace balcao::testing
