#include "storage/sqlite/log_vfs.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "storage/common/mutex.h"
#include "storage/sqlite/limits.h"

namespace balcao::storage::sqlite {
namespace {

// What is gathered: bytes that follow one another in the file.
struct Gathered {
  std::string bytes;
  sqlite3_int64 offset = 0;

  sqlite3_int64 end() const { return offset + static_cast<sqlite3_int64>(bytes.size()); }
};

// SQLite gives the memory of a file, aligned to 8 bytes; the file of the VFS below lies behind this
// one, aligned as well.
struct LogFile {
  sqlite3_file base;
  Gathered* gathered;

  sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
static_assert(alignof(LogFile) <= 8 && sizeof(LogFile) % 8 == 0);

LogFile& Of(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }
sqlite3_file* Below(sqlite3_file* file) { return Of(file).below(); }

// What could not be written is forgotten: SQLite takes the transaction back.
int Flush(sqlite3_file* file) {
  Gathered& gathered = *Of(file).gathered;
  if (gathered.bytes.empty()) return SQLITE_OK;
  sqlite3_file* const below = Below(file);
  int code = SQLITE_OK;
  for (size_t begin = 0; begin < gathered.bytes.size() && code == SQLITE_OK;
       begin += kLogWriteBytesMax) {
    const size_t amount = std::min(gathered.bytes.size() - begin, kLogWriteBytesMax);
    code = below->pMethods->xWrite(below, gathered.bytes.data() + begin, static_cast<int>(amount),
                                   gathered.offset + static_cast<sqlite3_int64>(begin));
  }
  gathered.bytes.clear();
  return code;
}

int Close(sqlite3_file* file) {
  const int flushed = Flush(file);
  delete Of(file).gathered;
  const int closed = Below(file)->pMethods->xClose(Below(file));
  return flushed == SQLITE_OK ? closed : flushed;
}

int Read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  const int code = Flush(file);
  return code == SQLITE_OK ? Below(file)->pMethods->xRead(Below(file), to, amount, offset) : code;
}

int Write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  Gathered& gathered = *Of(file).gathered;
  if (gathered.bytes.size() >= kLogGatheredBytesMax || gathered.end() != offset) {
    const int code = Flush(file);
    if (code != SQLITE_OK) return code;
    gathered.offset = offset;
  }
  gathered.bytes.append(static_cast<const char*>(from), static_cast<size_t>(amount));
  return SQLITE_OK;
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = Flush(file);
  return code == SQLITE_OK ? Below(file)->pMethods->xTruncate(Below(file), size) : code;
}

// The end of a transaction asks for NORMAL; what SQLite's own order of writes rests
// upon asks for FULL.
int Sync(sqlite3_file* file, int flags) {
  const int code = Flush(file);
  const bool deferred = (flags & 0x0f) == SQLITE_SYNC_NORMAL;
  if (code != SQLITE_OK || deferred) return code;
  return Below(file)->pMethods->xSync(Below(file), flags);
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  const int code = Flush(file);
  return code == SQLITE_OK ? Below(file)->pMethods->xFileSize(Below(file), size) : code;
}

int Lock(sqlite3_file* file, int level) { return Below(file)->pMethods->xLock(Below(file), level); }
int Unlock(sqlite3_file* file, int level) {
  return Below(file)->pMethods->xUnlock(Below(file), level);
}
int CheckReservedLock(sqlite3_file* file, int* reserved) {
  return Below(file)->pMethods->xCheckReservedLock(Below(file), reserved);
}
int FileControl(sqlite3_file* file, int what, void* argument) {
  return Below(file)->pMethods->xFileControl(Below(file), what, argument);
}
int SectorSize(sqlite3_file* file) { return Below(file)->pMethods->xSectorSize(Below(file)); }
int DeviceCharacteristics(sqlite3_file* file) {
  return Below(file)->pMethods->xDeviceCharacteristics(Below(file));
}

// A log is neither shared nor mapped: version 1 of the methods.
const sqlite3_io_methods kMethods = {1,
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
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr};

int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* const base = static_cast<sqlite3_vfs*>(vfs->pAppData);
  if ((flags & SQLITE_OPEN_WAL) == 0) return base->xOpen(base, name, file, flags, out_flags);
  file->pMethods = nullptr;
  const int code = base->xOpen(base, name, Below(file), flags, out_flags);
  if (code != SQLITE_OK) return code;
  Of(file).gathered = new Gathered;
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

// Kept for the life of the process: SQLite has no call that says nobody uses one.
struct Registered {
  std::string name;
  sqlite3_vfs vfs;
};

}  // namespace

std::string GatheringLogVfs(const std::string& base_name) {
  static Mutex mutex;
  static auto& all = *new std::map<std::string, Registered>;
  MutexLock lock(&mutex);
  const auto known = all.find(base_name);
  if (known != all.end()) return known->second.name;
  sqlite3_vfs* const base = sqlite3_vfs_find(base_name.empty() ? nullptr : base_name.c_str());
  if (base == nullptr) return "";
  Registered& registered = all[base_name];
  registered.name = std::string("gathering-log/") + base->zName;
  // What is not said here is the base's; of its own entry only xOpen has need.
  registered.vfs = *base;
  registered.vfs.zName = registered.name.c_str();
  registered.vfs.szOsFile = static_cast<int>(sizeof(LogFile)) + base->szOsFile;
  registered.vfs.pAppData = base;
  registered.vfs.xOpen = Open;
  sqlite3_vfs_register(&registered.vfs, 0);
  return registered.name;
}

int SyncDeferred(sqlite3_file* log) {
  return Below(log)->pMethods->xSync(Below(log), SQLITE_SYNC_NORMAL);
}

}  // namespace balcao::storage::sqlite
