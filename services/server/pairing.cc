#include "services/server/pairing.h"

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "storage/backup/backup.h"
#include "storage/common/status_macros.h"
#include "storage/sqlite/files.h"

namespace balcao::server {
namespace {

absl::Status DataAreGone(const std::string& folder) {
  return absl::FailedPreconditionError(absl::StrCat(
      folder, "/", storage::kDataFile, " is missing or empty, but the vault beside it has given ",
      "keys to a store: put the data file back, or run `balcaod restore` into a new folder; to ",
      "begin with an empty house, use another --data"));
}

absl::Status AnotherVault(const std::string& folder) {
  return absl::FailedPreconditionError(
      absl::StrCat("the vault in ", folder,
                   " does not belong to the data: put back the vault of this store, or run "
                   "`balcaod restore` with a data and a vault backup that were made together"));
}

absl::StatusOr<std::optional<std::string>> KnownVault(storage::Connection& connection) {
  ASSIGN_OR_RETURN(storage::Statement * read,
                   connection.Prepare("SELECT value FROM meta WHERE name = 'vault'"));
  storage::ScopedStatement statement(read);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  if (!found) return std::optional<std::string>();
  return std::optional<std::string>(statement->Blob(0));
}

absl::Status KeepVault(storage::Connection& connection, const std::string& id) {
  ASSIGN_OR_RETURN(storage::Statement * insert,
                   connection.Prepare("INSERT INTO meta(name, value) VALUES ('vault', $1)"));
  insert->BindBlob(1, id);
  return storage::RunToEnd(*insert);
}

}  // namespace

bool DataAreThere(const std::string& folder) {
  const std::string path = absl::StrCat(folder, "/", storage::kDataFile);
  return storage::FileBytes(path) > 0 || storage::FileBytes(path + "-wal") > 0;
}

absl::Status CheckDataAreThere(const storage::Vault& vault, const std::string& folder) {
  return vault.paired() && !DataAreThere(folder) ? DataAreGone(folder) : absl::OkStatus();
}

// The data come first, and are on the disk: a loss of power between the two leaves
// data whose vault is marked at the next start.
absl::Status PairWithVault(storage::Engine& engine, storage::Vault& vault,
                           const std::string& folder) {
  const std::string id = vault.id();
  ASSIGN_OR_RETURN(const std::optional<std::string> known, KnownVault(engine.writer()));
  if (known.has_value() && *known != id) return AnotherVault(folder);
  if (vault.paired()) return known.has_value() ? absl::OkStatus() : DataAreGone(folder);
  if (!known.has_value()) RETURN_IF_ERROR(KeepVault(engine.writer(), id));
  RETURN_IF_ERROR(engine.Sync());
  return vault.MarkPaired();
}

}  // namespace balcao::server
