// The browser's door: gRPC-Web over HTTP, as a browser and as nobody's friend would use it.
#include "services/server/gateway/gateway.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "services/server/gateway/frame.h"
#include "storage/common/temp_folder.h"
#include "tests/support/http_client.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using server::gateway::DataHead;
using server::gateway::GatewayOptions;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSignIn[] = "/rpc/balcao.v1.Access/CreateSession";
constexpr char kWho[] = "/rpc/balcao.v1.Access/GetSession";
constexpr char kEcho[] = "/rpc/balcao.v1.Access/Echo";

class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest() { std::ofstream(web_.path() + "/index.html") << "<!doctype html><p>pt</p>"; }

  void Open(GatewayOptions options = {}) {
    options.listen = "127.0.0.1:0";
    options.web_folder = web_.path();
    gateway_ = server::gateway::StartGateway(options, house_.SignedOut().channel).value();
  }

  std::string Host() const { return "127.0.0.1:" + std::to_string(gateway_->port()); }

  // A call as the client's transport makes it; `more` are further header lines.
  HttpReply Call(const std::string& path, const google::protobuf::Message& message,
                 const std::string& more = "") {
    const std::string bytes = message.SerializeAsString();
    return Post(path, DataHead(bytes.size()) + bytes,
                "Content-Type: application/grpc-web+proto\r\n" + more);
  }
  HttpReply Post(const std::string& path, const std::string& body, const std::string& headers) {
    HttpConnection connection(gateway_->port());
    connection.Write("POST " + path + " HTTP/1.1\r\nHost: " + Host() + "\r\n" + headers +
                     "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return connection.Read();
  }
  HttpReply Get(const std::string& path, const std::string& headers = "") {
    HttpConnection connection(gateway_->port());
    connection.Write("GET " + path + " HTTP/1.1\r\nHost: " + Host() + "\r\n" + headers + "\r\n");
    return connection.Read();
  }

  HttpReply SignIn(const std::string& login, const std::string& password) {
    v1::CreateSessionRequest request;
    request.set_login(login);
    request.set_password(password);
    return Call(kSignIn, request);
  }
  static std::string CookieOf(const HttpReply& reply) {
    const std::string set = reply.Header("set-cookie");
    return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
  }

  void ExpectWell() {
    v1::EchoRequest request;
    EXPECT_THAT(Call(kEcho, request).body, HasSubstr("grpc-status: "));
  }

  TestHouse house_;
  const TempFolder web_;
  std::unique_ptr<server::gateway::Gateway> gateway_;
};

TEST_F(GatewayTest, TheSessionIsACookieAndItsTokenNeverReachesThePage) {
  Open();
  const HttpReply signed_in = SignIn(kLisbonDesk, kPassword);
  EXPECT_EQ(signed_in.status, 200);
  EXPECT_THAT(signed_in.body, HasSubstr("grpc-status: 0"));
  const std::string set = signed_in.Header("set-cookie");
  EXPECT_THAT(set, HasSubstr("; HttpOnly; SameSite=Strict"));
  const std::string token = set.substr(set.find('=') + 1, set.find(';') - set.find('=') - 1);
  ASSERT_GT(token.size(), 20u);
  EXPECT_THAT(signed_in.body, Not(HasSubstr(token)));

  const std::string cookie = CookieOf(signed_in);
  EXPECT_THAT(Call(kWho, v1::GetSessionRequest(), cookie).body, HasSubstr(kLisbonDesk));
  const HttpReply out =
      Call("/rpc/balcao.v1.Access/DeleteSession", v1::DeleteSessionRequest(), cookie);
  EXPECT_THAT(out.Header("set-cookie"), HasSubstr("Max-Age=0"));
  EXPECT_THAT(Call(kWho, v1::GetSessionRequest(), cookie).body, HasSubstr("grpc-status: 16"));
}

TEST_F(GatewayTest, AWrongPasswordGivesAReasonAndNoCookie) {
  Open();
  const HttpReply refused = SignIn(kLisbonDesk, "another password");
  EXPECT_EQ(refused.status, 200);
  EXPECT_THAT(refused.body, HasSubstr("grpc-status: 16"));
  EXPECT_THAT(refused.body, HasSubstr("grpc-status-details-bin: "));
  EXPECT_EQ(refused.Header("set-cookie"), "");
}

TEST_F(GatewayTest, AnotherSitesPageMayCallNothing) {
  Open();
  const std::string cookie = CookieOf(SignIn(kLisbonDesk, kPassword));
  for (const std::string& from :
       {std::string("Origin: https://other.example\r\n"), std::string("Origin: null\r\n"),
        std::string("Sec-Fetch-Site: cross-site\r\n"), std::string("Sec-Fetch-Site: same-site\r\n"),
        "Origin: http://" + Host() + ".other.example\r\n"}) {
    EXPECT_EQ(Call(kWho, v1::GetSessionRequest(), cookie + from).status, 403) << from;
  }
  EXPECT_EQ(Call(kWho, v1::GetSessionRequest(),
                 cookie + "Origin: http://" + Host() + "\r\nSec-Fetch-Site: same-origin\r\n")
                .status,
            200);
}

TEST_F(GatewayTest, WhatIsNoCallIsRefusedAndTheServerStaysWell) {
  Open();
  const std::string type = "Content-Type: application/grpc-web+proto\r\n";
  EXPECT_EQ(Post(kEcho, "", type).status, 400);
  EXPECT_EQ(Post(kEcho, std::string("\0\0\0\0\5abc", 8), type).status, 400);
  EXPECT_EQ(Post(kEcho, std::string("\1\0\0\0\3abc", 8), type).status, 400);
  EXPECT_EQ(Post(kEcho, DataHead(0), "Content-Type: application/json\r\n").status, 415);
  EXPECT_EQ(Post("/rpc/balcao.v1.Access/Nothing", DataHead(0), type).status, 404);
  EXPECT_EQ(Post("/rpc/", DataHead(0), type).status, 404);
  EXPECT_EQ(Post("/rpc", DataHead(0), type).status, 404);
  EXPECT_EQ(Post("/", DataHead(0), type).status, 405);
  EXPECT_EQ(Get(kEcho).status, 405);
  ExpectWell();
}

TEST_F(GatewayTest, WhatIsTooLargeIsRefusedBeforeItIsThere) {
  Open();
  {
    HttpConnection connection(gateway_->port());
    connection.Write("POST " + std::string(kEcho) + " HTTP/1.1\r\nHost: " + Host() +
                     "\r\nContent-Type: application/grpc-web+proto\r\n"
                     "Content-Length: 4000000000\r\n\r\n");
    EXPECT_EQ(connection.Read().status, 413);
  }
  EXPECT_EQ(Get("/", "X-Long: " + std::string(40'000, 'x') + "\r\n").status, 431);
  {
    HttpConnection connection(gateway_->port());
    connection.Write("\x16\x03\x01 this is not HTTP\r\n\r\n");
    EXPECT_EQ(connection.Read().status, 400);
  }
  ExpectWell();
}

TEST_F(GatewayTest, WhoSendsDropByDropIsNotWaitedFor) {
  GatewayOptions options;
  options.arrive_within = std::chrono::milliseconds(150);
  Open(options);
  HttpConnection silent(gateway_->port());
  HttpConnection slow(gateway_->port());
  for (const char c : std::string("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: aaaaaaaaaaaaaaaa")) {
    slow.Write(std::string(1, c));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(slow.IsClosed());
  EXPECT_TRUE(silent.IsClosed());
  ExpectWell();
}

TEST_F(GatewayTest, ConnectionsHaveACapAndAreGivenBack) {
  GatewayOptions options;
  options.connections_max = 3;
  Open(options);
  {
    HttpConnection first(gateway_->port()), second(gateway_->port()), third(gateway_->port());
    for (HttpConnection* connection : {&first, &second, &third}) {
      connection->Write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      EXPECT_EQ(connection->Read().status, 200);
    }
    EXPECT_TRUE(HttpConnection(gateway_->port()).IsClosed());
  }
  // They end a moment after they were closed on this side.
  for (int i = 0; i < 100 && HttpConnection(gateway_->port()).IsClosed(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ExpectWell();
}

TEST_F(GatewayTest, OneAddressHoldsItsShareOfTheConnectionsAndAnotherIsNotKeptOut) {
  GatewayOptions options;
  options.connections_per_caller_max = 2;
  // As if loopback were the world.
  options.caller_at = [](std::span<const unsigned char> address) {
    return std::string(address.begin(), address.end());
  };
  Open(options);
  const auto is_served = [&](HttpConnection& connection) {
    connection.Write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    return connection.Read().status == 200;
  };
  {
    HttpConnection first(gateway_->port(), "127.0.0.2"), second(gateway_->port(), "127.0.0.2");
    EXPECT_TRUE(is_served(first));
    EXPECT_TRUE(is_served(second));
    EXPECT_TRUE(HttpConnection(gateway_->port(), "127.0.0.2").IsClosed());
    HttpConnection other(gateway_->port(), "127.0.0.3");
    EXPECT_TRUE(is_served(other));
  }
  bool again = false;
  for (int i = 0; i < 100 && !again; ++i) {
    HttpConnection later(gateway_->port(), "127.0.0.2");
    again = is_served(later);
    if (!again) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(again) << "given back when they ended";
}

TEST_F(GatewayTest, AProxyOnThisMachineHoldsAsManyAsItNeeds) {
  GatewayOptions options;
  options.connections_per_caller_max = 1;
  Open(options);
  HttpConnection first(gateway_->port()), second(gateway_->port());
  for (HttpConnection* connection : {&first, &second}) {
    connection->Write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(connection->Read().status, 200);
  }
}

TEST_F(GatewayTest, AConnectionServesManyRequests) {
  Open();
  HttpConnection connection(gateway_->port());
  for (int i = 0; i < 20; ++i) {
    connection.Write("GET /cases/7 HTTP/1.1\r\nHost: x\r\n\r\n");
    const HttpReply page = connection.Read();
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.body, "<!doctype html><p>pt</p>");
  }
}

// Reads a chunked answer until `part` was there `times`.
bool Comes(HttpConnection& connection, const std::string& part, int times) {
  return connection.ReadUntil([&](const std::string& bytes) {
    int found = 0;
    for (size_t at = bytes.find(part); at != std::string::npos; at = bytes.find(part, at + 1)) {
      ++found;
    }
    return found >= times;
  });
}

class WatchTest : public GatewayTest {
 protected:
  WatchTest() {
    Open();
    cookie_ = CookieOf(SignIn(kLisbonDesk, kPassword));
  }

  void Watch(HttpConnection& connection, const std::string& cookie) {
    Stream(connection, cookie, "Intake/WatchVisits", v1::WatchVisitsRequest());
  }
  void WatchCase(HttpConnection& connection, const std::string& cookie, const std::string& name) {
    v1::WatchCaseRequest request;
    request.set_name(name);
    Stream(connection, cookie, "Cases/WatchCase", request);
  }
  void Stream(HttpConnection& connection, const std::string& cookie, const std::string& method,
              const google::protobuf::Message& request) {
    const std::string bytes = request.SerializeAsString();
    const std::string body = DataHead(bytes.size()) + bytes;
    connection.Write("POST /rpc/balcao.v1." + method + " HTTP/1.1\r\nHost: " + Host() +
                     "\r\nContent-Type: application/grpc-web+proto\r\n" + cookie +
                     "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  v1::Visit OpenVisit(const std::string& login, const std::string& ticket = "area: 'legal'") {
    Client& desk = house_.As(login);
    const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit,
                                 NewVisitRequest("Ana", "Lopes", ticket));
    EXPECT_TRUE(visit.ok()) << visit.reason;
    return visit.response;
  }

  // An empty message in a chunk of its own.
  const std::string told_ = "5\r\n" + DataHead(0) + "\r\n";
  std::string cookie_;
};

TEST_F(WatchTest, ADeskIsToldOfItsOwnVisitsAndOfNobodyElses) {
  HttpConnection watch(gateway_->port());
  Watch(watch, cookie_);
  ASSERT_TRUE(Comes(watch, told_, 1)) << "that it watches";
  OpenVisit(kPortoDesk);
  EXPECT_FALSE(Comes(watch, told_, 2));
  OpenVisit(kLisbonDesk);
  EXPECT_TRUE(Comes(watch, told_, 2));
}

TEST_F(WatchTest, WhoMayNotReadVisitsMayNotWatchThem) {
  HttpConnection watch(gateway_->port());
  Watch(watch, "");
  EXPECT_TRUE(Comes(watch, "grpc-status: 16", 1));
  HttpConnection supervisor(gateway_->port());
  Watch(supervisor, CookieOf(SignIn(kSupervisor, kPassword)));
  EXPECT_TRUE(Comes(supervisor, "grpc-status: 7", 1));
}

TEST_F(WatchTest, ACaseIsWatchedByWhoMayReadItAndTellsItsEtagAlone) {
  const std::string name =
      OpenVisit(kLisbonDesk, "case_type: 'legal.visa'").tickets(0).opened_case();
  const auto told = [](const std::string& etag) {
    v1::WatchCaseResponse message;
    message.set_etag(etag);
    return DataHead(message.ByteSizeLong()) + message.SerializeAsString();
  };
  HttpConnection watch(gateway_->port()), porto(gateway_->port());
  WatchCase(watch, cookie_, name);
  ASSERT_TRUE(Comes(watch, told("1"), 1)) << "that it watches";
  WatchCase(porto, CookieOf(SignIn(kPortoDesk, kPassword)), name);
  EXPECT_TRUE(Comes(porto, "grpc-status: 5", 1));
  v1::AdvanceCaseRequest advance;
  advance.set_name(name);
  advance.set_stage("triage");
  advance.set_request_id(NewRequestId());
  Client& colleague = house_.As(kLisbonColleague);
  ASSERT_TRUE(colleague.Call(*colleague.cases, &v1::Cases::Stub::AdvanceCase, advance).ok());
  EXPECT_TRUE(Comes(watch, told("2"), 1));
}

TEST_F(WatchTest, ASessionThatEndsTakesItsStreamsAlong) {
  HttpConnection watch(gateway_->port());
  Watch(watch, cookie_);
  ASSERT_TRUE(Comes(watch, told_, 1));
  Call("/rpc/balcao.v1.Access/DeleteSession", v1::DeleteSessionRequest(), cookie_);
  bool ended = false;
  for (int i = 0; i < 10 && !ended; ++i) ended = Comes(watch, "grpc-status: 16", 1);
  EXPECT_TRUE(ended) << "at the next tick of the watch";
}

TEST_F(WatchTest, ADeadlineIsForwarded) {
  HttpConnection watch(gateway_->port());
  Watch(watch, cookie_ + "grpc-timeout: 300m\r\n");
  EXPECT_TRUE(Comes(watch, "grpc-status: 4", 1));
}

TEST_F(WatchTest, TheDoorClosesWhileSomebodyWatches) {
  HttpConnection watch(gateway_->port());
  Watch(watch, cookie_);
  ASSERT_TRUE(Comes(watch, told_, 1));
  gateway_.reset();
  EXPECT_FALSE(Comes(watch, told_, 2));
  OpenVisit(kLisbonDesk);
}

TEST_F(WatchTest, ABrowserThatGoesAwayLeavesNothingBehind) {
  GatewayOptions options;
  options.connections_max = 4;
  gateway_.reset();
  Open(options);
  for (int i = 0; i < 40; ++i) {
    HttpConnection watch(gateway_->port());
    Watch(watch, cookie_);
    if (!Comes(watch, told_, 1)) {
      // The last ones are about to be given back.
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  OpenVisit(kLisbonDesk);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  ExpectWell();
}

TEST_F(GatewayTest, EveryAnswerForbidsWhatIsNotOurs) {
  Open();
  for (const HttpReply& reply : {Get("/"), Get("/gone.js"), Get(kEcho), SignIn("nobody", "no")}) {
    EXPECT_THAT(reply.Header("content-security-policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(reply.Header("content-security-policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(reply.Header("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.Header("x-frame-options"), "DENY");
    EXPECT_EQ(reply.Header("strict-transport-security"), "") << "only where there is TLS";
  }
}

TEST_F(GatewayTest, APageThatIsKnownIsNotSentAgain) {
  Open();
  const std::string etag = Get("/").Header("etag");
  const HttpReply again = Get("/", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

}  // namespace
}  // namespace balcao::testing
