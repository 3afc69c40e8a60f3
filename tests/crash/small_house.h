// A vault, a store and a ledger over the disk of power_loss_vfs.h, without the
// services, and the writes and reads that the tests of that disk make.
#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/verify.h"
#include "storage/vault/vault.h"

namespace balcao::testing {

struct HouseOptions {
  std::string master_key_path;  // on the real disk
  bool synchronous = true;
  storage::LedgerOptions ledger = {};
  storage::Sources sources = storage::SystemSources();
};

// A write that can be made again word for word.
struct Write {
  storage::Id request;
  storage::Id person;
  std::string text;
  bool is_visit = false;  // of the person; otherwise the person, new or changed
};

class SmallHouse {
 public:
  static absl::StatusOr<std::unique_ptr<SmallHouse>> Open(const HouseOptions& options);

  // What came of it: every record in full, so that two answers can be compared.
  std::future<absl::StatusOr<std::string>> Send(const Write& write);
  absl::StatusOr<std::string> Make(const Write& write) { return Send(write).get(); }
  // Reads a person and leaves a trace that `mark` tells from others.
  std::future<absl::Status> Trace(const storage::Id& person, const std::string& mark);

  // What is wrong with the store: rows or facts that differ from their replay,
  // records that cannot be unsealed.
  std::vector<std::string> Faults();
  // The marks of the traces on disk.
  std::vector<std::string> Traces();
  int64_t Count(const std::string& sql);
  // While nothing is under way.
  absl::Status Checkpoint(const std::string& mode);

  int64_t position() const { return ledger_->position(); }

 private:
  SmallHouse() = default;
  absl::Status Start(const HouseOptions& options);

  std::unique_ptr<storage::Vault> vault_;
  std::unique_ptr<storage::Engine> engine_;
  std::unique_ptr<storage::Codec> codec_;
  std::unique_ptr<storage::Ledger> ledger_;
};

}  // namespace balcao::testing
