#include "storage/sqlite/header_check.h"

#include <cstdint>
#include <fstream>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "storage/common/text.h"
#include "storage/sqlite/files.h"

namespace balcao::storage::sqlite {
namespace {

// The layout is fixed: https://www.sqlite.org/fileformat2.html, section 1.3.
constexpr int kHeaderBytes = 100;
constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr int kPageBytesAt = 16;
constexpr int kChangeCounterAt = 24;
constexpr int kPageCountAt = 28;
constexpr int kValidForAt = 92;

uint32_t BigEndian(const std::string& bytes, int at, int count) {
  uint32_t value = 0;
  for (int i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// The page count counts only when it was written together with the change
// counter.
int64_t BytesThatHeaderPromises(const std::string& header) {
  if (BigEndian(header, kChangeCounterAt, 4) != BigEndian(header, kValidForAt, 4)) return 0;
  const int64_t page = BigEndian(header, kPageBytesAt, 2);
  return (page == 1 ? 65536 : page) * BigEndian(header, kPageCountAt, 4);
}

}  // namespace

absl::Status NotUsable(const std::string& path, std::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat(path, " ", AbslView(why), "; run `balcao restore` with the last backup"));
}

absl::Status CheckHeader(const std::string& path) {
  const bool has_log = FileBytes(absl::StrCat(path, "-wal")) > 0;
  const int64_t bytes = FileBytes(path);
  if (bytes == 0) {
    // SQLite would delete the log, and with it every commit it holds.
    if (has_log) return NotUsable(path, "is gone, but its write-ahead log is there");
    return absl::OkStatus();
  }
  // A rollback journal: the making of the file was cut off, SQLite undoes it.
  if (FileBytes(absl::StrCat(path, "-journal")) > 0) return absl::OkStatus();
  std::string header(kHeaderBytes, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file) return FileError("cannot open", path);
  if (!file.read(header.data(), kHeaderBytes) || header.compare(0, 16, kMagic) != 0) {
    return NotUsable(path, "is not a database");
  }
  // With a log the missing pages may stand there: SQLite decides.
  if (!has_log && bytes < BytesThatHeaderPromises(header)) {
    return NotUsable(path, "is torn: it is shorter than its header says");
  }
  return absl::OkStatus();
}

}  // namespace balcao::storage::sqlite
