// The few file operations that durable storage needs and that say what failed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace balcao::storage {

// "what path: the system's reason", as FAILED_PRECONDITION or, when the disk is
// full, RESOURCE_EXHAUSTED. Reads errno.
absl::Status FileError(std::string_view what, const std::string& path);

bool FileExists(const std::string& path);
// 0 when there is no such file.
int64_t FileBytes(const std::string& path);
// Both names lead to one file that exists.
bool SameFile(const std::string& a, const std::string& b);

// The whole of a small file.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Makes an empty file (mode 0600) and puts its directory entry on disk. Fails
// when the file is there.
absl::Status CreatePrivateFile(const std::string& path);

// Puts a file's content, or the entry of a file in its directory, on disk.
absl::Status SyncFile(const std::string& path);
absl::Status SyncParent(const std::string& path);

// Renames over `to` and puts the new entry on disk.
absl::Status RenameDurably(const std::string& from, const std::string& to);

// `path`.lock, held for as long as the object lives. The file itself stays.
class FileLock {
 public:
  // FAILED_PRECONDITION when somebody else holds it.
  static absl::StatusOr<std::unique_ptr<FileLock>> Take(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace balcao::storage
