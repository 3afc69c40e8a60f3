// The services of the contract, ready to be served.
#pragma once

#include <memory>
#include <vector>

#include "services/access/handler.h"
#include "services/common/house.h"
#include "services/maintenance/handler.h"

namespace grpc {
class Service;
}

namespace balcao::server {

struct GateOptions;

class RpcServices {
 public:
  virtual ~RpcServices() = default;
  virtual std::vector<grpc::Service*> all() = 0;
};

// House and log outlive the services.
std::unique_ptr<RpcServices> MakeRpcServices(const services::House* house,
                                             const services::AccessOptions& access,
                                             const services::MaintenanceOptions& maintenance,
                                             const GateOptions& gate);

}  // namespace balcao::server
