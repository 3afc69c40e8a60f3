// The people who work in the synthetic country, with their accounts: one at each
// desk, coordinators at the national centres, operators on the line, a
// supervisor, a focal point for each institute, and the administrator. All have
// the same password, which is for demonstration only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "balcao/v1/access.pb.h"
#include "clients/country/client.h"
#include "clients/country/world.h"

namespace balcao::country {

inline constexpr char kDemoPassword[] = "balcao-demo-2020";

struct Worker {
  v1::Account account;
  // Set by signing in.
  std::string token;
};

struct Staff {
  Worker administrator;
  // By the places of World.centres.
  std::vector<Worker> desks;
  std::vector<Worker> coordinators;
  std::vector<Worker> operators;
  Worker supervisor;
  // By institute.
  std::map<std::string, Worker> focal_points;

  // How many accounts there are.
  size_t size() const {
    return 2 + desks.size() + coordinators.size() + operators.size() + focal_points.size();
  }
};

struct HouseKeys {
  // The one-time token of an empty house; empty when the house has its
  // administrator already.
  std::string claim_token;
  std::string administrator = "admin";
  std::string password = kDemoPassword;
  uint64_t seed = 1;
};

// Makes the login of a role at a place: `desk.cnaim-lis`.
std::string LoginOf(absl::string_view role, absl::string_view place);

// Claims the house with the token, or signs in as the administrator.
absl::StatusOr<Worker> EnterHouse(Client& client, const HouseKeys& keys);

// Asks the server for centres, case types, areas and languages.
absl::Status FetchWorld(Client& client, const std::string& token, World& world);

// Makes the accounts that are not there yet, and signs everybody in. Repeatable.
absl::StatusOr<Staff> HireStaff(Client& client, const HouseKeys& keys, const World& world,
                                const std::vector<std::string>& institutes,
                                const Worker& administrator);

// Signs one account in.
Task<absl::Status> SignIn(Client& client, const std::string& password, Worker& worker);

}  // namespace balcao::country
