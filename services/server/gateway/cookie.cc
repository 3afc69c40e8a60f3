#include "services/server/gateway/cookie.h"

#include "absl/strings/str_cat.h"
#include "storage/common/text.h"

namespace balcao::server::gateway {
namespace {

constexpr std::string_view kName = "balcao-session";

}  // namespace

std::string_view TokenIn(std::string_view cookie_header) {
  while (!cookie_header.empty()) {
    const size_t end = cookie_header.find(';');
    std::string_view pair = cookie_header.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(kName) && pair.substr(kName.size()).starts_with('=')) {
      return pair.substr(kName.size() + 1);
    }
    if (end == std::string_view::npos) break;
    cookie_header.remove_prefix(end + 1);
  }
  return "";
}

std::string SetToken(std::string_view token, bool secure) {
  return absl::StrCat(AbslView(kName), "=", AbslView(token), "; Path=/; HttpOnly; SameSite=Strict",
                      secure ? "; Secure" : "", token.empty() ? "; Max-Age=0" : "");
}

}  // namespace balcao::server::gateway
