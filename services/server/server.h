// The house, wired: store, vault, ledger, views, services, and the port they are
// served on. main() and the end-to-end tests start it alike.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "auth/password.h"
#include "services/server/options.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/reserve.h"
#include "storage/records/id.h"

namespace balcao::server {

// What tests replace.
struct Seams {
  storage::Sources sources = storage::SystemSources();
  auth::PasswordCost password_cost;
  std::string sqlite_vfs;                          // of the data; empty is the system's
  storage::TraceReserve* trace_reserve = nullptr;  // null is a file in the data folder
  // What stands before the ledger; null for nothing.
  std::function<std::unique_ptr<storage::Ledger>(std::unique_ptr<storage::Ledger>)> wrap_ledger;
};

// In the data folder of a house that has no account: the token of its first
// administrator.
inline constexpr char kClaimFile[] = "first-administrator.token";

class Server {
 public:
  virtual ~Server() = default;
  virtual int port() const = 0;
  // Of the browser's door; 0 where there is none.
  virtual int web_port() const = 0;
  // The one-time token that makes the first administrator; empty when the house
  // has one.
  virtual const std::string& claim_token() const = 0;
  // Ends when Stop() is called.
  virtual void Wait() = 0;
  // Lets calls under way end, then closes. Safe from any thread.
  virtual void Stop() = 0;
};

// FAILED_PRECONDITION, and what to run, for a store that cannot be used.
absl::StatusOr<std::unique_ptr<Server>> StartServer(const Options& options, const Seams& seams);

}  // namespace balcao::server
