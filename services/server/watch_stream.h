// The stream that tells a desk of changes: for as long as its session lives, and as fast as
// the other side takes what it is told.
#pragma once

#include <grpcpp/grpcpp.h>

#include "balcao/v1/intake.pb.h"
#include "services/common/house.h"
#include "services/server/gate.h"

namespace balcao::server {

grpc::ServerWriteReactor<v1::WatchVisitsResponse>* StartWatchVisits(
    Gate* gate, const services::House* house, grpc::CallbackServerContext* context,
    const v1::WatchVisitsRequest& request);

}  // namespace balcao::server
