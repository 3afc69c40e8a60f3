// The browser's door with TLS, as the process that is deployed has it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "balcao/v1/access.pb.h"
#include "services/server/gateway/frame.h"
#include "services/server/options.h"
#include "tests/support/server_process.h"
#include "tests/support/test_house.h"
#include "tests/support/tls_client.h"

namespace balcao::testing {
namespace {

using server::gateway::DataHead;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kWho[] = "/rpc/balcao.v1.Access/GetSession";
constexpr char kPage[] = "<!doctype html><p>pt</p>";

class TlsTest : public ::testing::Test {
 protected:
  void Open(const std::vector<std::string>& more) {
    std::filesystem::create_directory(File("web"));
    Put("web/index.html", kPage);
    std::vector<std::string> options = {"--web-listen=127.0.0.1:0", "--web=" + File("web")};
    options.insert(options.end(), more.begin(), more.end());
    ASSERT_TRUE(server_.Start(options)) << server_.Printed();
    const std::string printed = server_.Printed();
    const std::string before = "//127.0.0.1:";
    ASSERT_THAT(printed, HasSubstr(before));
    port_ = std::stoi(printed.substr(printed.find(before) + before.size()));
  }
  void OpenWithTls() {
    Put("server.pem", made_.certificate);
    Put("server.key", made_.key);
    Open({"--tls-certificate=" + File("server.pem"), "--tls-key=" + File("server.key")});
  }

  std::string File(const std::string& name) const { return server_.folder() + "/" + name; }
  void Put(const std::string& name, const std::string& text) const {
    std::ofstream(File(name)) << text;
  }

  std::string Head(const std::string& first, const std::string& more = "") const {
    return first + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n" + more;
  }
  std::string CallText(const std::string& path, const google::protobuf::Message& message,
                       const std::string& more = "") const {
    const std::string bytes = message.SerializeAsString();
    const std::string body = DataHead(bytes.size()) + bytes;
    return Head("POST " + path, more +
                                    "Content-Type: application/grpc-web+proto\r\nContent-Length: " +
                                    std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  // Makes the house's first account, which signs in at once.
  std::string ClaimText() const {
    v1::ClaimHouseRequest claim;
    claim.set_token(server_.ClaimToken());
    claim.set_login("ana");
    claim.set_password(kPassword);
    return CallText("/rpc/balcao.v1.Access/ClaimHouse", claim);
  }

  void ExpectWell() {
    TlsConnection page(port_, made_);
    ASSERT_TRUE(page.is_open());
    page.Write(Head("GET /", "\r\n"));
    EXPECT_EQ(page.Read().body, kPage);
  }

  const Certificate made_ = MakeCertificate();
  ServerProcess server_{BALCAO_BIN};
  int port_ = 0;
};

TEST_F(TlsTest, ABrowserIsServedAndSignedInOverTls) {
  OpenWithTls();
  TlsConnection browser(port_, made_);
  ASSERT_TRUE(browser.is_open());
  EXPECT_EQ(browser.version(), TLS1_3_VERSION);
  browser.Write(Head("GET /", "\r\n"));
  const HttpReply page = browser.Read();
  EXPECT_EQ(page.body, kPage);
  EXPECT_EQ(page.Header("strict-transport-security"), "max-age=31536000");

  browser.Write(ClaimText());
  const HttpReply claimed = browser.Read();
  EXPECT_THAT(claimed.body, HasSubstr("grpc-status: 0"));
  EXPECT_EQ(claimed.Header("strict-transport-security"), "max-age=31536000");
  const std::string set = claimed.Header("set-cookie");
  EXPECT_THAT(set, HasSubstr("; HttpOnly; SameSite=Strict; Secure"));

  const std::string cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
  browser.Write(CallText(kWho, v1::GetSessionRequest(), cookie));
  EXPECT_THAT(browser.Read().body, HasSubstr("ana"));
  browser.Write(
      CallText("/rpc/balcao.v1.Access/DeleteSession", v1::DeleteSessionRequest(), cookie));
  EXPECT_THAT(browser.Read().Header("set-cookie"), HasSubstr("; Secure; Max-Age=0"));
}

TEST_F(TlsTest, WhatIsOlderThanTls12IsRefused) {
  OpenWithTls();
  for (const int old : {TLS1_VERSION, TLS1_1_VERSION}) {
    EXPECT_FALSE(TlsConnection(port_, made_, old, old).is_open()) << old;
  }
  TlsConnection oldest(port_, made_, TLS1_VERSION, TLS1_2_VERSION);
  EXPECT_TRUE(oldest.is_open());
  EXPECT_EQ(oldest.version(), TLS1_2_VERSION);
}

TEST_F(TlsTest, AnotherCertificateIsNotTakenForThisOne) {
  OpenWithTls();
  EXPECT_FALSE(TlsConnection(port_, MakeCertificate()).is_open());
  ExpectWell();
}

TEST_F(TlsTest, PlainHttpAndRubbishAreClosedWithoutAPage) {
  OpenWithTls();
  const std::string rubbish[] = {
      Head("GET /", "\r\n"),
      std::string(5000, '\0'),
      std::string("\x16\x03\x01\x40\x00", 5) + std::string(0x4000, 'x'),
      std::string("\x16\x03\x01\xff\xff\x01", 6) + std::string(70000, '\xff'),
  };
  for (const std::string& bytes : rubbish) {
    HttpConnection plain(port_);
    plain.Write(bytes);
    EXPECT_TRUE(plain.ReadUntil([](const std::string& got) { return !got.empty(); }) ||
                plain.IsClosed());
    EXPECT_FALSE(plain.ReadUntil([](const std::string& got) {
      return got.find("HTTP/") != std::string::npos || got.size() > 7;  // an alert is 7 bytes
    }));
    EXPECT_TRUE(plain.IsClosed());
  }
  ExpectWell();
}

TEST_F(TlsTest, RubbishInsideAConnectionEndsThatConnectionAlone) {
  OpenWithTls();
  TlsConnection browser(port_, made_);
  browser.Write("\x01\x02 nothing that is HTTP\r\n\r\n");
  EXPECT_EQ(browser.Read().status, 400);
  ExpectWell();
}

TEST_F(TlsTest, ASecondHandshakeInTheMiddleIsRefused) {
  OpenWithTls();
  TlsConnection browser(port_, made_, TLS1_2_VERSION, TLS1_2_VERSION);
  ASSERT_TRUE(browser.is_open());
  EXPECT_FALSE(browser.Renegotiate());
  ExpectWell();
}

TEST_F(TlsTest, BehindAProxyThatEndsTlsTheCookieIsForTlsAlone) {
  Open({"--web-behind-tls"});
  EXPECT_THAT(server_.Printed(), ContainsRegex("http://127.0.0.1:[1-9]"));
  HttpConnection proxy(port_);
  proxy.Write(ClaimText());
  const HttpReply claimed = proxy.Read();
  EXPECT_THAT(claimed.Header("set-cookie"), HasSubstr("; Secure"));
  EXPECT_EQ(claimed.Header("strict-transport-security"), "max-age=31536000");
}

TEST_F(TlsTest, WithoutTlsAnywhereACookieIsForAnyConnection) {
  Open({});
  HttpConnection browser(port_);
  browser.Write(ClaimText());
  const HttpReply claimed = browser.Read();
  EXPECT_THAT(claimed.Header("set-cookie"), HasSubstr("HttpOnly"));
  EXPECT_THAT(claimed.Header("set-cookie"), Not(HasSubstr("Secure")));
}

TEST(WebOptions, TheDoorsLimitsAreRead) {
  const auto options = server::ParseOptions(
      {"--web-listen=127.0.0.1:0", "--web-behind-tls", "--web-connections-per-address=7"});
  ASSERT_TRUE(options.ok());
  EXPECT_TRUE(options->web_behind_tls);
  EXPECT_EQ(options->web_connections_per_address, 7);
  EXPECT_EQ(server::ParseOptions({})->web_connections_per_address, 512);
  EXPECT_FALSE(server::ParseOptions({"--web-connections-per-address=-1"}).ok());
}

}  // namespace
}  // namespace balcao::testing
