// The vault's file: wrapped keys, what was destroyed, and the vault's identity.
// It knows SQL and no cryptography. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/common/mutex.h"
#include "storage/engine.h"
#include "storage/vault/vault.h"

namespace balcao::storage::vault {

// What a new vault starts with; written in one transaction.
struct Founding {
  std::string id;
  std::string check;  // a known text, sealed by the master key
  std::vector<std::pair<Purpose, std::string>> purpose_keys;  // wrapped
  bool paired = false;
};

class VaultStore {
 public:
  static absl::StatusOr<std::unique_ptr<VaultStore>> Open(const std::string& path,
                                                          const std::string& vfs);

  // Nothing when the file is new, or its making was cut off.
  absl::StatusOr<std::optional<Founding>> Load();
  absl::Status Found(const Founding& founding);
  absl::Status MarkPaired();

  // NOT_FOUND when there is no such key, or it was destroyed.
  absl::StatusOr<std::string> Wrapped(KeyId id);
  // The keys that are not destroyed, from `first` on, in order; at most `limit`.
  absl::Status ForEachWrapped(
      KeyId first, int limit,
      absl::FunctionRef<absl::Status(KeyId id, std::string_view wrapped)> visit);
  // Stores keys `first`, `first`+1, ... in one transaction, durably.
  absl::Status Insert(KeyId first, const std::vector<std::string>& wrapped);
  // Moves the log into the file as far as readers allow, so that it can start
  // over. Nothing is lost when it cannot: the next call tries again.
  void ShortenLog();
  // The highest id that ever was; 0 for none.
  absl::StatusOr<KeyId> LastId();
  // Ids above `above` that are not destroyed, rising.
  absl::StatusOr<std::vector<KeyId>> LiveIds(KeyId above);

  // Overwrites a key and records when (microseconds since 1970). OK when it was
  // destroyed before, NOT_FOUND when it never was. Its old bytes may stand in
  // the log until TruncateLog().
  absl::Status Destroy(KeyId id, int64_t time_us);
  absl::StatusOr<std::vector<DestroyedKey>> Destroyed();
  // Destroy() for each, in one transaction; what never was counts as destroyed.
  absl::Status DestroyAgain(const std::vector<DestroyedKey>& keys);
  // ABORTED when somebody keeps reading.
  absl::Status TruncateLog();

  absl::Status BackupTo(const std::string& path);

 private:
  explicit VaultStore(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
  // Runs `body` in a transaction of the writer.
  absl::Status Write(const std::function<absl::Status(Connection&)>& body);

  std::unique_ptr<Engine> engine_;
  Mutex writer_mutex_;  // the engine's writer is one connection
  Mutex log_mutex_;     // a backup reads for long; truncation waits for it
};

}  // namespace balcao::storage::vault
