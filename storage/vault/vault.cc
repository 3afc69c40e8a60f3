#include "storage/vault/vault.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "storage/common/status_macros.h"
#include "storage/sqlite/files.h"
#include "storage/vault/blind.h"
#include "storage/vault/cipher.h"
#include "storage/vault/key_block.h"
#include "storage/vault/key_cache.h"
#include "storage/vault/key_wrap.h"
#include "storage/vault/limits.h"
#include "storage/vault/opening.h"
#include "storage/vault/vault_store.h"

namespace balcao::storage {
namespace {

using vault::Key;

using BlindKeys = std::map<Purpose, std::unique_ptr<vault::BlindKey>>;

class FileVault final : public Vault {
 public:
  FileVault(const VaultOptions& options, vault::Opened opened, BlindKeys blind)
      : id_(std::move(opened.id)),
        paired_(opened.paired),
        master_(opened.master),
        purposes_(std::move(opened.purposes)),
        blind_(std::move(blind)),
        store_(std::move(opened.store)),
        cache_(options.cache_size),
        block_(store_.get(), &cache_, master_, options.block_size) {}

  absl::StatusOr<KeyId> Take() override { return block_.Take(); }
  absl::StatusOr<KeyId> Preload(KeyId first) override;
  absl::StatusOr<std::string> Seal(KeyId id, std::string_view plain,
                                   std::string_view associated_data) override;
  absl::StatusOr<std::string> Unseal(KeyId id, std::string_view sealed,
                                     std::string_view associated_data) override;
  absl::StatusOr<std::string> SealFor(Purpose purpose, std::string_view plain,
                                      std::string_view associated_data) override;
  absl::StatusOr<std::string> UnsealFor(Purpose purpose, std::string_view sealed,
                                        std::string_view associated_data) override;
  uint64_t Blind(Purpose purpose, std::string_view value) override;
  absl::Status Destroy(KeyId id) override;
  absl::Status DestroyAgain(const DestroyedKeys& destroyed) override;
  absl::Status Sweep(const std::function<bool(KeyId)>& is_used, KeyId above) override;
  std::string id() const override { return id_; }
  bool paired() const override { return paired_; }
  absl::Status MarkPaired() override;
  absl::Status BackupTo(const std::string& path) override { return store_->BackupTo(path); }

 private:
  absl::Status Find(KeyId id, Key& key);

  const std::string id_;
  bool paired_;
  const Key master_;
  const std::map<Purpose, Key> purposes_;
  const BlindKeys blind_;
  // The block's thread uses cache and store, so it ends first.
  std::unique_ptr<vault::VaultStore> store_;
  vault::KeyCache cache_;
  vault::KeyBlock block_;
};

absl::Status FileVault::Find(KeyId id, Key& key) {
  if (cache_.Find(id, key)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string wrapped, store_->Wrapped(id));
  ASSIGN_OR_RETURN(key, vault::UnwrapKey(master_, id, wrapped));
  cache_.Insert(id, key);
  return absl::OkStatus();
}

absl::StatusOr<KeyId> FileVault::Preload(KeyId first) {
  Key key;
  if (cache_.Find(first, key)) return first + 1;
  KeyId last = first;
  int read = 0;
  RETURN_IF_ERROR(store_->ForEachWrapped(
      first, vault::kPreloadKeys, [&](KeyId id, std::string_view wrapped) -> absl::Status {
        ASSIGN_OR_RETURN(key, vault::UnwrapKey(master_, id, wrapped));
        cache_.Insert(id, key);
        last = id;
        ++read;
        return absl::OkStatus();
      }));
  return read == vault::kPreloadKeys ? last + 1 : std::numeric_limits<KeyId>::max();
}

absl::StatusOr<std::string> FileVault::Seal(KeyId id, std::string_view plain,
                                            std::string_view associated_data) {
  Key key;
  RETURN_IF_ERROR(Find(id, key));
  return vault::SealWith(key, plain, associated_data);
}

absl::StatusOr<std::string> FileVault::Unseal(KeyId id, std::string_view sealed,
                                              std::string_view associated_data) {
  Key key;
  RETURN_IF_ERROR(Find(id, key));
  return vault::UnsealWith(key, sealed, associated_data);
}

absl::StatusOr<std::string> FileVault::SealFor(Purpose purpose, std::string_view plain,
                                               std::string_view associated_data) {
  return vault::SealWith(purposes_.at(purpose), plain, associated_data);
}

absl::StatusOr<std::string> FileVault::UnsealFor(Purpose purpose, std::string_view sealed,
                                                 std::string_view associated_data) {
  return vault::UnsealWith(purposes_.at(purpose), sealed, associated_data);
}

uint64_t FileVault::Blind(Purpose purpose, std::string_view value) {
  return blind_.at(purpose)->Blind(value);
}

// The key leaves the cache after the commit: were it to leave before, a reader
// could bring it back from disk. It leaves before the log is truncated, so a
// failure there still ends its use, and calling again finishes the work.
absl::Status FileVault::Destroy(KeyId id) {
  block_.Remove(id);
  RETURN_IF_ERROR(store_->Destroy(id, absl::ToUnixMicros(absl::Now())));
  cache_.Forget(id);
  return store_->TruncateLog();
}

absl::Status FileVault::DestroyAgain(const DestroyedKeys& destroyed) {
  if (destroyed.vault_id != id_) {
    return absl::FailedPreconditionError("the list of destroyed keys is of another vault");
  }
  for (const DestroyedKey& key : destroyed.keys) block_.Remove(key.id);
  RETURN_IF_ERROR(store_->DestroyAgain(destroyed.keys));
  for (const DestroyedKey& key : destroyed.keys) cache_.Forget(key.id);
  return store_->TruncateLog();
}

absl::Status FileVault::MarkPaired() {
  if (paired_) return absl::OkStatus();
  RETURN_IF_ERROR(store_->MarkPaired());
  paired_ = true;
  return absl::OkStatus();
}

absl::Status FileVault::Sweep(const std::function<bool(KeyId)>& is_used, KeyId above) {
  return block_.Sweep(is_used, above);
}

}  // namespace

absl::StatusOr<DestroyedKeys> ReadDestroyed(const std::string& path) {
  // Opening would make one.
  if (FileBytes(path) == 0) return absl::NotFoundError(absl::StrCat("no vault at ", path));
  ASSIGN_OR_RETURN(const std::unique_ptr<vault::VaultStore> store,
                   vault::VaultStore::Open(path, ""));
  ASSIGN_OR_RETURN(const std::optional<vault::Founding> founding, store->Load());
  if (!founding.has_value()) return absl::NotFoundError(absl::StrCat("no vault at ", path));
  DestroyedKeys destroyed{founding->id, {}};
  ASSIGN_OR_RETURN(destroyed.keys, store->Destroyed());
  return destroyed;
}

absl::StatusOr<std::unique_ptr<Vault>> OpenVault(const VaultOptions& options) {
  ASSIGN_OR_RETURN(vault::Opened opened, vault::OpenOrFound(options));
  BlindKeys blind;
  for (const auto& [purpose, key] : opened.purposes) {
    ASSIGN_OR_RETURN(blind[purpose], vault::BlindKey::Make(key));
  }
  return std::make_unique<FileVault>(options, std::move(opened), std::move(blind));
}

}  // namespace balcao::storage
