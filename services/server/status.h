// The one place where a status of ours becomes one of gRPC's.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace balcao::server {

// The code, the message for who develops (English, at most 1 KiB) and, as
// google.rpc.Status in the trailers, the details of google.rpc, with a text for people
// where the reason has one (services/common/texts.h). What came without a reason of
// ours is an inner fault: its text stays in the house.
grpc::Status ToGrpc(const absl::Status& status);

// What a caller is told of a status: itself, or in the place of an inner fault that
// there was one.
absl::Status Presentable(const absl::Status& status);
bool IsInnerFault(const absl::Status& status);

// Prints that something failed, by its code alone: the text of a fault may quote
// what was being worked on.
void PrintFault(const char* where, const absl::Status& status);

}  // namespace balcao::server
