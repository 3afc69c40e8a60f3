#include "storage/sqlite/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"

namespace balcao::storage {
namespace {

// A descriptor that is closed when it leaves scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

absl::Status Sync(const std::string& path, int flags) {
  const Descriptor file(open(path.c_str(), flags | O_CLOEXEC));
  if (file.get() < 0 || fsync(file.get()) != 0) return FileError("cannot sync", path);
  return absl::OkStatus();
}

}  // namespace

absl::Status FileError(std::string_view what, const std::string& path) {
  const int error = errno;
  const auto code = error == ENOSPC || error == EDQUOT ? absl::StatusCode::kResourceExhausted
                                                       : absl::StatusCode::kFailedPrecondition;
  return absl::Status(code, absl::StrCat(AbslView(what), " ", path, ": ", std::strerror(error)));
}

bool FileExists(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0;
}

int64_t FileBytes(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 ? info.st_size : 0;
}

bool SameFile(const std::string& a, const std::string& b) {
  struct stat first;
  struct stat second;
  return stat(a.c_str(), &first) == 0 && stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return FileError("cannot open", path);
  std::string content(static_cast<size_t>(FileBytes(path)), '\0');
  const ssize_t got = read(file.get(), content.data(), content.size());
  if (got < 0) return FileError("cannot read", path);
  content.resize(static_cast<size_t>(got));
  return content;
}

absl::Status CreatePrivateFile(const std::string& path) {
  {
    const Descriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.get() < 0) return FileError("cannot create", path);
  }
  return SyncParent(path);
}

absl::Status SyncFile(const std::string& path) { return Sync(path, O_RDONLY); }

absl::Status SyncParent(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return Sync(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
}

absl::Status RenameDurably(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0) return FileError("cannot rename to", to);
  return SyncParent(to);
}

absl::StatusOr<std::unique_ptr<FileLock>> FileLock::Take(const std::string& path) {
  const std::string name = absl::StrCat(path, ".lock");
  const int descriptor = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return FileError("cannot open", name);
  std::unique_ptr<FileLock> lock(new FileLock(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) return FileError("cannot lock", name);
  return absl::FailedPreconditionError(absl::StrCat(path, " is in use by another server (", name,
                                                    " is locked): stop that one first"));
}

FileLock::~FileLock() { close(descriptor_); }

}  // namespace balcao::storage
