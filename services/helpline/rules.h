// The rules of a call's record. Pure.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "balcao/store/v1/records.pb.h"
#include "services/catalogue/catalogue.h"
#include "services/common/errors.h"

namespace balcao::services {

inline constexpr int kLegsMax = 8;

// A demand has a language, a topic and an outcome; a call without one (silence,
// abuse, a wrong number) has none of them.
void CheckCall(const v1::Call& call, const Catalogue& catalogue, int64_t now_us,
               FieldFaults& faults);

struct CallFacts {
  std::string name;
  std::string owner;
  std::string logged_by;
  int64_t now_us;
};
v1::Call NewCall(const v1::Call& draft, const CallFacts& facts);

// How a call is counted: as the linked person, or by what the caller told.
store::v1::StatisticalFrame CallFrame(const v1::Call& call, const store::v1::PersonRecord* person,
                                      const absl::CivilDay& day);

}  // namespace balcao::services
