// What the client does when a write is refused with DUPLICATE_CANDIDATES: it
// shows who the person may be, and how to go on.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "balcao/v1/people.pb.h"
#include "clients/cli/context.h"

namespace balcao::cli {

// --reviewed, for the commands that register a person.
Option ReviewedOption();

// Where `refusal` is for likely duplicates of `draft`, prints them with score
// and matched fields, and `known_person_advice` for when it is one of them.
// Returns the refusal in every case.
absl::Status ExplainDuplicates(Context& context, const absl::Status& refusal,
                               const v1::Person& draft, const std::string& known_person_advice);

}  // namespace balcao::cli
