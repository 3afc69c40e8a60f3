// Access: the wire side. Passwords are hashed in the worker pool; sessions begin
// and end through the ledger like every other write.
#pragma once

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "auth/password.h"
#include "balcao/v1/access.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/common/house.h"
#include "storage/common/mutex.h"

namespace balcao::services {

struct AccessOptions {
  auth::PasswordCost cost;
  int64_t session_us = 12LL * 60 * 60 * 1'000'000;  // a long day
  // The digest of the token that makes the first administrator; empty when the
  // house has one.
  std::string claim_digest;
};

class AccessHandler {
 public:
  AccessHandler(const House* house, AccessOptions options)
      : house_(*house), options_(std::move(options)) {}

  void ClaimHouse(const Call& call, const v1::ClaimHouseRequest& request, Reply<v1::Session> reply);
  void CreateSession(const Call& call, const v1::CreateSessionRequest& request,
                     Reply<v1::Session> reply);
  void GetSession(const Call& call, const v1::GetSessionRequest& request, Reply<v1::Session> reply);
  void DeleteSession(const Call& call, const v1::DeleteSessionRequest& request,
                     Reply<google::protobuf::Empty> reply);
  void CreateAccount(const Call& call, const v1::CreateAccountRequest& request,
                     Reply<v1::Account> reply);
  void ListAccounts(const Call& call, const v1::ListAccountsRequest& request,
                    Reply<v1::ListAccountsResponse> reply);
  void MoveAccount(const Call& call, const v1::MoveAccountRequest& request,
                   Reply<v1::Account> reply);
  void DisableAccount(const Call& call, const v1::DisableAccountRequest& request,
                      Reply<v1::Account> reply);
  void SetPassword(const Call& call, const v1::SetPasswordRequest& request,
                   Reply<google::protobuf::Empty> reply);
  void Echo(const Call& call, const v1::EchoRequest& request, Reply<v1::EchoResponse> reply);

 private:
  // Runs `work` in the pool, or answers RESOURCE_EXHAUSTED.
  template <class T>
  void InPool(Reply<T> reply, std::function<void(Reply<T>)> work);
  void CheckPassword(const Call& call, const v1::CreateSessionRequest& request,
                     Reply<v1::Session> reply);
  void BeginSession(const Call& call, const storage::Id& account, Reply<v1::Session> reply);
  absl::StatusOr<storage::RecordState> LoadAccount(const storage::Id& id);
  // Ends the sessions of an account inside a write.
  absl::Status EndSessions(const storage::Id& account, storage::Transaction& transaction);
  // Counts failed sign-ins; false while a login must wait.
  bool MayTry(const std::string& login);
  void NoteTry(const std::string& login, bool good);

  const House& house_;
  const AccessOptions options_;
  struct Tries {
    int failed = 0;
    int64_t wait_until_us = 0;
  };
  Mutex mutex_;
  absl::flat_hash_map<std::string, Tries> tries_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace balcao::services
