// Where `balcao login` keeps its tokens: one line for each server, so that a
// token is never sent to another server than the one that gave it. The file has
// mode 0600; one that others may read is refused, as by ssh.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/host.h"

namespace balcao::cli {

class SessionFile {
 public:
  explicit SessionFile(std::string path) : path_(std::move(path)) {}

  // ${XDG_CONFIG_HOME:-~/.config}/balcao/session. FAILED_PRECONDITION without a
  // home.
  static absl::StatusOr<SessionFile> Find(const Host& host);

  // The token of a server; empty when there is none. PERMISSION_DENIED when
  // others may read the file.
  absl::StatusOr<std::string> Token(absl::string_view server) const;

  // Sets the token of a server, or forgets it when empty. The file is replaced
  // as a whole.
  absl::Status SetToken(absl::string_view server, absl::string_view token) const;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace balcao::cli
