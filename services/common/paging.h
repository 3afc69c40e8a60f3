// Page sizes and tokens (AIP-158). A token is opaque, bound to the method and the
// caller by a keyed hash, and carries no authority: the scope is compiled into
// every page anew.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/common/house.h"

namespace balcao::services {

// 0 gives the default, over the most gives the most. INVALID_ARGUMENT below 0.
absl::StatusOr<int> PageSize(int asked, int by_default, int most);

std::string MakePageToken(const House& house, const Call& call, int64_t row);
// 0 for an empty token. INVALID_ARGUMENT for one that was not made for this call.
absl::StatusOr<int64_t> ParsePageToken(const House& house, const Call& call,
                                       const std::string& token);

}  // namespace balcao::services
