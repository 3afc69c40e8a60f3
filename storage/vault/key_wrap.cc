#include "storage/vault/key_wrap.h"

#include "absl/strings/str_cat.h"
#include "storage/common/status_macros.h"

namespace balcao::storage::vault {
namespace {

constexpr std::string_view kCheckText = "balcao.vault";

std::string KeyPlace(KeyId id) { return absl::StrCat("balcao.vault.key|", id); }

std::string PurposePlace(Purpose purpose) {
  return absl::StrCat("balcao.vault.purpose|", static_cast<int>(purpose));
}

std::string CheckPlace(const std::string& vault_id) {
  return absl::StrCat("balcao.vault.check|", vault_id);
}

absl::StatusOr<Key> Unwrap(const Key& master, std::string_view wrapped, const std::string& place) {
  absl::StatusOr<std::string> material = UnsealWith(master, wrapped, place);
  if (!material.ok()) {
    return absl::DataLossError(absl::StrCat("the vault's row ", place, " was altered"));
  }
  absl::StatusOr<Key> key = Key::From(*material);
  Wipe(*material);
  return key;
}

}  // namespace

absl::StatusOr<std::string> WrapKey(const Key& master, KeyId id, const Key& key) {
  return SealWith(master, key.view(), KeyPlace(id));
}

absl::StatusOr<Key> UnwrapKey(const Key& master, KeyId id, std::string_view wrapped) {
  return Unwrap(master, wrapped, KeyPlace(id));
}

absl::StatusOr<std::string> WrapPurposeKey(const Key& master, Purpose purpose, const Key& key) {
  return SealWith(master, key.view(), PurposePlace(purpose));
}

absl::StatusOr<Key> UnwrapPurposeKey(const Key& master, Purpose purpose, std::string_view wrapped) {
  return Unwrap(master, wrapped, PurposePlace(purpose));
}

absl::StatusOr<std::string> MakeCheck(const Key& master, const std::string& vault_id) {
  return SealWith(master, kCheckText, CheckPlace(vault_id));
}

bool CheckOpens(const Key& master, const std::string& vault_id, std::string_view check) {
  return UnsealWith(master, check, CheckPlace(vault_id)).ok();
}

}  // namespace balcao::storage::vault
