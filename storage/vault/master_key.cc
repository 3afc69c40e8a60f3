#include "storage/vault/master_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "storage/common/status_macros.h"
#include "storage/sqlite/files.h"

namespace balcao::storage::vault {

absl::StatusOr<Key> ReadMasterKey(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return FileError("cannot read the master key", path);
  if ((info.st_mode & 077) != 0) {
    return absl::FailedPreconditionError(
        absl::StrFormat("the master key %s has mode %04o and is open to others: chmod 600 it", path,
                        info.st_mode & 07777));
  }
  ASSIGN_OR_RETURN(std::string content, ReadFile(path));
  absl::StatusOr<Key> key = Key::From(content);
  Wipe(content);
  if (key.ok()) return key;
  return absl::FailedPreconditionError(absl::StrCat("the master key ", path, " must have ",
                                                    kKeyBytes, " bytes and has ", content.size(),
                                                    ": put the right file there"));
}

absl::StatusOr<Key> WriteMasterKey(const std::string& path) {
  ASSIGN_OR_RETURN(Key key, MakeKey());
  unlink(path.c_str());
  RETURN_IF_ERROR(CreatePrivateFile(path));
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return FileError("cannot open", path);
  const bool written = write(file, key.bytes.data(), kKeyBytes) == kKeyBytes;
  const absl::Status status = written ? absl::OkStatus() : FileError("cannot write", path);
  close(file);
  RETURN_IF_ERROR(status);
  RETURN_IF_ERROR(SyncFile(path));
  return key;
}

}  // namespace balcao::storage::vault
