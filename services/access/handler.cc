#include "services/access/handler.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/access/rules.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/paging.h"
#include "services/common/reading.h"
#include "services/common/worker_pool.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/chain.h"
#include "storage/records/store.h"

namespace balcao::services {
namespace {

using storage::Kind;
using storage::RecordState;
using storage::Transaction;
using store::v1::AccountRecord;
using store::v1::SessionRecord;

constexpr size_t kEchoMax = 64 * 1024;

absl::Status BadCredentials() {
  return WithReason(absl::UnauthenticatedError("login or password is wrong"), "BAD_CREDENTIALS");
}

std::function<absl::StatusOr<v1::Account>(const storage::ChangeSet&)> ReplyWithAccount() {
  return [](const storage::ChangeSet& changes) -> absl::StatusOr<v1::Account> {
    const AccountRecord* record = changes.First<AccountRecord>();
    if (record == nullptr) return NotFound();
    return record->account();
  };
}

absl::Status PutNewAccount(const auth::Directory& directory, const v1::Account& draft,
                           const std::string& hash, Transaction& transaction) {
  bool taken = directory.FindLogin(draft.login()).has_value();
  transaction.ForEachPending(Kind::kAccount, [&](const RecordState& state) {
    taken |= state.As<AccountRecord>().account().login() == draft.login();
  });
  if (taken) {
    return WithReason(absl::AlreadyExistsError("the login is taken"), "LOGIN_TAKEN");
  }
  const storage::Id id = transaction.NewId();
  return transaction.Put(
      id, NewAccount(draft, storage::ResourceName("accounts", id), hash, transaction.now_us()));
}

}  // namespace

template <class T>
void AccessHandler::InPool(Reply<T> reply, std::function<void(Reply<T>)> work) {
  auto held = std::make_shared<Reply<T>>(std::move(reply));
  const bool posted =
      house_.workers->Post([held, work = std::move(work)] { work(std::move(*held)); });
  if (!posted) {
    (*held)(WithReason(absl::ResourceExhaustedError("too many sign-ins at once"), "OVERLOADED"));
  }
}

absl::StatusOr<RecordState> AccessHandler::LoadAccount(const storage::Id& id) {
  ASSIGN_OR_RETURN(storage::Reader reader, house_.engine->Read());
  return storage::LoadRecord(*reader, *house_.codec, Kind::kAccount, id);
}

void AccessHandler::ClaimHouse(const Call& call, const v1::ClaimHouseRequest& request,
                               Reply<v1::Session> reply) {
  FieldFaults faults;
  CheckLogin(request.login(), "login", faults);
  CheckNewPassword(request.password(), "password", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  if (options_.claim_digest.empty() || !house_.directory->empty() ||
      storage::Sha256(request.token()) != options_.claim_digest) {
    return reply(
        Forbidden("CLAIM_REFUSED", "the house has an administrator, or the token is wrong"));
  }
  InPool<v1::Session>(std::move(reply), [this, call, request](Reply<v1::Session> answer) {
    const absl::StatusOr<std::string> hash = auth::HashPassword(request.password(), options_.cost);
    if (!hash.ok()) return answer(hash.status());
    v1::Account draft;
    draft.set_login(request.login());
    draft.set_role(v1::ROLE_ADMINISTRATOR);
    storage::Command command;
    command.envelope = {storage::Id(), call.method, storage::Id(), ""};
    command.decide = [this, draft, hash = *hash](Transaction& transaction) -> absl::Status {
      bool claimed = !house_.directory->empty();
      transaction.ForEachPending(Kind::kAccount, [&](const RecordState&) { claimed = true; });
      if (claimed) return Forbidden("CLAIM_REFUSED", "the house has an administrator");
      return PutNewAccount(*house_.directory, draft, hash, transaction);
    };
    command.done = [this, call, answer = std::move(answer)](
                       absl::StatusOr<storage::ChangeSet> changes) mutable {
      if (!changes.ok()) return answer(changes.status());
      BeginSession(call, changes->records.front().after.id, std::move(answer));
    };
    house_.ledger->Submit(std::move(command));
  });
}

bool AccessHandler::MayTry(const std::string& login) {
  MutexLock lock(&mutex_);
  const auto found = tries_.find(login);
  return found == tries_.end() || found->second.wait_until_us <= house_.sources.now_us();
}

void AccessHandler::NoteTry(const std::string& login, bool good) {
  constexpr size_t kLoginsMax = 100'000;
  MutexLock lock(&mutex_);
  if (good) {
    tries_.erase(login);
    return;
  }
  if (tries_.size() >= kLoginsMax) tries_.clear();
  Tries& tries = tries_[login];
  tries.wait_until_us = house_.sources.now_us() + WaitAfterUs(++tries.failed);
}

void AccessHandler::CreateSession(const Call& call, const v1::CreateSessionRequest& request,
                                  Reply<v1::Session> reply) {
  if (request.login().size() > 64 || request.password().size() > auth::kPasswordLengthMax) {
    return reply(BadCredentials());
  }
  if (!MayTry(request.login())) {
    return reply(
        WithReason(absl::ResourceExhaustedError("too many failures: wait"), "SIGN_IN_TOO_OFTEN"));
  }
  InPool<v1::Session>(std::move(reply), [this, call, request](Reply<v1::Session> answer) {
    CheckPassword(call, request, std::move(answer));
  });
}

void AccessHandler::CheckPassword(const Call& call, const v1::CreateSessionRequest& request,
                                  Reply<v1::Session> reply) {
  const std::optional<storage::Id> id = house_.directory->FindLogin(request.login());
  absl::StatusOr<RecordState> state =
      id.has_value() ? LoadAccount(*id) : absl::StatusOr<RecordState>(NotFound());
  // The same work for a login that is not there, so that time tells nothing.
  static const std::string nobody =
      auth::HashPassword("nobody has this password", options_.cost).value_or("");
  const std::string hash = state.ok() ? state->As<AccountRecord>().password_hash() : nobody;
  const bool good = auth::VerifyPassword(request.password(), hash) && state.ok() &&
                    !state->As<AccountRecord>().account().disabled();
  NoteTry(request.login(), good);
  if (!good) return reply(BadCredentials());
  BeginSession(call, *id, std::move(reply));
}

void AccessHandler::BeginSession(const Call& call, const storage::Id& account,
                                 Reply<v1::Session> reply) {
  const std::string token = auth::NewToken();
  const auth::TokenDigest digest = auth::DigestOf(token);
  storage::Command command;
  command.envelope = {account, call.method, storage::Id(), ""};
  command.decide = [this, account, digest](Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordState state, transaction.Load<AccountRecord>(account));
    if (state.As<AccountRecord>().account().disabled()) return BadCredentials();
    SessionRecord record;
    record.set_account(storage::ResourceName("accounts", account));
    record.set_expire_time_us(transaction.now_us() + options_.session_us);
    record.set_verifier(digest.verifier);
    return transaction.Put(digest.id, std::move(record));
  };
  command.done = [this, account, token,
                  reply = std::move(reply)](absl::StatusOr<storage::ChangeSet> changes) mutable {
    if (!changes.ok()) return reply(changes.status());
    const SessionRecord* record = changes->First<SessionRecord>();
    const absl::StatusOr<RecordState> state = LoadAccount(account);
    if (!state.ok() || record == nullptr) return reply(BadCredentials());
    Answer<v1::Session> answer;
    answer.message.set_token(token);
    *answer.message.mutable_account() = state->As<AccountRecord>().account();
    *answer.message.mutable_expire_time() = TimestampOf(record->expire_time_us());
    reply(std::move(answer));
  };
  house_.ledger->Submit(std::move(command));
}

void AccessHandler::GetSession(const Call& call, const v1::GetSessionRequest&,
                               Reply<v1::Session> reply) {
  const absl::StatusOr<RecordState> state = LoadAccount(call.caller.account);
  if (!state.ok()) return reply(state.status());
  Answer<v1::Session> answer;
  *answer.message.mutable_account() = state->As<AccountRecord>().account();
  reply(std::move(answer));
}

absl::Status AccessHandler::EndSessions(const storage::Id& account, Transaction& transaction) {
  for (const storage::Id& id : house_.directory->SessionsOf(account, transaction.now_us())) {
    ASSIGN_OR_RETURN(const RecordState state, transaction.Load<SessionRecord>(id));
    SessionRecord record = state.As<SessionRecord>();
    record.set_revoked(true);
    RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
  }
  return absl::OkStatus();
}

void AccessHandler::DeleteSession(const Call& call, const v1::DeleteSessionRequest& request,
                                  Reply<google::protobuf::Empty> reply) {
  storage::Id account;
  if (!request.account().empty()) {
    const absl::StatusOr<storage::Id> id = IdFromName("accounts", request.account(), "account");
    if (!id.ok()) return reply(id.status());
    account = *id;
    if (account != call.caller.account && call.caller.role != v1::ROLE_ADMINISTRATOR) {
      return reply(Forbidden("NOT_YOUR_ACCOUNT", "an administrator's act"));
    }
  }
  storage::Command command;
  command.envelope = {call.caller.account, call.method, storage::Id(), ""};
  command.decide = [this, account,
                    session = call.caller.session](Transaction& transaction) -> absl::Status {
    if (!account.empty()) return EndSessions(account, transaction);
    ASSIGN_OR_RETURN(const RecordState state, transaction.Load<SessionRecord>(session));
    SessionRecord record = state.As<SessionRecord>();
    record.set_revoked(true);
    return transaction.Put(session, std::move(record));
  };
  command.done = [reply = std::move(reply)](absl::StatusOr<storage::ChangeSet> changes) mutable {
    if (!changes.ok()) return reply(changes.status());
    reply(Answer<google::protobuf::Empty>());
  };
  house_.ledger->Submit(std::move(command));
}

void AccessHandler::CreateAccount(const Call& call, const v1::CreateAccountRequest& request,
                                  Reply<v1::Account> reply) {
  FieldFaults faults;
  const v1::Account& draft = request.account();
  CheckLogin(draft.login(), "account.login", faults);
  CheckText(draft.display_name(), "account.display_name", 200, faults);
  CheckPost(draft.role(), draft.centre(), draft.institute(), *house_.catalogue, "account.", faults);
  CheckNewPassword(request.password(), "password", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  InPool<v1::Account>(std::move(reply), [this, call, request](Reply<v1::Account> answer) {
    const absl::StatusOr<std::string> hash = auth::HashPassword(request.password(), options_.cost);
    if (!hash.ok()) return answer(hash.status());
    auto decide = [this, draft = request.account(), hash = *hash](Transaction& transaction) {
      return PutNewAccount(*house_.directory, draft, hash, transaction);
    };
    Write<v1::Account>(house_, call, request.request_id(), false, std::move(decide),
                       ReplyWithAccount(), std::move(answer));
  });
}

void AccessHandler::ListAccounts(const Call& call, const v1::ListAccountsRequest& request,
                                 Reply<v1::ListAccountsResponse> reply) {
  const absl::StatusOr<int> page_size = PageSize(request.page_size(), 50, 200);
  if (!page_size.ok()) return reply(page_size.status());
  const absl::StatusOr<int64_t> after = ParsePageToken(house_, call, request.page_token());
  if (!after.ok()) return reply(after.status());
  absl::StatusOr<storage::Reader> reader = house_.engine->Read();
  if (!reader.ok()) return reply(reader.status());
  const absl::StatusOr<storage::ListPage> page = storage::ListRecords(**reader, *house_.codec,
                                                                      {.kind = Kind::kAccount,
                                                                       .equals = {},
                                                                       .states = {},
                                                                       .before_row = *after,
                                                                       .oldest_first = true,
                                                                       .page_size = *page_size});
  if (!page.ok()) return reply(page.status());
  Answer<v1::ListAccountsResponse> answer;
  std::vector<storage::Id> shown;
  for (const RecordState& record : page->records) {
    *answer.message.add_accounts() = record.As<AccountRecord>().account();
    shown.push_back(record.id);
  }
  if (!shown.empty()) answer.reads.push_back({Kind::kAccount, std::move(shown)});
  answer.message.set_next_page_token(MakePageToken(house_, call, page->next_row));
  reply(std::move(answer));
}

void AccessHandler::MoveAccount(const Call& call, const v1::MoveAccountRequest& request,
                                Reply<v1::Account> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("accounts", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  FieldFaults faults;
  CheckPost(request.role(), request.centre(), request.institute(), *house_.catalogue, "", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  auto decide = [this, id = *id, request](Transaction& transaction) -> absl::Status {
    const absl::StatusOr<RecordState> state = transaction.Load<AccountRecord>(id);
    if (!state.ok()) return NotFound();
    AccountRecord record = state->As<AccountRecord>();
    record.mutable_account()->set_role(request.role());
    record.mutable_account()->set_centre(request.centre());
    record.mutable_account()->set_institute(request.institute());
    RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
    return EndSessions(id, transaction);
  };
  Write<v1::Account>(house_, call, request.request_id(), false, std::move(decide),
                     ReplyWithAccount(), std::move(reply));
}

void AccessHandler::DisableAccount(const Call& call, const v1::DisableAccountRequest& request,
                                   Reply<v1::Account> reply) {
  const absl::StatusOr<storage::Id> id = IdFromName("accounts", request.name(), "name");
  if (!id.ok()) return reply(id.status());
  if (*id == call.caller.account) {
    return reply(Precondition("OWN_ACCOUNT", "another administrator disables this account"));
  }
  auto decide = [this, id = *id](Transaction& transaction) -> absl::Status {
    const absl::StatusOr<RecordState> state = transaction.Load<AccountRecord>(id);
    if (!state.ok()) return NotFound();
    AccountRecord record = state->As<AccountRecord>();
    record.mutable_account()->set_disabled(true);
    RETURN_IF_ERROR(transaction.Put(id, std::move(record)));
    return EndSessions(id, transaction);
  };
  Write<v1::Account>(house_, call, request.request_id(), false, std::move(decide),
                     ReplyWithAccount(), std::move(reply));
}

void AccessHandler::SetPassword(const Call& call, const v1::SetPasswordRequest& request,
                                Reply<google::protobuf::Empty> reply) {
  FieldFaults faults;
  CheckNewPassword(request.new_password(), "new_password", faults);
  if (!faults.empty()) return reply(faults.ToStatus());
  storage::Id account = call.caller.account;
  if (!request.name().empty()) {
    const absl::StatusOr<storage::Id> id = IdFromName("accounts", request.name(), "name");
    if (!id.ok()) return reply(id.status());
    account = *id;
  }
  const bool own = account == call.caller.account;
  if (!own && call.caller.role != v1::ROLE_ADMINISTRATOR) {
    return reply(Forbidden("NOT_YOUR_ACCOUNT", "an administrator's act"));
  }
  InPool<google::protobuf::Empty>(
      std::move(reply), [this, call, request, account, own](Reply<google::protobuf::Empty> answer) {
        const absl::StatusOr<RecordState> state = LoadAccount(account);
        if (!state.ok()) return answer(NotFound());
        if (own && !auth::VerifyPassword(request.old_password(),
                                         state->As<AccountRecord>().password_hash())) {
          return answer(Forbidden("BAD_CREDENTIALS", "the old password is wrong"));
        }
        const absl::StatusOr<std::string> hash =
            auth::HashPassword(request.new_password(), options_.cost);
        if (!hash.ok()) return answer(hash.status());
        auto decide = [this, account, hash = *hash](Transaction& transaction) -> absl::Status {
          ASSIGN_OR_RETURN(const RecordState current, transaction.Load<AccountRecord>(account));
          AccountRecord record = current.As<AccountRecord>();
          record.set_password_hash(hash);
          RETURN_IF_ERROR(transaction.Put(account, std::move(record)));
          return EndSessions(account, transaction);
        };
        Write<google::protobuf::Empty>(
            house_, call, request.request_id(), false, std::move(decide),
            [](const storage::ChangeSet&) { return google::protobuf::Empty(); }, std::move(answer));
      });
}

void AccessHandler::Echo(const Call&, const v1::EchoRequest& request,
                         Reply<v1::EchoResponse> reply) {
  if (request.payload().size() > kEchoMax) {
    return reply(InvalidField("payload", "TOO_LONG", "at most 64 KiB"));
  }
  Answer<v1::EchoResponse> answer;
  answer.message.set_payload(request.payload());
  reply(std::move(answer));
}

}  // namespace balcao::services
