// Maintenance: the wire side. Both methods run in the worker pool.
#pragma once

#include <memory>
#include <string>

#include "balcao/v1/maintenance.pb.h"
#include "services/common/house.h"
#include "storage/ledger/ledger.h"

namespace balcao::services {

struct MaintenanceOptions {
  storage::DeriveFacts derive;
  std::string backup_folder;  // where backups go, each in a folder of its own
};

class MaintenanceHandler {
 public:
  MaintenanceHandler(const House* house, MaintenanceOptions options)
      : house_(*house), options_(std::move(options)) {}

  void Verify(const Call& call, const v1::VerifyRequest& request, Reply<v1::VerifyResponse> reply);
  void Backup(const Call& call, const v1::BackupRequest& request, Reply<v1::BackupResponse> reply);

 private:
  absl::StatusOr<v1::VerifyResponse> VerifyNow();
  absl::StatusOr<v1::BackupResponse> BackupNow(const std::string& label);

  const House& house_;
  const MaintenanceOptions options_;
};

}  // namespace balcao::services
