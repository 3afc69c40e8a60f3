#include "services/maintenance/handler.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/common/errors.h"
#include "services/common/worker_pool.h"
#include "services/statistics/facts_view.h"
#include "storage/backup/backup.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/verify.h"

namespace balcao::services {
namespace {

absl::Status Busy() {
  return WithReason(absl::ResourceExhaustedError("another long work is under way"), "OVERLOADED");
}

bool IsLabel(const std::string& label) {
  return !label.empty() && label.size() <= 64 && label[0] != '.' &&
         std::all_of(label.begin(), label.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || c == '_';
         });
}

}  // namespace

absl::StatusOr<v1::VerifyResponse> MaintenanceHandler::VerifyNow() {
  ASSIGN_OR_RETURN(storage::Reader reader, house_.engine->Read());
  // The live view may be ahead of the snapshot, never behind it.
  uint32_t row = 0;
  int64_t first_difference = 0;
  const auto compare = [&](int64_t position, const store::v1::FactDelta& delta) {
    for (const store::v1::Fact& fact : delta.facts()) {
      const bool same = row < house_.facts->table().rows() &&
                        house_.facts->table().At(row) == house_.facts->Encode(fact);
      if (!same && first_difference == 0) first_difference = position;
      ++row;
    }
  };
  ASSIGN_OR_RETURN(const storage::VerifyReport report,
                   storage::VerifyStore(*reader, *house_.codec, options_.derive, compare));
  v1::VerifyResponse response;
  response.set_entries(report.entries);
  response.set_records(report.records);
  response.set_facts(report.facts);
  response.set_head(absl::BytesToHexString(report.head));
  for (const std::string& fault : report.faults) response.add_faults(fault);
  if (first_difference != 0) {
    response.add_faults(absl::StrCat("journal entry ", first_difference,
                                     ": the live fact table differs from the replay"));
  }
  return response;
}

void MaintenanceHandler::Verify(const Call&, const v1::VerifyRequest&,
                                Reply<v1::VerifyResponse> reply) {
  auto held = std::make_shared<Reply<v1::VerifyResponse>>(std::move(reply));
  const bool posted = house_.workers->Post([this, held] {
    absl::StatusOr<v1::VerifyResponse> response = VerifyNow();
    if (!response.ok()) return (*held)(response.status());
    (*held)(Answer<v1::VerifyResponse>{*std::move(response), {}});
  });
  if (!posted) (*held)(Busy());
}

absl::StatusOr<v1::BackupResponse> MaintenanceHandler::BackupNow(const std::string& label) {
  const std::string folder = absl::StrCat(options_.backup_folder, "/", label);
  std::error_code error;
  std::filesystem::create_directories(options_.backup_folder, error);
  if (!std::filesystem::create_directory(folder, error)) {
    return WithReason(absl::AlreadyExistsError("a backup of that label is there"), "LABEL_TAKEN");
  }
  const absl::StatusOr<storage::BackupSizes> made =
      storage::BackUp(*house_.engine, house_.codec->vault(), folder);
  if (!made.ok()) {
    // Half a backup may be taken for one, and holds its label.
    std::filesystem::remove_all(folder, error);
    return made.status();
  }
  const storage::BackupSizes& sizes = *made;
  v1::BackupResponse response;
  response.set_folder(folder);
  response.set_data_bytes(sizes.data_bytes);
  response.set_vault_bytes(sizes.vault_bytes);
  response.set_position(sizes.position);
  return response;
}

void MaintenanceHandler::Backup(const Call&, const v1::BackupRequest& request,
                                Reply<v1::BackupResponse> reply) {
  if (!IsLabel(request.label())) {
    return reply(InvalidField("label", "NOT_A_LABEL", "letters, digits, dot, dash, underscore"));
  }
  auto held = std::make_shared<Reply<v1::BackupResponse>>(std::move(reply));
  const bool posted = house_.workers->Post([this, held, label = request.label()] {
    absl::StatusOr<v1::BackupResponse> response = BackupNow(label);
    if (!response.ok()) return (*held)(response.status());
    (*held)(Answer<v1::BackupResponse>{*std::move(response), {}});
  });
  if (!posted) (*held)(Busy());
}

}  // namespace balcao::services
