#include "services/common/frame.h"

namespace balcao::services {
namespace {

struct Band {
  int64_t last_age;
  const char* code;
};
constexpr Band kBands[] = {{5, "0-5"},    {15, "6-15"},  {17, "16-17"},
                           {24, "18-24"}, {34, "25-34"}, {44, "35-44"},
                           {54, "45-54"}, {64, "55-64"}, {INT64_MAX, "65+"}};

}  // namespace

std::string AgeBand(const v1::Date& birth_date, const absl::CivilDay& day) {
  if (birth_date.year() == 0) return "";
  const int month = birth_date.month() == 0 ? 7 : birth_date.month();
  const int born = birth_date.day() == 0 ? (birth_date.month() == 0 ? 1 : 15) : birth_date.day();
  int64_t age = day.year() - birth_date.year();
  if (day.month() < month || (day.month() == month && day.day() < born)) --age;
  if (age < 0) return "";
  for (const Band& band : kBands) {
    if (age <= band.last_age) return band.code;
  }
  return "";
}

store::v1::StatisticalFrame FrameOf(const store::v1::PersonRecord& record,
                                    const absl::CivilDay& day) {
  const v1::Person& person = record.person();
  store::v1::StatisticalFrame frame;
  frame.set_person(record.statistical_number());
  frame.set_sex(person.sex());
  frame.set_age_band(AgeBand(person.birth_date(), day));
  if (person.nationalities_size() > 0) frame.set_nationality(person.nationalities(0));
  frame.set_language(person.language());
  frame.set_residence_status(person.residence_status());
  frame.set_subject(person.name());
  return frame;
}

}  // namespace balcao::services
