// The files of a house, altered or torn: the vault, a backup and the checkpoint of the facts
// open as what they were, or are refused.
#include "services/statistics/facts_checkpoint.h"
#include "storage/backup/backup.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/sqlite_engine.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/input.h"

namespace balcao::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr char kPlain[] = "Maria";
constexpr char kPlace[] = "people|1";

// Every file of a small house, as bytes.
struct House {
  std::string master_key, vault, sealed_data, checkpoint, sealed;
  storage::KeyId key = 0;

  House() {
    const Folder folder;
    {
      const std::unique_ptr<storage::Vault> open = MakeVault(folder);
      key = *open->Take();
      sealed = *open->Seal(key, kPlain, kPlace);
      MakeBackup(*open, folder);
      MakeCheckpoint(*open, folder);
    }
    master_key = BytesOf(folder / "master.key");
    vault = BytesOf(folder / "backup/vault.db");
    sealed_data = BytesOf(folder / "backup/data.sealed");
    checkpoint = BytesOf(folder / "facts.checkpoint");
  }

 private:
  static void MakeBackup(storage::Vault& vault, const Folder& folder) {
    auto engine = storage::OpenSqlite({.path = folder / "data.db", .checkpoint_thread = false});
    BALCAO_REQUIRE(engine.ok() && (*engine)->Migrate(storage::SqliteMigrations()).ok());
    fs::create_directory(folder / "backup");
    BALCAO_REQUIRE(storage::BackUp(**engine, vault, folder / "backup").ok());
  }
  static void MakeCheckpoint(storage::Vault& vault, const Folder& folder) {
    facts::FactTable table;
    const facts::Fact fact[] = {{.kind = 1, .month = 50, .person = 7}};
    BALCAO_REQUIRE(table.Append(1, fact).ok());
    BALCAO_REQUIRE(
        services::WriteFactsCheckpoint(folder / "facts.checkpoint", "hash", table, vault).ok());
  }
};

const House& TheHouse() {
  static const House house;
  return house;
}

void WriteMasterKey(const Folder& folder) {
  WriteBytes(folder / "master.key", TheHouse().master_key);
  fs::permissions(folder / "master.key", fs::perms::owner_read | fs::perms::owner_write);
}

storage::VaultOptions Options(const Folder& folder) {
  return {.path = folder / "vault.db",
          .master_key_path = folder / "master.key",
          .block_size = 4,
          .cache_size = 64,
          .must_exist = true};
}

void CheckVault(Input& input) {
  const Folder folder;
  WriteMasterKey(folder);
  WriteBytes(folder / "vault.db", Edited(TheHouse().vault, input));
  storage::ReadDestroyed(folder / "vault.db").IgnoreError();
  const auto vault = storage::OpenVault(Options(folder));
  if (!vault.ok()) return;
  const auto plain = (*vault)->Unseal(TheHouse().key, TheHouse().sealed, kPlace);
  BALCAO_REQUIRE(!plain.ok() || *plain == kPlain);
  (*vault)->Take().IgnoreError();
}

void CheckBackup(Input& input) {
  const Folder folder;
  WriteMasterKey(folder);
  const std::string data = Edited(TheHouse().sealed_data, input);
  WriteBytes(folder / "vault.db", TheHouse().vault);
  WriteBytes(folder / "data.sealed", data);
  const auto restored = storage::Restore({.data_folder = folder / ".",
                                          .vault_folder = folder / ".",
                                          .master_key_path = folder / "master.key",
                                          .target = folder / "restored",
                                          .destroyed = ""});
  BALCAO_REQUIRE(restored.ok() == (data == TheHouse().sealed_data));
}

void CheckCheckpoint(Input& input) {
  static const Folder folder;
  static const std::unique_ptr<storage::Vault> vault = [] {
    WriteMasterKey(folder);
    WriteBytes(folder / "vault.db", TheHouse().vault);
    return *storage::OpenVault(Options(folder));
  }();
  const std::string bytes = Edited(TheHouse().checkpoint, input);
  WriteBytes(folder / "facts.checkpoint", bytes);
  const auto table = services::ReadFactsCheckpoint(folder / "facts.checkpoint", "hash", *vault);
  BALCAO_REQUIRE(table.ok() || absl::IsDataLoss(table.status()));
  BALCAO_REQUIRE(!table.ok() || (*table)->rows() == 1);
  BALCAO_REQUIRE(table.ok() || bytes != TheHouse().checkpoint);
}

// A page of a database, all of it zeros or gone.
std::string TornAt(uint32_t offset) {
  const std::string at = {static_cast<char>(offset), static_cast<char>(offset >> 8),
                          static_cast<char>(offset >> 16)};
  return at + "\xff";
}

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (const char file : {'\0', '\1', '\2'}) {
    seeds.push_back({file});
    for (const uint32_t offset : {16u, 100u, 4096u, 8192u, 20'000u}) {
      seeds.push_back(file + TornAt(offset));
      seeds.push_back(file + TornAt(offset).substr(0, 3) + std::string("\x04\x04\0\1\2\3", 6));
    }
  }
  return seeds;
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao::fuzz;
  Pick(Input(data, size), {CheckVault, CheckBackup, CheckCheckpoint});
  return 0;
}
