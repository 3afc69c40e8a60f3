// The vault keeps one 256-bit key per subject, wrapped by a master key, in a
// file of its own, so that destroying a key reaches every copy of what it
// sealed: history, indexes and backups (GDPR art. 17).
//
// The vault and the data cannot commit together. Keys are therefore created
// durably ahead, in blocks: Take() hands out a key that is already on disk, and
// the write that uses it pays one fsync. Keys that were handed out but never
// used are orphans; Sweep() returns them.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace balcao::storage {

using KeyId = uint64_t;  // 0 is no key

// Keys with a fixed purpose, created with the vault, but for the last: it follows
// from the master key, and nothing is kept of it.
enum class Purpose : int {
  kBlindIndex = 1,   // HMAC of look-up values (phone, document, name keys)
  kBlindColumn = 2,  // HMAC of codes that reveal a special category
  kStatistics = 3,   // seals fact deltas and checkpoints
  kBackup = 4,       // seals backups
  kRequest = 5,      // HMAC of requests, to know a repeat from another body
  kToken = 6,        // HMAC of what a caller brings back: pages, candidates
};

// What a vault destroyed: replayed over an older copy of it, which still has the
// keys.
struct DestroyedKey {
  KeyId id;
  int64_t time_us;
};
struct DestroyedKeys {
  std::string vault_id;
  std::vector<DestroyedKey> keys;
};

struct VaultOptions {
  std::string path;             // vault.db
  std::string master_key_path;  // 32 bytes, mode 0600; made when both are absent
  int block_size = 4096;        // keys made ahead at a time
  int cache_size = 2'000'000;   // unwrapped keys kept in memory: 70 bytes each, when used
  bool must_exist = false;      // where there is no vault none is made
  std::string vfs = {};         // as in SqliteOptions
};

class Vault {
 public:
  virtual ~Vault() = default;

  // Takes a fresh key from the block that is already durable; makes the next
  // block when this one runs low. Thread-safe.
  virtual absl::StatusOr<KeyId> Take() = 0;

  // Reads keys from `first` on into memory, for a scan that will ask for most of
  // them in order: one by one from the disk they cost more than what they unseal.
  // Reads nothing when the first is there. Returns the next id that it has not read,
  // beyond every id when there are no more: what lies between is in memory or
  // destroyed.
  virtual absl::StatusOr<KeyId> Preload(KeyId first) = 0;

  // Seals `plain` under the key: nonce (12) | ciphertext | tag (16), AES-256-GCM
  // with `associated_data`. NOT_FOUND when the key was destroyed.
  virtual absl::StatusOr<std::string> Seal(KeyId key, std::string_view plain,
                                           std::string_view associated_data) = 0;
  // NOT_FOUND when the key was destroyed, DATA_LOSS when the bytes were altered
  // or belong elsewhere.
  virtual absl::StatusOr<std::string> Unseal(KeyId key, std::string_view sealed,
                                             std::string_view associated_data) = 0;

  // Seals and unseals under a key of a fixed purpose.
  virtual absl::StatusOr<std::string> SealFor(Purpose purpose, std::string_view plain,
                                              std::string_view associated_data) = 0;
  virtual absl::StatusOr<std::string> UnsealFor(Purpose purpose, std::string_view sealed,
                                                std::string_view associated_data) = 0;
  // First 8 bytes of HMAC-SHA-256(key of `purpose`, value).
  virtual uint64_t Blind(Purpose purpose, std::string_view value) = 0;

  // Destroys a key for ever: overwrites it, records the destruction, and
  // truncates the vault's write-ahead log before it returns.
  virtual absl::Status Destroy(KeyId key) = 0;

  // Destroys what another copy of this vault destroyed, as Destroy() does; an id
  // that this copy never had is never handed out. Called before the first Take().
  // FAILED_PRECONDITION when the list is of another vault.
  virtual absl::Status DestroyAgain(const DestroyedKeys& destroyed) = 0;

  // Returns handed-out keys that `is_used` does not know to the block. Called
  // at start-up, before the first Take().
  virtual absl::Status Sweep(const std::function<bool(KeyId)>& is_used, KeyId above) = 0;

  // A random id made with the vault; the data file keeps a copy, so that a
  // vault that does not belong to the data is refused.
  virtual std::string id() const = 0;
  // Whether MarkPaired() was ever called: there are data that took keys from it.
  // Called at start-up, like Sweep().
  virtual bool paired() const = 0;
  virtual absl::Status MarkPaired() = 0;

  virtual absl::Status BackupTo(const std::string& path) = 0;
};

// Opens or makes a vault. FAILED_PRECONDITION when the file is there and the
// master key is not (or the other way round), when the key opens nothing, or when
// there is no vault and it must exist.
absl::StatusOr<std::unique_ptr<Vault>> OpenVault(const VaultOptions& options);

// Reads the list from a vault that no server uses; needs no master key. NOT_FOUND
// when there is no vault, FAILED_PRECONDITION when it is in use or damaged.
absl::StatusOr<DestroyedKeys> ReadDestroyed(const std::string& path);

}  // namespace balcao::storage
