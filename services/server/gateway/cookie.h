// The session in a browser: a cookie that no script can read.
#pragma once

#include <string>
#include <string_view>

namespace balcao::server::gateway {

// The token in a Cookie header (RFC 6265, section 5.4); empty when it has none.
std::string_view TokenIn(std::string_view cookie_header);

// The value of Set-Cookie that gives the browser a token; an empty one takes it back.
// `secure` says that the browser came by TLS. The cookie ends with the browser's session; the
// token ends by itself.
std::string SetToken(std::string_view token, bool secure);

}  // namespace balcao::server::gateway
