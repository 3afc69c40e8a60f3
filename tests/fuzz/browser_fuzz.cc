// What a browser, or whoever plays one, sends: frames, the cookie header, timeouts.
#include "services/server/gateway/cookie.h"
#include "services/server/gateway/frame.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

namespace gateway = server::gateway;

void CheckFrame(const std::string& body) {
  const auto message = gateway::MessageOf(body);
  if (message.ok()) {
    BALCAO_REQUIRE(gateway::DataHead(message->size()) + std::string(*message) == body);
  }
  BALCAO_REQUIRE(gateway::MessageOf(gateway::DataHead(body.size()) + body).value() == body);
}

// Nothing that a status says may end its line, or the frame.
void CheckTrailers(const std::string& text) {
  const std::string frame = gateway::TrailerFrame(3, text, text);
  size_t lines = 0;
  for (size_t at = gateway::kFrameHeaderBytes; at < frame.size(); ++at) {
    const bool ends = frame[at] == '\n';
    BALCAO_REQUIRE(ends || frame[at] == '\r' || (frame[at] >= ' ' && frame[at] <= '~'));
    lines += ends ? 1 : 0;
  }
  BALCAO_REQUIRE(lines == (text.empty() ? 1 : 3));
}

void CheckCookie(const std::string& header) {
  const std::string_view token = gateway::TokenIn(header);
  BALCAO_REQUIRE(token.find(';') == std::string_view::npos);
  if (token.empty()) return;
  BALCAO_REQUIRE(gateway::TokenIn(gateway::SetToken(token, true)) == token);
}

void CheckTimeout(const std::string& text) {
  const auto timeout = gateway::ParseTimeout(text);
  if (timeout.has_value()) BALCAO_REQUIRE(timeout->count() >= 0);
}

}  // namespace

std::vector<std::string> Seeds() {
  return {gateway::DataHead(3) + "abc",
          gateway::DataHead(0),
          gateway::TrailerFrame(5, "não", "x"),
          "theme=dark; balcao-session=abc; x=y",
          "balcao-session=",
          "1500m",
          "99999999H",
          "0n"};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  balcao::fuzz::CheckFrame(text);
  balcao::fuzz::CheckTrailers(text);
  balcao::fuzz::CheckCookie(text);
  balcao::fuzz::CheckTimeout(text);
  return 0;
}
