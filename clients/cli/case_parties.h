// The parties of a case.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "balcao/v1/cases.pb.h"
#include "clients/cli/command.h"

namespace balcao::cli {

// ROLE:WHO, where WHO names a person (`people/...`) or is a name in words.
absl::StatusOr<v1::Party> ParseParty(absl::string_view text);

// `case add-party` and `case remove-party`.
std::vector<Command> PartyCommands();

}  // namespace balcao::cli
