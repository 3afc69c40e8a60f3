#include "storage/ledger/reserve.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "storage/sqlite/files.h"

namespace balcao::storage {
namespace {

// Some tens of batches of traces.
constexpr int64_t kPieceBytes = 256 << 10;

class FileReserve final : public TraceReserve {
 public:
  FileReserve(int descriptor, int64_t bytes) : descriptor_(descriptor), bytes_(bytes) {}
  ~FileReserve() override { close(descriptor_); }
  FileReserve(const FileReserve&) = delete;
  FileReserve& operator=(const FileReserve&) = delete;

  bool Release() override { return held_ > 0 && CutTo(std::max<int64_t>(0, held_ - kPieceBytes)); }

  bool Refill() override {
    while (held_ < bytes_) {
      const int64_t more = std::min(kPieceBytes, bytes_ - held_);
      if (posix_fallocate(descriptor_, held_, more) != 0) {
        // Half a piece may be allocated, and traces may need that room.
        CutTo(held_);
        return false;
      }
      held_ += more;
    }
    return true;
  }

 private:
  // The blocks are free for others once the file system has noted it.
  bool CutTo(int64_t bytes) {
    if (ftruncate(descriptor_, bytes) != 0) return false;
    fsync(descriptor_);
    held_ = bytes;
    return true;
  }

  const int descriptor_;
  const int64_t bytes_;
  int64_t held_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TraceReserve>> OpenTraceReserve(const std::string& path,
                                                               int64_t bytes) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return FileError("cannot open", path);
  auto reserve = std::make_unique<FileReserve>(descriptor, bytes);
  // Goes over what is there as well: a copied file may have holes.
  reserve->Refill();
  return reserve;
}

}  // namespace balcao::storage
