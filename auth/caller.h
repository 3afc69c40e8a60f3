// Who calls: an account that a session stands for.
#pragma once

#include <string>

#include "balcao/v1/access.pb.h"
#include "storage/records/id.h"

namespace balcao::auth {

struct Caller {
  storage::Id account;
  std::string account_name;  // accounts/{uuid}
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::string centre;     // `centres/CNAIM-LIS`; empty for roles that work at none
  std::string institute;  // of a focal point
  storage::Id session;

  bool signed_in() const { return role != v1::ROLE_UNSPECIFIED; }
};

}  // namespace balcao::auth
