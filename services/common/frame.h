// How a person is counted at the time of an event.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "balcao/store/v1/records.pb.h"

namespace balcao::services {

// The code of list `age_band` on a day; empty when the year of birth is unknown.
// Without a month or day the person is taken to be born in the middle of what is
// known.
std::string AgeBand(const v1::Date& birth_date, const absl::CivilDay& day);

store::v1::StatisticalFrame FrameOf(const store::v1::PersonRecord& record,
                                    const absl::CivilDay& day);

}  // namespace balcao::services
