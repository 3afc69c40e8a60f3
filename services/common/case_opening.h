// Opens a case inside a write: the step that intake and casework share.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "balcao/store/v1/records.pb.h"
#include "services/common/house.h"

namespace balcao::services {

struct CaseOpening {
  std::string type;
  std::string type_path;  // in the request, for errors
  std::string owner;
  std::string visit;
  std::string channel;
  int64_t occurred_us;
};

// The new case as it stands, already put: the caller may put it again with more.
absl::StatusOr<storage::RecordState> OpenCaseFor(const House& house, const Call& call,
                                                 const store::v1::PersonRecord& applicant,
                                                 const CaseOpening& opening,
                                                 storage::Transaction& transaction);

}  // namespace balcao::services
