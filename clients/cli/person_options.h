// The options that describe a person, shared by `visit open` and `person ...`.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "balcao/v1/people.pb.h"
#include "clients/cli/arguments.h"
#include "clients/cli/command.h"

namespace balcao::cli {

// --given-name, --birth-date, --document, ...
std::vector<Option> PersonOptions();

// --notice, --ground, ...: the ground and the notice. `required` as at an intake.
std::vector<Option> LegalBasisOptions(bool required);

// A person as described, and the contract's names of the fields that were given.
struct DescribedPerson {
  v1::Person person;
  std::vector<std::string> fields;
};
absl::StatusOr<DescribedPerson> ReadPerson(const Values& values);

// Whether any option that describes a person was given.
bool DescribesPerson(const Values& values);

// The ground and the notice, in the language of --notice-language or --language.
absl::StatusOr<v1::LegalBasis> ReadLegalBasis(const Values& values);

}  // namespace balcao::cli
