#include <string>
#include <vector>

#include "clients/cli/app.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return balcao::cli::Run(balcao::cli::ProcessHost(), arguments);
}
