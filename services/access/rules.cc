#include "services/access/rules.h"

#include <algorithm>

#include "auth/password.h"
#include "services/common/checks.h"
#include "services/common/civil.h"

namespace balcao::services {

void CheckLogin(const std::string& login, const std::string& path, FieldFaults& faults) {
  const bool plain = std::all_of(login.begin(), login.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
  if (!plain || login.size() < 3 || login.size() > 64) {
    faults.Add(path, "NOT_A_LOGIN", "3 to 64 of a-z, 0-9, dot and dash");
  }
}

void CheckNewPassword(const std::string& password, const std::string& path, FieldFaults& faults) {
  if (password.size() < auth::kPasswordLengthMin || password.size() > auth::kPasswordLengthMax) {
    faults.Add(path, "PASSWORD_LENGTH", "12 to 256 characters");
  }
}

void CheckPost(v1::Role role, const std::string& centre, const std::string& institute,
               const Catalogue& catalogue, const std::string& path, FieldFaults& faults) {
  if (!v1::Role_IsValid(role) || role == v1::ROLE_UNSPECIFIED) {
    return faults.Add(path + "role", "REQUIRED", "a role");
  }
  const bool at_centre = role == v1::ROLE_DESK_WORKER || role == v1::ROLE_CENTRE_COORDINATOR ||
                         role == v1::ROLE_HELPLINE_OPERATOR;
  const bool on_line = role == v1::ROLE_HELPLINE_OPERATOR;
  if (at_centre &&
      (catalogue.FindCentre(centre) == nullptr || (centre == kHelplineCentre) != on_line)) {
    faults.Add(path + "centre", "CENTRE_FOR_ROLE", "a centre where the role works");
  }
  if (!at_centre && !centre.empty()) {
    faults.Add(path + "centre", "CENTRE_FOR_ROLE", "the role works at no centre");
  }
  const v1::Institution* institution = catalogue.FindInstitution(institute);
  const bool has_institute = institution != nullptr && institution->kind() == "institute";
  if ((role == v1::ROLE_FOCAL_POINT) != has_institute || (!has_institute && !institute.empty())) {
    faults.Add(path + "institute", "INSTITUTE_FOR_ROLE", "an institute, for a focal point alone");
  }
}

store::v1::AccountRecord NewAccount(const v1::Account& draft, const std::string& name,
                                    const std::string& password_hash, int64_t now_us) {
  store::v1::AccountRecord record;
  v1::Account& account = *record.mutable_account();
  account = draft;
  account.set_name(name);
  account.set_disabled(false);
  *account.mutable_create_time() = TimestampOf(now_us);
  record.set_password_hash(password_hash);
  return record;
}

int64_t WaitAfterUs(int failed) {
  constexpr int kFree = 5;
  constexpr int64_t kSecondUs = 1'000'000;
  constexpr int64_t kWaitMaxUs = 15 * 60 * kSecondUs;
  if (failed < kFree) return 0;
  return std::min(kWaitMaxUs, kSecondUs << std::min(failed - kFree, 20));
}

}  // namespace balcao::services
