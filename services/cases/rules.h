// The rules of Cases beside the moves of a case: drafts, parties, notes, history.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "balcao/store/v1/records.pb.h"
#include "services/catalogue/catalogue.h"
#include "services/common/errors.h"
#include "services/common/house.h"
#include "storage/ledger/journal.h"

namespace balcao::services {

inline constexpr size_t kReasonMax = 1000;
inline constexpr size_t kNoteTextMax = 10'000;
inline constexpr int kPartiesMax = 30;

void CheckDraft(const v1::CreateCaseRequest& request, const Catalogue& catalogue, int64_t now_us,
                FieldFaults& faults);
void CheckCaseTexts(const v1::Case& c, FieldFaults& faults);
// A part, and a registered person or a name.
void CheckParty(const v1::Party& party, const std::string& path, FieldFaults& faults);
// NOT_FOUND when the party is a registered person whom the caller may not know.
absl::Status CheckPartyKnown(const Call& call, const v1::Party& party,
                             storage::Transaction& transaction);

bool IsCaseUpdatable(std::string_view path);

// Adds what a draft says beyond type and applicant to a case that was just opened.
void AddDraft(const v1::Case& draft, store::v1::CaseRecord& record);

// FAILED_PRECONDITION TOO_MANY_PARTIES.
absl::StatusOr<store::v1::CaseRecord> WithParty(store::v1::CaseRecord record,
                                                const v1::Party& party, int64_t now_us);
// INVALID_ARGUMENT NO_SUCH_PARTY; the applicant, at 0, stays.
absl::StatusOr<store::v1::CaseRecord> WithoutParty(store::v1::CaseRecord record, int index,
                                                   int64_t now_us);

store::v1::NoteRecord NewNote(const std::string& parent, const storage::Id& id,
                              const std::string& text, const std::string& author, int64_t now_us);

// The states a list keeps.
std::vector<int64_t> StatesFor(v1::Case::State asked);

// One act of a case's history, without what it changed: `stood` is the case after it.
v1::CaseEvent EventOf(const storage::RecordVersion& version, const v1::Case& stood);

}  // namespace balcao::services
