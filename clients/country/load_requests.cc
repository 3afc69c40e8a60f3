#include "clients/country/load_requests.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "clients/country/identity.h"

namespace balcao::country {
namespace {

constexpr size_t kEchoBytes = 200;

}  // namespace

std::string MadeUpName(uint64_t number, int syllables) {
  constexpr absl::string_view kConsonants = "bdfgklmnprst";
  std::string name;
  size_t last = number % kConsonants.size();
  number /= kConsonants.size();
  for (int i = 0; i < syllables; ++i) {
    name += {kConsonants[last], 'a'};
    // Never the same consonant twice in a row: that would sound like one.
    last = (last + 1 + number % (kConsonants.size() - 1)) % kConsonants.size();
    number /= kConsonants.size() - 1;
  }
  name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
  return name;
}

LoadRequests::LoadRequests(uint64_t seed)
    : random_(MixBits(static_cast<uint64_t>(absl::GetCurrentTimeNanos())) ^ MixBits(seed)) {
  serial_ = random_.Next() >> 24;
  echo_.set_payload(std::string(kEchoBytes, 'x'));
}

v1::OpenVisitRequest LoadRequests::OpenVisit(int matters) {
  const uint64_t serial = ++serial_;
  v1::OpenVisitRequest request;
  v1::Person& person = *request.mutable_new_person();
  person.set_given_name(MadeUpName(serial, 6));
  person.set_family_name(MadeUpName(serial * 7, 7));
  v1::Date& birth = *person.mutable_birth_date();
  birth.set_year(1950 + static_cast<int>(random_.Below(55)));
  birth.set_month(1 + static_cast<int>(random_.Below(12)));
  birth.set_day(1 + static_cast<int>(random_.Below(28)));
  person.set_sex(serial % 2 == 0 ? "1" : "2");
  person.add_nationalities("BR");
  person.set_language("pt");
  person.set_residence_status("TR");
  v1::IdentityDocument& document = *person.add_documents();
  document.set_type("passport");
  document.set_number(absl::StrFormat("LD%013d", serial));
  document.set_country("BR");
  person.add_phones(absl::StrFormat("+35191%07d", serial % 10000000));
  *person.mutable_legal_basis() = PublicTask("pt");
  v1::Visit& visit = *request.mutable_visit();
  visit.set_channel("desk");
  visit.set_language("pt");
  visit.add_tickets()->set_case_type("legal.permit_renewal");
  for (int i = 1; i < matters; ++i) visit.add_tickets()->set_area("legal");
  *visit.mutable_legal_basis() = PublicTask("pt");
  request.set_request_id(NewId());
  return request;
}

v1::LogCallRequest LoadRequests::LogCall() {
  v1::LogCallRequest request;
  v1::Call& call = *request.mutable_call();
  call.set_direction(v1::Call::DIRECTION_INBOUND);
  call.set_kind(v1::Call::KIND_DATA);
  call.set_channel("phone");
  call.set_number(absl::StrFormat("+35193%07d", random_.Below(10000000)));
  call.set_language("pt");
  call.set_topic("stay_docs");
  call.set_outcome("answered");
  call.mutable_duration()->set_seconds(random_.Between(30, 900));
  call.set_note("Pede informação sobre a renovação do título.");
  request.set_request_id(NewId());
  return request;
}

v1::GetCaseRequest LoadRequests::GetCase() {
  v1::GetCaseRequest request;
  if (!cases_.empty()) request.set_name(cases_[random_.Below(cases_.size())]);
  return request;
}

std::string LoadRequests::NewId() {
  const uint64_t millis = static_cast<uint64_t>(absl::GetCurrentTimeNanos() / 1000000);
  const uint64_t high = random_.Next(), low = random_.Next();
  return absl::StrFormat("%08x-%04x-7%03x-%04x-%012x", millis >> 16, millis & 0xffff, high & 0xfff,
                         0x8000 | (high >> 50), low & 0xffffffffffffu);
}

}  // namespace balcao::country
