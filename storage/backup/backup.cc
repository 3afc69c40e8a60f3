#include "storage/backup/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/chain.h"
#include "storage/sqlite/sqlite_engine.h"

namespace balcao::storage {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFrameBytes = 1 << 20;

// Binds a frame to its place, and the last one to being the last.
std::string FrameData(uint64_t index, bool last) {
  return absl::StrCat("backup|data|", index, last ? "|last" : "");
}

absl::Status WriteFrame(std::ostream& out, const std::string& sealed) {
  const uint32_t size = static_cast<uint32_t>(sealed.size());
  out.write(reinterpret_cast<const char*>(&size), sizeof(size));
  out.write(sealed.data(), static_cast<std::streamsize>(sealed.size()));
  return out ? absl::OkStatus() : absl::ResourceExhaustedError("the backup cannot be written");
}

absl::Status SealFile(Vault& vault, const std::string& from, const std::string& to) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary | std::ios::trunc);
  std::string plain(kFrameBytes, '\0');
  for (uint64_t index = 0;; ++index) {
    in.read(plain.data(), static_cast<std::streamsize>(plain.size()));
    const std::string_view read(plain.data(), static_cast<size_t>(in.gcount()));
    const bool last = in.peek() == std::ifstream::traits_type::eof();
    ASSIGN_OR_RETURN(const std::string sealed,
                     vault.SealFor(Purpose::kBackup, read, FrameData(index, last)));
    RETURN_IF_ERROR(WriteFrame(out, sealed));
    if (last) break;
  }
  out.flush();
  return out ? absl::OkStatus() : absl::ResourceExhaustedError("the backup cannot be written");
}

absl::StatusOr<std::string> ReadFrame(std::istream& in) {
  uint32_t size = 0;
  in.read(reinterpret_cast<char*>(&size), sizeof(size));
  if (!in || size > kFrameBytes + 1024) return absl::DataLossError("the backup is cut short");
  std::string sealed(size, '\0');
  in.read(sealed.data(), size);
  if (!in) return absl::DataLossError("the backup is cut short");
  return sealed;
}

absl::Status UnsealFile(Vault& vault, const std::string& from, const std::string& to) {
  std::ifstream in(from, std::ios::binary);
  if (!in) return absl::NotFoundError(absl::StrCat("no backup at ", from));
  std::ofstream out(to, std::ios::binary | std::ios::trunc);
  for (uint64_t index = 0;; ++index) {
    ASSIGN_OR_RETURN(const std::string sealed, ReadFrame(in));
    const bool last = in.peek() == std::ifstream::traits_type::eof();
    ASSIGN_OR_RETURN(const std::string plain,
                     vault.UnsealFor(Purpose::kBackup, sealed, FrameData(index, last)));
    out.write(plain.data(), static_cast<std::streamsize>(plain.size()));
    if (last) break;
  }
  out.flush();
  return out ? absl::OkStatus() : absl::ResourceExhaustedError("the copy cannot be written");
}

absl::Status SyncPath(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return absl::InternalError(absl::StrCat("cannot open ", path));
  const int result = fsync(file);
  close(file);
  return result == 0 ? absl::OkStatus() : absl::InternalError(absl::StrCat("cannot sync ", path));
}

absl::StatusOr<int64_t> HeadOf(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<Engine> engine,
                   OpenSqlite({.path = path, .checkpoint_thread = false}));
  ASSIGN_OR_RETURN(const ChainHead head, LoadChainHead(engine->writer()));
  return head.position;
}

absl::Status ReplayDestroyed(const std::string& from, Vault& vault) {
  if (from.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const DestroyedKeys destroyed, ReadDestroyed(from));
  return vault.DestroyAgain(destroyed);
}

}  // namespace

absl::StatusOr<BackupSizes> BackUp(Engine& engine, Vault& vault, const std::string& folder) {
  const std::string plain = absl::StrCat(folder, "/copying.db");
  const std::string sealed = absl::StrCat(folder, "/", kSealedDataFile);
  const std::string keys = absl::StrCat(folder, "/", kVaultFile);
  absl::Cleanup remove = [&] {
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
      std::error_code ignored;
      fs::remove(absl::StrCat(plain, suffix), ignored);
    }
  };
  RETURN_IF_ERROR(engine.BackupTo(plain));
  BackupSizes sizes;
  ASSIGN_OR_RETURN(sizes.position, HeadOf(plain));
  RETURN_IF_ERROR(SealFile(vault, plain, sealed));
  // The vault is copied last: it holds every key that the data name.
  RETURN_IF_ERROR(vault.BackupTo(keys));
  for (const std::string& path : {sealed, keys, folder}) RETURN_IF_ERROR(SyncPath(path));
  sizes.data_bytes = static_cast<int64_t>(fs::file_size(sealed));
  sizes.vault_bytes = static_cast<int64_t>(fs::file_size(keys));
  return sizes;
}

absl::StatusOr<int64_t> Restore(const RestoreOptions& options) {
  std::error_code error;
  fs::create_directories(options.target, error);
  if (!fs::is_empty(options.target, error)) {
    return absl::FailedPreconditionError(
        absl::StrCat(options.target, " is not empty: restore into a new folder"));
  }
  const std::string keys = absl::StrCat(options.target, "/", kVaultFile);
  const std::string data = absl::StrCat(options.target, "/", kDataFile);
  fs::copy_file(absl::StrCat(options.vault_folder, "/", kVaultFile), keys, error);
  if (error) return absl::NotFoundError(absl::StrCat("no vault in ", options.vault_folder));
  {
    ASSIGN_OR_RETURN(
        const std::unique_ptr<Vault> vault,
        OpenVault({.path = keys, .master_key_path = options.master_key_path, .must_exist = true}));
    // First: nothing of the data may be read with a key that was destroyed.
    RETURN_IF_ERROR(ReplayDestroyed(options.destroyed, *vault));
    RETURN_IF_ERROR(
        UnsealFile(*vault, absl::StrCat(options.data_folder, "/", kSealedDataFile), data));
  }
  for (const std::string& path : {data, keys, options.target}) RETURN_IF_ERROR(SyncPath(path));
  return HeadOf(data);
}

}  // namespace balcao::storage
