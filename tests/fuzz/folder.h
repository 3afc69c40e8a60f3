// A folder of a target's own, on the fastest disk there is, that goes with the process, and
// a vault in it.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "storage/vault/vault.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {

class Folder {
 public:
  Folder() {
    const bool memory = std::filesystem::is_directory("/dev/shm");
    std::string pattern = memory ? "/dev/shm/balcao_fuzz_XXXXXX" : "/tmp/balcao_fuzz_XXXXXX";
    BALCAO_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
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
