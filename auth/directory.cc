#include "auth/directory.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>

#include "absl/strings/escaping.h"
#include "storage/common/reason.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/chain.h"
#include "storage/records/store.h"

namespace balcao::auth {

using storage::Kind;

TokenDigest DigestOf(std::string_view token) {
  const std::string hash = storage::Sha256(token);
  return {storage::Id::FromBytes(std::string_view(hash).substr(0, 16)), hash.substr(16)};
}

std::string NewToken() {
  std::array<unsigned char, 32> bytes;
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) abort();
  return absl::WebSafeBase64Escape(
      absl::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

absl::Status Directory::Load(storage::Connection& connection, const storage::Codec& codec) {
  for (const Kind kind : {Kind::kAccount, Kind::kSession}) {
    RETURN_IF_ERROR(
        storage::ScanRecords(connection, codec, kind, [&](const storage::RecordState& state) {
          MutexLock lock(&mutex_);
          Take(state);
          return absl::OkStatus();
        }));
  }
  return absl::OkStatus();
}

void Directory::Apply(const storage::ChangeSet& changes) {
  for (const storage::ChangedRecord& changed : changes.records) {
    if (changed.after.kind != Kind::kAccount && changed.after.kind != Kind::kSession) continue;
    MutexLock lock(&mutex_);
    Take(changed.after);
  }
}

void Directory::Take(const storage::RecordState& state) {
  if (state.kind == Kind::kAccount) {
    const v1::Account& account = state.As<store::v1::AccountRecord>().account();
    accounts_[state.id] = {state.id,         account.name(),      account.role(),
                           account.centre(), account.institute(), storage::Id()};
    logins_[account.login()] = state.id;
    display_names_[account.name()] = account.display_name();
    disabled_[state.id] = account.disabled();
    return;
  }
  const auto& session = state.As<store::v1::SessionRecord>();
  const absl::StatusOr<storage::Id> account =
      storage::ParseResourceName("accounts", session.account());
  if (session.revoked() || !account.ok()) {
    sessions_.erase(state.id);
  } else {
    sessions_[state.id] = {*account, session.expire_time_us(), session.verifier()};
  }
}

absl::StatusOr<Caller> Directory::Authenticate(std::string_view token, int64_t now_us) const {
  const absl::Status refused =
      WithReason(absl::UnauthenticatedError("sign in again"), "SESSION_NOT_VALID");
  const TokenDigest digest = DigestOf(token);
  MutexLock lock(&mutex_);
  const auto session = sessions_.find(digest.id);
  if (session == sessions_.end() || session->second.expire_time_us <= now_us) return refused;
  const std::string& verifier = session->second.verifier;
  if (verifier.size() != digest.verifier.size() ||
      CRYPTO_memcmp(verifier.data(), digest.verifier.data(), verifier.size()) != 0) {
    return refused;
  }
  const auto account = accounts_.find(session->second.account);
  const auto disabled = disabled_.find(session->second.account);
  if (account == accounts_.end() || disabled == disabled_.end() || disabled->second) return refused;
  Caller caller = account->second;
  caller.session = digest.id;
  return caller;
}

std::optional<storage::Id> Directory::FindLogin(std::string_view login) const {
  MutexLock lock(&mutex_);
  const auto found = logins_.find(std::string(login));
  if (found == logins_.end()) return std::nullopt;
  return found->second;
}

std::string Directory::DisplayNameOf(const std::string& account_name) const {
  MutexLock lock(&mutex_);
  const auto found = display_names_.find(account_name);
  return found == display_names_.end() ? "" : found->second;
}

std::vector<storage::Id> Directory::SessionsOf(const storage::Id& account, int64_t now_us) const {
  MutexLock lock(&mutex_);
  std::vector<storage::Id> ids;
  for (const auto& [id, session] : sessions_) {
    if (session.account == account && session.expire_time_us > now_us) ids.push_back(id);
  }
  return ids;
}

bool Directory::empty() const {
  MutexLock lock(&mutex_);
  return accounts_.empty();
}

}  // namespace balcao::auth
