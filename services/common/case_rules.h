// The rules of a case: how it opens, moves, closes and is taken up again. Pure:
// record and message in, record or reason out.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "balcao/store/v1/records.pb.h"
#include "services/catalogue/catalogue.h"

namespace balcao::services {

struct OpenCaseInput {
  std::string name;
  std::string reference;
  std::string owner;
  std::string opener;   // the account
  std::string visit;    // resource name, or empty
  std::string channel;  // code
  int64_t now_us = 0;
  int64_t occurred_us = 0;
  absl::CivilDay day;  // of `occurred_us`, where the centre is
};

// Opens a case of `type` for `applicant`. INVALID_ARGUMENT UNKNOWN_CASE_TYPE, or
// FAILED_PRECONDITION CASE_TYPE_CLOSED when the type takes no new cases on that
// day. `path` leads to the type in the request.
absl::StatusOr<store::v1::CaseRecord> OpenCase(const Catalogue& catalogue, const std::string& type,
                                               const std::string& path, const OpenCaseInput& input,
                                               const store::v1::PersonRecord& applicant);

// FAILED_PRECONDITION TRANSITION_NOT_ALLOWED for every move that the type does
// not declare, RECEIPT_NUMBER_REQUIRED for a guard that is not met.
absl::StatusOr<store::v1::CaseRecord> Advance(const Catalogue& catalogue,
                                              store::v1::CaseRecord record,
                                              const std::string& stage, int64_t now_us);

// INVALID_ARGUMENT OUTCOME_NOT_ALLOWED, FAILED_PRECONDITION CASE_NOT_OPEN.
absl::StatusOr<store::v1::CaseRecord> Close(const Catalogue& catalogue,
                                            store::v1::CaseRecord record,
                                            const std::string& outcome, int64_t now_us,
                                            int64_t occurred_us);

// Back to the stage it was closed from. FAILED_PRECONDITION CASE_NOT_CLOSED.
absl::StatusOr<store::v1::CaseRecord> Reopen(store::v1::CaseRecord record,
                                             const std::string& reason, int64_t now_us);

// FAILED_PRECONDITION CASE_DELETED.
absl::StatusOr<store::v1::CaseRecord> Withdraw(store::v1::CaseRecord record, int64_t now_us);

// FAILED_PRECONDITION CASE_NOT_OPEN unless the case is open or suspended.
absl::Status CheckOpen(const store::v1::CaseRecord& record);

}  // namespace balcao::services
