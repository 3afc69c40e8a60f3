// The rules of accounts. Pure.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "balcao/store/v1/records.pb.h"
#include "services/catalogue/catalogue.h"
#include "services/common/errors.h"

namespace balcao::services {

void CheckLogin(const std::string& login, const std::string& path, FieldFaults& faults);
void CheckNewPassword(const std::string& password, const std::string& path, FieldFaults& faults);
// A role with the centre or institute it needs, and no other.
void CheckPost(v1::Role role, const std::string& centre, const std::string& institute,
               const Catalogue& catalogue, const std::string& path, FieldFaults& faults);

store::v1::AccountRecord NewAccount(const v1::Account& draft, const std::string& name,
                                    const std::string& password_hash, int64_t now_us);

// How long a login waits after so many failures in a row: 0 for the first five,
// then doubling from a second to a quarter of an hour.
int64_t WaitAfterUs(int failed);

}  // namespace balcao::services
