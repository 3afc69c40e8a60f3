// The completion script, from the table of commands.
#pragma once

#include <string>

namespace balcao::cli {

// For bash: commands, options, the words they may be, and the methods of
// `call-rpc`. Load with: source <(balcao completion bash)
std::string BashCompletion();

}  // namespace balcao::cli
