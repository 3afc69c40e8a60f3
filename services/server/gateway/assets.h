// The pages of the web client, held in memory as they are sent.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace balcao::server::gateway {

struct Asset {
  std::string bytes;
  std::string gzip;  // empty where it would not be shorter
  std::string type;  // of its content
  std::string etag;
  bool immutable = false;  // its name tells its content
};

class Assets {
 public:
  // Reads every file below a folder; an empty name gives none. FAILED_PRECONDITION when the
  // folder has no index.html.
  static absl::StatusOr<Assets> Load(const std::string& folder);

  // What a path such as `/assets/app-1a2b.js` names, and the index for what is a place in the
  // client (`/cases/7`); null for a file that is not there.
  const Asset* Find(std::string_view path) const;

 private:
  std::map<std::string, Asset, std::less<>> files_;
};

}  // namespace balcao::server::gateway
