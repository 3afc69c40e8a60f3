// The accounts and the live sessions, in memory: a view of the journal, so that
// a session that was revoked is refused from the next call on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "auth/caller.h"
#include "storage/common/mutex.h"
#include "storage/ledger/ledger.h"

namespace balcao::auth {

// How a session is found from its token: the first half of the SHA-256 is the
// id, the second half is compared.
struct TokenDigest {
  storage::Id id;
  std::string verifier;
};
TokenDigest DigestOf(std::string_view token);

// 32 random bytes, in base64url.
std::string NewToken();

class Directory : public storage::View {
 public:
  // Fills the view at start-up.
  absl::Status Load(storage::Connection& connection, const storage::Codec& codec);

  void Apply(const storage::ChangeSet& changes) override;

  // The caller that a token stands for; UNAUTHENTICATED when it is unknown,
  // over, revoked, or its account is disabled.
  absl::StatusOr<Caller> Authenticate(std::string_view token, int64_t now_us) const;

  // The id of an account by login.
  std::optional<storage::Id> FindLogin(std::string_view login) const;
  // The name that colleagues see of an account, by its resource name; empty for none.
  std::string DisplayNameOf(const std::string& account_name) const;
  // The live sessions of an account.
  std::vector<storage::Id> SessionsOf(const storage::Id& account, int64_t now_us) const;
  bool empty() const;

 private:
  struct LiveSession {
    storage::Id account;
    int64_t expire_time_us;
    std::string verifier;
  };
  void Take(const storage::RecordState& state) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  absl::flat_hash_map<storage::Id, Caller> accounts_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, storage::Id> logins_ ABSL_GUARDED_BY(mutex_);
  // Apart from the callers, which every call copies.
  absl::flat_hash_map<std::string, std::string> display_names_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<storage::Id, bool> disabled_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<storage::Id, LiveSession> sessions_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace balcao::auth
