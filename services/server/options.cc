#include "services/server/options.h"

#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace balcao::server {

std::string UsageText() {
  return R"(balcaod: the server of the support centres for migrants

  balcaod [--data=FOLDER] [--catalogue=FOLDER] [--listen=ADDRESS:PORT]
          [--web-listen=ADDRESS:PORT [--web=FOLDER] [--web-behind-tls]
           [--web-connections-per-address=N]]
          [--tls-certificate=FILE --tls-key=FILE] [--master-key=FILE]
          [--request-log=FILE [--log-requests]] [--calls-per-second=N] [--burst=N]
  balcaod restore --data-backup=FOLDER --vault-backup=FOLDER --master-key=FILE --into=FOLDER
          [--destroyed=FILE]

  --data             where the store lives (var)
  --catalogue        the rules of the house (deploy/catalogue)
  --listen           127.0.0.1:50051; beyond loopback TLS is required
  --web-listen       the browser's door (none); beyond loopback TLS is required
  --web              the built web client (none: calls of browsers alone)
  --web-behind-tls   browsers come by TLS, which ends at a proxy on this machine:
                     cookies are for TLS alone, and browsers are told to come by it
  --web-connections-per-address
                     that one address may hold at the browser's door (512); 0 is no
                     limit; this machine itself is not counted
  --master-key       the key that opens the vault (FOLDER/master.key)
  --request-log      a file that gets a line for each call: when, method, account,
                     status, reason, how long it took (none)
  --log-requests     the line also shows the request: names, numbers and flags as
                     they are, every other field by its name alone
  --calls-per-second of one account, lasting (200); 0 is no limit
  --burst            calls of one account at once (2000)
  --destroyed        the vault.db of the house that is replaced: keys that it destroyed
                     stay destroyed
  --one-transaction-each   no group commit: for measurements
)";
}

absl::StatusOr<Options> ParseOptions(const std::vector<std::string>& arguments) {
  Options options;
  const std::pair<std::string, std::string*> known[] = {
      {"--data=", &options.data_folder},        {"--catalogue=", &options.catalogue_folder},
      {"--listen=", &options.listen},           {"--web-listen=", &options.web_listen},
      {"--web=", &options.web_folder},          {"--tls-certificate=", &options.tls_certificate},
      {"--tls-key=", &options.tls_key},         {"--master-key=", &options.master_key},
      {"--request-log=", &options.request_log},
  };
  const std::pair<std::string, bool*> switches[] = {
      {"--one-transaction-each", &options.one_transaction_each},
      {"--log-requests", &options.log_requests},
      {"--web-behind-tls", &options.web_behind_tls},
  };
  const std::tuple<std::string, int*, int> numbers[] = {
      {"--calls-per-second=", &options.calls_per_second, 0},
      {"--burst=", &options.burst, 1},
      {"--web-connections-per-address=", &options.web_connections_per_address, 0},
  };
  for (const std::string& argument : arguments) {
    bool taken = false;
    for (const auto& [name, value] : switches) {
      if (argument != name) continue;
      *value = taken = true;
    }
    for (const auto& [name, value, least] : numbers) {
      if (!absl::StartsWith(argument, name)) continue;
      taken = absl::SimpleAtoi(argument.substr(name.size()), value) && *value >= least;
      if (!taken) return absl::InvalidArgumentError(absl::StrCat("not a number: ", argument));
    }
    for (const auto& [name, value] : known) {
      if (!absl::StartsWith(argument, name)) continue;
      *value = argument.substr(name.size());
      taken = true;
    }
    if (!taken) return absl::InvalidArgumentError(absl::StrCat("unknown option ", argument));
  }
  if (options.master_key.empty()) options.master_key = options.data_folder + "/master.key";
  if (options.log_requests && options.request_log.empty()) {
    return absl::InvalidArgumentError("--log-requests needs --request-log=FILE");
  }
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return absl::InvalidArgumentError("--tls-certificate and --tls-key go together");
  }
  if (!options.web_folder.empty() && options.web_listen.empty()) {
    return absl::InvalidArgumentError("--web needs --web-listen=ADDRESS:PORT");
  }
  for (const std::string& address : {options.listen, options.web_listen}) {
    if (!options.tls_key.empty() || address.empty() || IsLoopback(address)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(address,
                     " is reached from outside: give --tls-certificate and "
                     "--tls-key, or listen on 127.0.0.1"));
  }
  return options;
}

bool IsLoopback(const std::string& address) {
  return absl::StartsWith(address, "127.") || absl::StartsWith(address, "localhost:") ||
         absl::StartsWith(address, "[::1]:") || absl::StartsWith(address, "unix:");
}

}  // namespace balcao::server
