// The one place where a status of ours becomes one of gRPC's.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace balcao::server {

// The code, the message (at most 1 KiB) and, as google.rpc.Status in the trailers,
// the details of google.rpc. What came without a reason of ours is an inner fault: its text
// stays in the house.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace balcao::server
