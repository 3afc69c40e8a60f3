// What is asked for on the command line.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/country/client.h"
#include "clients/country/load.h"
#include "clients/country/plan.h"
#include "clients/country/replay.h"
#include "clients/country/staff.h"

namespace balcao::country {

struct Options {
  // `balcao-country load ...`
  bool is_load = false;
  bool help = false;
  // Compare with the report and the own record at the end.
  bool check = false;
  // Plan and count without a server.
  bool dry_run = false;
  std::string catalogue = "deploy/catalogue";
  std::string claim_token_file;
  // Where the own record goes; empty for nowhere.
  std::string record_file;
  ClientOptions connection;
  HouseKeys keys;
  PlanOptions plan;
  ReplayOptions replay;
  LoadOptions load;
};

// Reads the arguments after the program's name. INVALID_ARGUMENT names what is
// not understood.
absl::StatusOr<Options> ParseOptions(const std::vector<std::string>& arguments);

// How to call the program.
std::string Usage();

}  // namespace balcao::country
