#include "services/statistics/facts_checkpoint.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

constexpr uint32_t kFrameBytesMax = facts::kFrameBytesMax + 1024;

// Binds a frame to its place and to the catalogue; the empty last frame says that
// the file is whole.
std::string FrameData(const std::string& catalogue_hash, uint64_t index) {
  return absl::StrCat("facts-checkpoint|", catalogue_hash, "|", index);
}

absl::Status SyncFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return absl::InternalError("the checkpoint cannot be opened");
  const int result = fsync(file);
  close(file);
  return result == 0 ? absl::OkStatus() : absl::InternalError("the checkpoint cannot be synced");
}

}  // namespace

absl::Status WriteFactsCheckpoint(const std::string& path, const std::string& catalogue_hash,
                                  const facts::FactTable& table, storage::Vault& vault) {
  const std::string partial = path + ".partial";
  std::ofstream out(partial, std::ios::binary | std::ios::trunc);
  uint64_t index = 0;
  const auto write = [&](std::string_view frame) -> absl::Status {
    ASSIGN_OR_RETURN(const std::string sealed, vault.SealFor(storage::Purpose::kStatistics, frame,
                                                             FrameData(catalogue_hash, index++)));
    const uint32_t size = static_cast<uint32_t>(sealed.size());
    out.write(reinterpret_cast<const char*>(&size), sizeof(size));
    out.write(sealed.data(), static_cast<std::streamsize>(sealed.size()));
    return out ? absl::OkStatus() : absl::ResourceExhaustedError("no room for the checkpoint");
  };
  RETURN_IF_ERROR(table.Serialize(write));
  RETURN_IF_ERROR(write(""));
  out.close();
  if (!out) return absl::ResourceExhaustedError("no room for the checkpoint");
  RETURN_IF_ERROR(SyncFile(partial));
  if (std::rename(partial.c_str(), path.c_str()) != 0) {
    return absl::InternalError("the checkpoint cannot be renamed");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<facts::FactTable>> ReadFactsCheckpoint(
    const std::string& path, const std::string& catalogue_hash, storage::Vault& vault) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError("no checkpoint");
  uint64_t index = 0;
  const auto read = [&]() -> absl::StatusOr<std::string> {
    uint32_t size = 0;
    in.read(reinterpret_cast<char*>(&size), sizeof(size));
    if (!in || size > kFrameBytesMax) return absl::DataLossError("the checkpoint is cut short");
    std::string sealed(size, '\0');
    in.read(sealed.data(), size);
    if (!in) return absl::DataLossError("the checkpoint is cut short");
    return vault.UnsealFor(storage::Purpose::kStatistics, sealed,
                           FrameData(catalogue_hash, index++));
  };
  return facts::FactTable::Load(read);
}

}  // namespace balcao::services
