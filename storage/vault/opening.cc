#include "storage/vault/opening.h"

#include <openssl/rand.h>

#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"
#include "storage/sqlite/files.h"
#include "storage/vault/derive.h"
#include "storage/vault/key_wrap.h"
#include "storage/vault/master_key.h"

namespace balcao::storage::vault {
namespace {

// Those with a key in the file.
constexpr Purpose kPurposes[] = {Purpose::kBlindIndex, Purpose::kBlindColumn, Purpose::kStatistics,
                                 Purpose::kBackup, Purpose::kRequest};
constexpr size_t kIdBytes = 16;

// A founding that loses power leaves no half vault: the new master key waits
// under this name until the vault that needs it is on disk.
std::string PendingPath(const VaultOptions& options) {
  return absl::StrCat(options.master_key_path, ".new");
}

absl::Status Refuse(std::string_view what, std::string_view remedy) {
  return absl::FailedPreconditionError(absl::StrCat(AbslView(what), ": ", AbslView(remedy)));
}

absl::Status MissingKeyFile(const VaultOptions& options) {
  return Refuse(
      absl::StrCat("missing key file ", options.master_key_path, " for the vault ", options.path),
      "put the master key back; without it nothing in the vault can be read");
}

absl::Status MissingVault(const VaultOptions& options) {
  if (options.must_exist) {
    return Refuse(absl::StrCat("there are data but no vault ", options.path, " that opens them"),
                  "put the vault and its master key back, or run `balcaod restore` into a new "
                  "folder");
  }
  return Refuse(
      absl::StrCat("there is a master key ", options.master_key_path, " but no vault ",
                   options.path),
      "restore the vault with `balcaod restore`, or move the key away to start with a new one");
}

absl::StatusOr<Founding> MakeFounding(const Key& master) {
  std::string random(kIdBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), kIdBytes) != 1) {
    return absl::InternalError("the system gives no randomness");
  }
  Founding founding;
  founding.id = absl::BytesToHexString(random);
  ASSIGN_OR_RETURN(founding.check, MakeCheck(master, founding.id));
  for (const Purpose purpose : kPurposes) {
    ASSIGN_OR_RETURN(const Key key, MakeKey());
    ASSIGN_OR_RETURN(std::string wrapped, WrapPurposeKey(master, purpose, key));
    founding.purpose_keys.emplace_back(purpose, std::move(wrapped));
  }
  return founding;
}

absl::StatusOr<Founding> FoundVault(const VaultOptions& options, VaultStore& store) {
  ASSIGN_OR_RETURN(const Key master, WriteMasterKey(PendingPath(options)));
  ASSIGN_OR_RETURN(Founding founding, MakeFounding(master));
  RETURN_IF_ERROR(store.Found(founding));
  return founding;
}

// The key of a vault that is there: in its place, or still waiting for it.
absl::StatusOr<Key> MasterKeyOf(const VaultOptions& options, const Founding& founding) {
  const std::string pending = PendingPath(options);
  const bool in_place = FileExists(options.master_key_path);
  if (!in_place && !FileExists(pending)) return MissingKeyFile(options);
  ASSIGN_OR_RETURN(const Key master, ReadMasterKey(in_place ? options.master_key_path : pending));
  if (!CheckOpens(master, founding.id, founding.check)) {
    return Refuse(absl::StrCat("the master key ", options.master_key_path,
                               " does not open the vault ", options.path),
                  "put the key that belongs to this vault there, or restore its vault");
  }
  if (!in_place) RETURN_IF_ERROR(RenameDurably(pending, options.master_key_path));
  return master;
}

absl::StatusOr<std::map<Purpose, Key>> UnwrapPurposes(const Key& master, const Founding& founding) {
  std::map<Purpose, Key> keys;
  for (const auto& [purpose, wrapped] : founding.purpose_keys) {
    ASSIGN_OR_RETURN(keys[purpose], UnwrapPurposeKey(master, purpose, wrapped));
  }
  for (const Purpose purpose : kPurposes) {
    if (!keys.contains(purpose)) {
      return absl::DataLossError(
          absl::StrCat("the vault has no key for purpose ", static_cast<int>(purpose)));
    }
  }
  return keys;
}

}  // namespace

// The store is opened first, since its lock keeps a second server from founding
// the same vault at the same time.
absl::StatusOr<Opened> OpenOrFound(const VaultOptions& options) {
  const bool key_in_place = FileExists(options.master_key_path);
  const bool refuses_new = key_in_place || options.must_exist;
  if (refuses_new && options.vfs.empty() && FileBytes(options.path) == 0) {
    return MissingVault(options);
  }
  Opened opened;
  ASSIGN_OR_RETURN(opened.store, VaultStore::Open(options.path, options.vfs));
  ASSIGN_OR_RETURN(std::optional<Founding> founding, opened.store->Load());
  if (!founding.has_value()) {
    if (refuses_new) return MissingVault(options);
    ASSIGN_OR_RETURN(founding, FoundVault(options, *opened.store));
  }
  ASSIGN_OR_RETURN(opened.master, MasterKeyOf(options, *founding));
  ASSIGN_OR_RETURN(opened.purposes, UnwrapPurposes(opened.master, *founding));
  ASSIGN_OR_RETURN(opened.purposes[Purpose::kToken],
                   DeriveKey(opened.master, founding->id, Purpose::kToken));
  opened.id = founding->id;
  opened.paired = founding->paired;
  return opened;
}

}  // namespace balcao::storage::vault
