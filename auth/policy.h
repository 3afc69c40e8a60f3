// What a caller may do. One policy decides for get, list, search, write and
// error text; deny is the default.
//
// A record that the caller may not know of answers NOT_FOUND, like one that is
// not there (AIP-211).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "auth/caller.h"
#include "balcao/v1/common.pb.h"
#include "balcao/v1/privacy.pb.h"
#include "storage/records/kinds.h"

namespace balcao::auth {

// The part of a kind of record that a caller may reach, for a WHERE clause.
struct Scope {
  enum class Reach { kNothing, kOwner, kNation } reach = Reach::kNothing;
  std::string owner;  // with kOwner
};

class Policy {
 public:
  // UNAUTHENTICATED without a session, PERMISSION_DENIED when the role has no
  // part in the method, INTERNAL when the policy does not know the method.
  static absl::Status CheckMethod(const Caller& caller, std::string_view method);
  // Says that a method is open to callers who did not sign in.
  static bool IsOpen(std::string_view method);
  // The methods that the policy knows, as `People/GetPerson`.
  static std::vector<std::string_view> Methods();

  static Scope ReadScope(const Caller& caller, storage::Kind kind);
  static Scope WriteScope(const Caller& caller, storage::Kind kind);

  // Whether the caller may know of a record that stands there.
  static bool MayRead(const Caller& caller, storage::Kind kind, const v1::Placement& placement);
  static bool MayWrite(const Caller& caller, storage::Kind kind, const v1::Placement& placement);

  // Whether the caller sees fields of a class in a resource of the contract, by
  // its message name: `Person`.
  static bool Sees(const Caller& caller, std::string_view resource, v1::DataClass data_class);
  // Whether the caller sees every class in every resource: nothing to redact.
  static bool SeesEverything(const Caller& caller);
};

}  // namespace balcao::auth
