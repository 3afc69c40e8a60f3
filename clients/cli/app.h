// The program without its process: tests run it with their own host.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/host.h"

namespace balcao::cli {

// Runs a command line, without the name of the program, and returns the exit
// code. Answers go to `host.out`, errors to `host.err`.
int Run(const Host& host, const std::vector<std::string>& arguments);

}  // namespace balcao::cli
