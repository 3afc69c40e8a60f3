#include "services/cases/rules.h"

#include "absl/strings/str_cat.h"
#include "services/common/case_rules.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/reading.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

using store::v1::CaseRecord;

constexpr size_t kLineMax = 200;
constexpr size_t kTextMax = 4000;

}  // namespace

void CheckCaseTexts(const v1::Case& c, FieldFaults& faults) {
  CheckText(c.receipt_number(), "case.receipt_number", kLineMax, faults);
  CheckText(c.summary(), "case.summary", kTextMax, faults);
}

void CheckDraft(const v1::CreateCaseRequest& request, const Catalogue& catalogue, int64_t now_us,
                FieldFaults& faults) {
  const v1::Case& c = request.case_();
  CheckRequired(!c.type().empty(), "case.type", faults);
  if (!c.type().empty() && catalogue.FindCaseType(c.type()) == nullptr) {
    faults.Add("case.type", "UNKNOWN_CASE_TYPE", "a case type of the catalogue");
  }
  if (c.parties_size() < 1 || c.parties_size() > kPartiesMax) {
    faults.Add("case.parties", "ONE_TO_THIRTY", "the applicant first");
  } else if (c.parties(0).role() != v1::Party::ROLE_APPLICANT) {
    faults.Add("case.parties[0].role", "NOT_THE_APPLICANT", "the applicant first");
  }
  for (int i = 0; i < c.parties_size(); ++i) {
    CheckParty(c.parties(i), absl::StrCat("case.parties[", i, "]."), faults);
  }
  CheckCode(catalogue, "channel", c.channel(), "case.channel", faults);
  CheckCaseTexts(c, faults);
  if (request.has_occurred_time()) {
    CheckOccurred(request.occurred_time(), now_us, "occurred_time", faults);
  }
}

void CheckParty(const v1::Party& party, const std::string& path, FieldFaults& faults) {
  if (!v1::Party::Role_IsValid(party.role()) || party.role() == v1::Party::ROLE_UNSPECIFIED) {
    faults.Add(path + "role", "REQUIRED", "a part in the case");
  }
  if (party.person().empty() && party.display_name().empty()) {
    faults.Add(path + "person", "REQUIRED", "a registered person, or a name");
  }
  CheckText(party.display_name(), path + "display_name", kLineMax, faults);
  CheckText(party.contact(), path + "contact", kLineMax, faults);
  CheckText(party.note(), path + "note", kTextMax, faults);
  CheckText(party.offence_note(), path + "offence_note", kTextMax, faults);
}

absl::Status CheckPartyKnown(const Call& call, const v1::Party& party,
                             storage::Transaction& transaction) {
  if (party.person().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const storage::Id id, IdFromName("people", party.person(), "party.person"));
  return LoadWritable(call, storage::Kind::kPerson, id, transaction).status();
}

bool IsCaseUpdatable(std::string_view path) {
  return path == "summary" || path == "receipt_number";
}

void AddDraft(const v1::Case& draft, CaseRecord& record) {
  v1::Case& c = *record.mutable_case_();
  v1::Party applicant = draft.parties(0);
  applicant.set_person(c.parties(0).person());
  *c.mutable_parties(0) = std::move(applicant);
  for (int i = 1; i < draft.parties_size(); ++i) *c.add_parties() = draft.parties(i);
  c.set_receipt_number(draft.receipt_number());
  c.set_summary(draft.summary());
}

absl::StatusOr<CaseRecord> WithParty(CaseRecord record, const v1::Party& party, int64_t now_us) {
  RETURN_IF_ERROR(CheckOpen(record));
  if (record.case_().parties_size() >= kPartiesMax) {
    return Precondition("TOO_MANY_PARTIES", "a case has at most thirty parties");
  }
  *record.mutable_case_()->add_parties() = party;
  *record.mutable_case_()->mutable_update_time() = TimestampOf(now_us);
  return record;
}

absl::StatusOr<CaseRecord> WithoutParty(CaseRecord record, int index, int64_t now_us) {
  RETURN_IF_ERROR(CheckOpen(record));
  if (index < 1 || index >= record.case_().parties_size()) {
    return InvalidField("index", "NO_SUCH_PARTY", "the place of a party, the applicant stays");
  }
  record.mutable_case_()->mutable_parties()->DeleteSubrange(index, 1);
  *record.mutable_case_()->mutable_update_time() = TimestampOf(now_us);
  return record;
}

store::v1::NoteRecord NewNote(const std::string& parent, const storage::Id& id,
                              const std::string& text, const std::string& author, int64_t now_us) {
  store::v1::NoteRecord record;
  record.set_case_(parent);
  v1::Note& note = *record.mutable_note();
  note.set_name(absl::StrCat(parent, "/notes/", id.ToString()));
  note.set_author(author);
  *note.mutable_create_time() = TimestampOf(now_us);
  note.set_text(text);
  return record;
}

std::vector<int64_t> StatesFor(v1::Case::State asked) {
  if (asked == v1::Case::STATE_UNSPECIFIED) {
    return {v1::Case::STATE_OPEN, v1::Case::STATE_SUSPENDED};
  }
  return {asked};
}

v1::CaseEvent EventOf(const storage::RecordVersion& version, const v1::Case& stood) {
  v1::CaseEvent event;
  event.set_position(version.entry.position);
  *event.mutable_time() = TimestampOf(version.entry.entry.time_us());
  event.set_actor(
      storage::ResourceName("accounts", storage::Id::FromBytes(version.entry.entry.actor())));
  event.set_method(version.entry.entry.method());
  event.set_stage(stood.stage());
  event.set_etag(stood.etag());
  return event;
}

}  // namespace balcao::services
