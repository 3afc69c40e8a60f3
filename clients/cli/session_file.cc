#include "clients/cli/session_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/common/status_macros.h"

namespace balcao::cli {
namespace {

using Tokens = std::map<std::string, std::string, std::less<>>;

absl::StatusOr<Tokens> ReadTokens(const std::string& path) {
  struct stat info = {};
  if (stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return Tokens();
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot look at ", path));
  }
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return absl::PermissionDeniedError(
        absl::StrCat("others may read ", path, "; run: chmod 600 ", path));
  }
  std::ifstream file(path);
  Tokens tokens;
  for (std::string line; std::getline(file, line);) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(line, absl::MaxSplits('\t', 1));
    if (!parts.first.empty() && !parts.second.empty()) tokens.insert(parts);
  }
  return tokens;
}

absl::Status WriteAll(int descriptor, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0) return absl::ErrnoToStatus(errno, "cannot write the session file");
    text.remove_prefix(written);
  }
  return absl::OkStatus();
}

// Writes beside the file and moves into place, never readable by others.
absl::Status ReplaceFile(const std::string& path, absl::string_view text) {
  std::string scratch = path + ".XXXXXX";
  const int descriptor = mkostemp(scratch.data(), O_CLOEXEC);
  if (descriptor < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot write ", path));
  const absl::Cleanup close_file = [descriptor] { close(descriptor); };
  absl::Status written = WriteAll(descriptor, text);
  if (written.ok() && rename(scratch.c_str(), path.c_str()) != 0) {
    written = absl::ErrnoToStatus(errno, absl::StrCat("cannot write ", path));
  }
  if (!written.ok()) unlink(scratch.c_str());
  return written;
}

}  // namespace

absl::StatusOr<SessionFile> SessionFile::Find(const Host& host) {
  if (const auto config = host.variable("XDG_CONFIG_HOME")) {
    return SessionFile(absl::StrCat(*config, "/balcao/session"));
  }
  if (const auto home = host.variable("HOME")) {
    return SessionFile(absl::StrCat(*home, "/.config/balcao/session"));
  }
  return absl::FailedPreconditionError("neither $XDG_CONFIG_HOME nor $HOME is set");
}

absl::StatusOr<std::string> SessionFile::Token(absl::string_view server) const {
  ASSIGN_OR_RETURN(const Tokens tokens, ReadTokens(path_));
  const auto found = tokens.find(server);
  return found == tokens.end() ? std::string() : found->second;
}

absl::Status SessionFile::SetToken(absl::string_view server, absl::string_view token) const {
  ASSIGN_OR_RETURN(Tokens tokens, ReadTokens(path_));
  if (token.empty()) {
    tokens.erase(std::string(server));
  } else {
    tokens[std::string(server)] = std::string(token);
  }
  const std::filesystem::path folder = std::filesystem::path(path_).parent_path();
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  if (error) return absl::UnknownError(absl::StrCat(folder.string(), ": ", error.message()));
  std::string text;
  for (const auto& [known, kept] : tokens) absl::StrAppend(&text, known, "\t", kept, "\n");
  return ReplaceFile(path_, text);
}

}  // namespace balcao::cli
