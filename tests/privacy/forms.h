// Looks for values in bytes, in every form in which they could have been written:
// as they are, in another case, without spaces and signs, in Latin letters, as
// they sound, in base64 and in hexadecimal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace balcao::testing {

class Scan {
 public:
  // A value or a form of it below six characters is not searched: chance would
  // find it.
  explicit Scan(const std::vector<std::string>& values);

  // The forms found, each with `where`.
  std::vector<std::string> Find(std::string_view bytes, const std::string& where) const;
  // In every file under a folder: its bytes, and its name.
  std::vector<std::string> FindInFolder(const std::string& folder) const;

 private:
  void AddForms(const std::string& value);
  void Add(std::vector<std::string>& needles, std::string needle);

  std::vector<std::string> lower_;  // searched in lower-cased bytes
  std::vector<std::string> exact_;
};

std::string ReadWhole(const std::string& path);

}  // namespace balcao::testing
