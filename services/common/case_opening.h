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

// The record of the new case, already put: the caller may add to it and put it
// again.
absl::StatusOr<store::v1::CaseRecord> OpenCaseFor(const House& house, const Call& call,
                                                  const store::v1::PersonRecord& applicant,
                                                  const CaseOpening& opening,
                                                  storage::Transaction& transaction);

}  // namespace balcao::services
