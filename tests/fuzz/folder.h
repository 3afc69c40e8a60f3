// A folder of a target's own, on the fastest disk there is, that goes with the process, and
// a vault in it.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "storage/common/temp_folder.h"
#include "storage/vault/vault.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {

class Folder : public TempFolder {
 public:
  Folder() : TempFolder(std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp") {}
};

inline std::string BytesOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void WriteBytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

inline std::unique_ptr<storage::Vault> MakeVault(const Folder& folder) {
  auto vault = storage::OpenVault({.path = folder / "vault.db",
                                   .master_key_path = folder / "master.key",
                                   .block_size = 16,
                                   .cache_size = 64});
  BALCAO_REQUIRE(vault.ok());
  return *std::move(vault);
}

}  // namespace balcao::fuzz
