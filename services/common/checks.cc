#include "services/common/checks.h"

#include "services/common/civil.h"

namespace balcao::services {
namespace {

constexpr int64_t kAheadMaxUs = 5 * 60 * 1'000'000LL;
constexpr int64_t k1990Us = 631'152'000LL * 1'000'000LL;

bool IsControl(unsigned char c) {
  return c == 0x7f || (c < 0x20 && c != '\n' && c != '\r' && c != '\t');
}

}  // namespace

void CheckText(std::string_view value, FieldPath path, size_t max, FieldFaults& faults) {
  size_t characters = 0;
  for (const char c : value) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (IsControl(byte)) return faults.Add(path, "CONTROL_CHARACTER", "plain text");
    if ((byte & 0xc0) != 0x80) ++characters;
  }
  if (characters > max) faults.Add(path, "TOO_LONG", "at most " + std::to_string(max));
}

void CheckRequired(bool present, FieldPath path, FieldFaults& faults) {
  if (!present) faults.Add(path, "REQUIRED", "must be given");
}

void CheckCode(const Catalogue& catalogue, std::string_view list, std::string_view code,
               FieldPath path, FieldFaults& faults) {
  if (code.empty() || catalogue.HasCode(list, code)) return;
  faults.Add(path, "UNKNOWN_CODE", "a code of the list " + std::string(list));
}

void CheckLanguage(const Catalogue& catalogue, std::string_view tag, FieldPath path,
                   FieldFaults& faults) {
  if (tag.empty() || catalogue.FindLanguage(tag) != nullptr) return;
  faults.Add(path, "UNKNOWN_LANGUAGE", "a language of the catalogue");
}

void CheckDate(const v1::Date& date, FieldPath path, FieldFaults& faults) {
  if (!IsDate(date)) faults.Add(path, "NOT_A_DATE", "a year, with month and day where known");
}

void CheckOccurred(const google::protobuf::Timestamp& time, int64_t now_us, FieldPath path,
                   FieldFaults& faults) {
  if (time.nanos() < 0 || time.nanos() > 999'999'999 || time.seconds() < k1990Us / 1'000'000) {
    return faults.Add(path, "NOT_A_TIME", "a time from 1990 on");
  }
  if (time.seconds() > (now_us + kAheadMaxUs) / 1'000'000) {
    faults.Add(path, "IN_THE_FUTURE", "not in the future");
  }
}

void CheckLegalBasis(const v1::LegalBasis& basis, const Catalogue& catalogue,
                     const std::string& path, FieldFaults& faults) {
  if (!v1::LegalBasis::Ground_IsValid(basis.ground()) ||
      basis.ground() == v1::LegalBasis::GROUND_UNSPECIFIED) {
    faults.Add({path, ".ground"}, "LEGAL_BASIS_REQUIRED", "a ground of GDPR art. 6(1)");
  }
  if (basis.notice_version().empty()) {
    faults.Add({path, ".notice_version"}, "PRIVACY_NOTICE_REQUIRED", "the notice that was given");
  }
  CheckText(basis.notice_version(), {path, ".notice_version"}, 64, faults);
  CheckLanguage(catalogue, basis.notice_language(), {path, ".notice_language"}, faults);
  CheckText(basis.consent_purpose(), {path, ".consent_purpose"}, 500, faults);
  const bool consent = basis.ground() == v1::LegalBasis::GROUND_CONSENT;
  if (consent != !basis.consent_purpose().empty()) {
    faults.Add({path, ".consent_purpose"}, "CONSENT_PURPOSE",
               "the purpose of a consent, and of nothing else");
  }
}

}  // namespace balcao::services
