// Failed calls as absl::Status: code and message of the call, and every detail
// of google.rpc.Status (ErrorInfo, BadRequest, ...) as a payload under its type
// URL. Programs branch on ReasonOf(), people read Describe().
#pragma once

#include <string>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace balcao::client {

// Converts, details included. Details that cannot be read are left out.
absl::Status FromGrpc(const grpc::Status& status);

// The reason of ErrorInfo (`DUPLICATE_CANDIDATES`); empty when there is none.
std::string ReasonOf(const absl::Status& status);

// Message, reason, resource and field violations, one a line, without a line
// feed at the end. Control characters are made visible.
std::string Describe(const absl::Status& status);

}  // namespace balcao::client
