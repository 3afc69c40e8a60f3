#include "services/common/case_rules.h"

#include <algorithm>

#include "services/common/civil.h"
#include "services/common/errors.h"
#include "services/common/frame.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

using store::v1::CaseRecord;

CaseRecord Touched(CaseRecord record, int64_t now_us) {
  *record.mutable_case_()->mutable_update_time() = TimestampOf(now_us);
  return record;
}

absl::Status TransitionNotAllowed() {
  return Precondition("TRANSITION_NOT_ALLOWED", "the type does not allow this move");
}

}  // namespace

absl::StatusOr<CaseRecord> OpenCase(const Catalogue& catalogue, const std::string& type,
                                    const std::string& path, const OpenCaseInput& input,
                                    const store::v1::PersonRecord& applicant) {
  const v1::CaseType* rules = catalogue.FindCaseType(type);
  if (rules == nullptr) {
    return InvalidField(path, "UNKNOWN_CASE_TYPE", "a case type of the catalogue");
  }
  if (!IsOpenOn(*rules, DayText(input.day))) {
    return Precondition("CASE_TYPE_CLOSED", "the type takes no new cases on that day");
  }
  CaseRecord record;
  v1::Case& c = *record.mutable_case_();
  c.set_name(input.name);
  c.set_reference(input.reference);
  c.mutable_placement()->set_owner(input.owner);
  if (rules->restricted()) {
    c.mutable_placement()->set_restricted(true);
    c.mutable_placement()->add_grantees(input.opener);
  }
  c.set_type(type);
  c.set_catalogue_version(catalogue.version());
  c.set_state(v1::Case::STATE_OPEN);
  c.set_stage(rules->stages(0));
  v1::Party& party = *c.add_parties();
  party.set_role(v1::Party::ROLE_APPLICANT);
  party.set_person(applicant.person().name());
  *c.mutable_open_time() = TimestampOf(input.occurred_us);
  *c.mutable_create_time() = TimestampOf(input.now_us);
  *c.mutable_update_time() = TimestampOf(input.now_us);
  c.set_visit(input.visit);
  c.set_channel(input.channel);
  *record.mutable_frame() = FrameOf(applicant, input.day);
  return record;
}

absl::Status CheckOpen(const CaseRecord& record) {
  const v1::Case::State state = record.case_().state();
  if (state == v1::Case::STATE_OPEN || state == v1::Case::STATE_SUSPENDED) return absl::OkStatus();
  return Precondition("CASE_NOT_OPEN", "the case is closed or withdrawn");
}

absl::StatusOr<CaseRecord> Advance(const Catalogue& catalogue, CaseRecord record,
                                   const std::string& stage, int64_t now_us) {
  v1::Case& c = *record.mutable_case_();
  if (!CheckOpen(record).ok()) return TransitionNotAllowed();
  const v1::Transition* move = catalogue.Allowed(c.type(), c.stage(), stage);
  if (move == nullptr) return TransitionNotAllowed();
  if (move->guard() == v1::Transition::GUARD_RECEIPT_NUMBER && c.receipt_number().empty()) {
    return Precondition("RECEIPT_NUMBER_REQUIRED",
                        "record the receipt number of the deciding body first");
  }
  c.set_stage(stage);
  return Touched(std::move(record), now_us);
}

absl::StatusOr<CaseRecord> Close(const Catalogue& catalogue, CaseRecord record,
                                 const std::string& outcome, int64_t now_us, int64_t occurred_us) {
  RETURN_IF_ERROR(CheckOpen(record));
  v1::Case& c = *record.mutable_case_();
  const v1::CaseType* rules = catalogue.FindCaseType(c.type());
  if (rules == nullptr) return absl::InternalError("a case of a type that is not there");
  const auto& allowed = rules->outcomes();
  if (std::find(allowed.begin(), allowed.end(), outcome) == allowed.end()) {
    return InvalidField("outcome", "OUTCOME_NOT_ALLOWED", "an outcome of the case's type");
  }
  if (occurred_us < MicrosOf(c.open_time())) {
    return InvalidField("occurred_time", "BEFORE_OPENING", "not before the case was opened");
  }
  record.set_closed_from(c.stage());
  c.set_state(v1::Case::STATE_CLOSED);
  c.set_stage(rules->stages(rules->stages_size() - 1));
  c.set_outcome(outcome);
  *c.mutable_close_time() = TimestampOf(occurred_us);
  return Touched(std::move(record), now_us);
}

absl::StatusOr<CaseRecord> Reopen(CaseRecord record, const std::string& reason, int64_t now_us) {
  v1::Case& c = *record.mutable_case_();
  if (c.state() != v1::Case::STATE_CLOSED) {
    return Precondition("CASE_NOT_CLOSED", "only a closed case can be taken up again");
  }
  c.set_state(v1::Case::STATE_OPEN);
  c.set_stage(record.closed_from());
  record.clear_closed_from();
  c.clear_outcome();
  c.clear_close_time();
  c.set_reopen_reason(reason);
  return Touched(std::move(record), now_us);
}

absl::StatusOr<CaseRecord> Withdraw(CaseRecord record, int64_t now_us) {
  if (record.case_().state() == v1::Case::STATE_DELETED) {
    return Precondition("CASE_DELETED", "the case was withdrawn already");
  }
  record.mutable_case_()->set_state(v1::Case::STATE_DELETED);
  return Touched(std::move(record), now_us);
}

}  // namespace balcao::services
