#include "clients/cli/duplicates.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "balcao/v1/people.grpc.pb.h"
#include "clients/common/errors.h"
#include "clients/common/table.h"

namespace balcao::cli {

Option ReviewedOption() {
  return {.name = "reviewed",
          .value = "CANDIDATE",
          .help = "A likely duplicate that was looked at and is another person.",
          .repeated = true};
}

absl::Status ExplainDuplicates(Context& context, const absl::Status& refusal,
                               const v1::Person& draft, const std::string& known_person_advice) {
  if (client::ReasonOf(refusal) != "DUPLICATE_CANDIDATES") return refusal;
  v1::FindDuplicatesRequest request;
  *request.mutable_person() = draft;
  const auto found = context.Call(&v1::People::Stub::FindDuplicates, request);
  if (!found.ok()) return refusal;
  if (context.json()) {
    const absl::Status shown = context.ShowJson(*found);
    return shown.ok() ? refusal : shown;
  }
  client::Table table({{"CANDIDATE"}, {"SCORE", true}, {"MATCHED FIELDS"}, {"READABLE"}});
  std::vector<std::string> reviewed;
  for (const v1::DuplicateCandidate& candidate : found->candidates()) {
    table.AddRow({candidate.candidate(), absl::StrFormat("%.1f", candidate.score()),
                  absl::StrJoin(candidate.matched_fields(), ", "),
                  candidate.in_scope() ? "yes" : "no, of another centre"});
    reviewed.push_back(absl::StrCat("--reviewed ", candidate.candidate()));
  }
  context.ShowTable(table);
  context.Note("The person may be registered already. Look with: balcao person show CANDIDATE");
  context.Note(known_person_advice);
  context.Note(absl::StrCat("If it is another person, repeat the command with: ",
                            absl::StrJoin(reviewed, " ")));
  return refusal;
}

}  // namespace balcao::cli
