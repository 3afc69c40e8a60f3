// What the server is told on its command line. Anything unknown refuses to start.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace balcao::server {

struct Options {
  std::string data_folder = "var";
  std::string catalogue_folder = "deploy/catalogue";
  std::string listen = "127.0.0.1:50051";
  std::string web_listen;                 // for browsers; empty is none
  std::string web_folder;                 // the built web client; empty serves calls alone
  bool web_behind_tls = false;            // browsers come by TLS, which ends at a proxy
  int web_connections_per_address = 512;  // that browsers at one address hold; 0 is no limit
  std::string tls_certificate;            // PEM; required unless bound to loopback
  std::string tls_key;                    // PEM
  std::string master_key;                 // a file; empty is <data>/master.key
  std::string request_log;                // a file; empty is none
  bool log_requests = false;              // what may be shown of each request, too
  int calls_per_second = 200;             // of one account, lasting; 0 is no limit
  int burst = 2000;                       // calls of one account at once
  bool one_transaction_each = false;      // for the bench: no group commit
};

std::string UsageText();

// INVALID_ARGUMENT with what is wrong.
absl::StatusOr<Options> ParseOptions(const std::vector<std::string>& arguments);

// Says whether an address such as `127.0.0.1:50051` is reached from this machine
// alone.
bool IsLoopback(const std::string& address);

}  // namespace balcao::server
