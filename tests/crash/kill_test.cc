// The server is killed at random moments under load. After each: every answered
// write is there once, no half write is, the chain verifies, and the facts equal
// their replay (P1, P2, P4, P10).
//
// BALCAO_KILLS says how often (10), BALCAO_SEED from which seed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "tests/support/server_process.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::IsEmpty;

// A request that was sent, and its reply when one came.
struct Sent {
  v1::OpenVisitRequest visit;
  v1::LogCallRequest call;
  bool is_call = false;
  bool answered = false;
  std::string reply;
};

class Kill : public ::testing::Test {
 protected:
  void Staff() {
    Client nobody(server_.Connect(), "");
    v1::ClaimHouseRequest claim;
    claim.set_token(server_.ClaimToken());
    claim.set_login("admin");
    claim.set_password(kPassword);
    admin_ = nobody.Call(*nobody.access, &v1::Access::Stub::ClaimHouse, claim)->token();
    desk_ = Hire("desk", v1::ROLE_DESK_WORKER, "centres/CNAIM-LIS");
    line_ = Hire("linha", v1::ROLE_HELPLINE_OPERATOR, "centres/HELPLINE");
  }

  std::string Hire(const std::string& login, v1::Role role, const std::string& centre) {
    Client admin(server_.Connect(), admin_);
    v1::CreateAccountRequest request;
    request.mutable_account()->set_login(login);
    request.mutable_account()->set_role(role);
    request.mutable_account()->set_centre(centre);
    request.set_password(kPassword);
    request.set_request_id(NewRequestId());
    EXPECT_TRUE(admin.Call(*admin.access, &v1::Access::Stub::CreateAccount, request).ok());
    v1::CreateSessionRequest session;
    session.set_login(login);
    session.set_password(kPassword);
    return admin.Call(*admin.access, &v1::Access::Stub::CreateSession, session)->token();
  }

  static Sent MakeRequest(int number) {
    Sent sent;
    sent.is_call = number % 3 == 2;
    sent.visit = NewVisitRequest("Nome" + std::to_string(number), "Apelido",
                                 R"pb(case_type: "legal.permit_renewal")pb");
    sent.call = FromText<v1::LogCallRequest>(R"pb(
      call {
        direction: DIRECTION_INBOUND
        kind: KIND_DATA
        channel: "phone"
        language: "pt"
        topic: "social"
        outcome: "answered"
        number: "912345678"
      })pb");
    sent.call.set_request_id(NewRequestId());
    return sent;
  }

  // Sends a request; the reply, or nothing when the server is gone.
  static void Send(Client& desk, Client& line, Sent& sent) {
    if (sent.is_call) {
      const auto call = line.Call(*line.helpline, &v1::Helpline::Stub::LogCall, sent.call);
      sent.answered = call.ok();
      sent.reply = call->SerializeAsString();
    } else {
      const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit, sent.visit);
      sent.answered = visit.ok();
      sent.reply = visit->SerializeAsString();
    }
  }

  // Loads the server from four threads until it is killed.
  std::vector<Sent> LoadUntilKilled(int alive_ms) {
    std::vector<std::vector<Sent>> by_thread(4);
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (size_t t = 0; t < by_thread.size(); ++t) {
      threads.emplace_back([&, t] {
        Client desk(server_.Connect(), desk_);
        Client line(desk.channel, line_);
        while (!stop) {
          by_thread[t].push_back(MakeRequest(static_cast<int>(number_++)));
          Send(desk, line, by_thread[t].back());
          if (!by_thread[t].back().answered) return;
        }
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(alive_ms));
    server_.Kill();
    stop = true;
    for (std::thread& thread : threads) thread.join();
    std::vector<Sent> all;
    for (auto& sent : by_thread) all.insert(all.end(), sent.begin(), sent.end());
    return all;
  }

  // Repeats every request: an answered one gives the same reply and adds nothing,
  // any other gives one effect.
  void CheckAll(std::vector<Sent>& sent) {
    Client desk(server_.Connect(), desk_);
    Client line(desk.channel, line_);
    for (Sent& one : sent) {
      Sent again = one;
      Send(desk, line, again);
      ASSERT_TRUE(again.answered) << "after the restart every request is served";
      if (one.answered) {
        EXPECT_EQ(again.reply, one.reply);
      }
    }
    Client admin(desk.channel, admin_);
    const auto report =
        admin.Call(*admin.maintenance, &v1::Maintenance::Stub::Verify, v1::VerifyRequest());
    ASSERT_TRUE(report.ok()) << report.status.error_message();
    EXPECT_THAT(report->faults(), IsEmpty());
    sent_ += static_cast<int64_t>(sent.size());
    for (const Sent& one : sent) facts_ += one.is_call ? 1 : 3;
    EXPECT_EQ(report->facts(), facts_) << "every request has its facts, once";
  }

  ServerProcess server_{BALCAO_BIN};
  std::string admin_, desk_, line_;
  std::atomic<int64_t> number_ = 0;
  int64_t sent_ = 0;
  int64_t facts_ = 0;
};

int FromEnvironment(const char* name, int by_default) {
  const char* value = std::getenv(name);
  return value == nullptr ? by_default : std::atoi(value);
}

TEST_F(Kill, P1_EveryAnsweredWriteIsThereOnceAfterEveryKill) {
  const int kills = FromEnvironment("BALCAO_KILLS", 10);
  const int seed = FromEnvironment("BALCAO_SEED", static_cast<int>(std::random_device()()));
  std::printf("seed %d, %d kills\n", seed, kills);
  std::fflush(stdout);
  std::mt19937 random(static_cast<unsigned>(seed));
  ASSERT_TRUE(server_.Start({"--calls-per-second=0"}));
  Staff();
  for (int i = 0; i < kills && !HasFailure(); ++i) {
    std::vector<Sent> sent = LoadUntilKilled(static_cast<int>(20 + random() % 400));
    ASSERT_TRUE(server_.Start({"--calls-per-second=0"})) << "over what the kill left";
    CheckAll(sent);
  }
  std::printf("%lld requests through %d kills\n", static_cast<long long>(sent_), kills);
}

}  // namespace
}  // namespace balcao::testing
