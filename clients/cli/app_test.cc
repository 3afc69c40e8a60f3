// The program against a server that answers what a test wants.
#include "clients/cli/app.h"

#include <unistd.h>

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "balcao/v1/access.grpc.pb.h"
#include "balcao/v1/intake.grpc.pb.h"
#include "balcao/v1/maintenance.grpc.pb.h"
#include "balcao/v1/people.grpc.pb.h"
#include "clients/cli/exit_code.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

using grpc::ServerContext;
using testing::HasSubstr;
using testing::Not;

grpc::Status Refusal(grpc::StatusCode code, const std::string& message, const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  google::rpc::BadRequest fields;
  fields.add_field_violations()->set_field("person.sex");
  google::rpc::Status status;
  status.add_details()->PackFrom(info);
  status.add_details()->PackFrom(fields);
  return grpc::Status(code, message, status.SerializeAsString());
}

std::string Authorization(const ServerContext& context) {
  const auto found = context.client_metadata().find("authorization");
  if (found == context.client_metadata().end()) return "";
  return std::string(found->second.data(), found->second.size());
}

class FakeAccess : public v1::Access::Service {
 public:
  grpc::Status CreateSession(ServerContext* context, const v1::CreateSessionRequest* request,
                             v1::Session* session) override {
    if (request->password() != "correct horse" || !Authorization(*context).empty()) {
      return Refusal(grpc::StatusCode::UNAUTHENTICATED, "wrong", "CREDENTIALS_REFUSED");
    }
    session->set_token("the-token");
    session->mutable_account()->set_login(request->login());
    return grpc::Status::OK;
  }
  grpc::Status GetSession(ServerContext* context, const v1::GetSessionRequest*,
                          v1::Session* session) override {
    if (Authorization(*context) != "Bearer the-token") {
      return Refusal(grpc::StatusCode::UNAUTHENTICATED, "who are you?", "SESSION_MISSING");
    }
    session->mutable_account()->set_login("ana");
    return grpc::Status::OK;
  }
  grpc::Status DeleteSession(ServerContext*, const v1::DeleteSessionRequest*,
                             google::protobuf::Empty*) override {
    return grpc::Status::OK;
  }
};

class FakeIntake : public v1::Intake::Service {
 public:
  grpc::Status OpenVisit(ServerContext*, const v1::OpenVisitRequest* request,
                         v1::Visit* visit) override {
    last = *request;
    if (!status.ok()) return status;
    *visit = request->visit();
    visit->set_name("visits/1");
    return grpc::Status::OK;
  }
  v1::OpenVisitRequest last;
  grpc::Status status;
};

class FakePeople : public v1::People::Service {
 public:
  grpc::Status FindDuplicates(ServerContext*, const v1::FindDuplicatesRequest* request,
                              v1::FindDuplicatesResponse* response) override {
    if (request->person().given_name() != "Ana") return grpc::Status::OK;
    auto* candidate = response->add_candidates();
    candidate->set_candidate("people/7");
    candidate->set_in_scope(true);
    candidate->set_score(17.25);
    candidate->add_matched_fields("names");
    candidate->add_matched_fields("birth_date");
    return grpc::Status::OK;
  }
  grpc::Status GetPerson(ServerContext*, const v1::GetPersonRequest* request,
                         v1::Person* person) override {
    ++reads;
    if (!failures.empty()) {
      const grpc::Status failure = failures.front();
      failures.pop_front();
      return failure;
    }
    person->set_name(request->name());
    person->mutable_redacted()->add_paths("phones");
    return grpc::Status::OK;
  }
  grpc::Status CreatePerson(ServerContext*, const v1::CreatePersonRequest* request,
                            v1::Person* person) override {
    person->set_name("people/new");
    person->set_etag(request->request_id());
    return grpc::Status::OK;
  }
  grpc::Status ListPeople(ServerContext*, const v1::ListPeopleRequest* request,
                          v1::ListPeopleResponse* response) override {
    const bool first = request->page_token().empty();
    response->add_people()->set_given_name(first ? "Олена" : "محمد");
    if (first) response->set_next_page_token("next");
    return grpc::Status::OK;
  }
  std::deque<grpc::Status> failures;
  int reads = 0;
};

class FakeMaintenance : public v1::Maintenance::Service {
 public:
  grpc::Status Verify(ServerContext*, const v1::VerifyRequest*,
                      v1::VerifyResponse* response) override {
    response->set_entries(3);
    for (const std::string& fault : faults) response->add_faults(fault);
    return grpc::Status::OK;
  }
  std::vector<std::string> faults;
};

class AppTest : public testing::Test {
 protected:
  AppTest() : folder_(absl::StrCat(testing::TempDir(), "/balcao-app-", getpid())) {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&access_);
    builder.RegisterService(&intake_);
    builder.RegisterService(&people_);
    builder.RegisterService(&maintenance_);
    server_ = builder.BuildAndStart();
    variables_ = {{"XDG_CONFIG_HOME", folder_},
                  {"BALCAO_SERVER", absl::StrCat("127.0.0.1:", port)},
                  {"BALCAO_PASSWORD", "correct horse"}};
  }
  ~AppTest() override {
    server_->Shutdown();
    std::filesystem::remove_all(folder_);
  }

  int Balcao(const std::vector<std::string>& arguments, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Host host;
    host.in = &in;
    host.out = &out;
    host.err = &err;
    host.variable = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    };
    host.now = [] { return absl::FromUnixSeconds(1584182100); };
    host.zone = absl::UTCTimeZone();
    const int code = cli::Run(host, arguments);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  const std::string folder_;
  FakeAccess access_;
  FakeIntake intake_;
  FakePeople people_;
  FakeMaintenance maintenance_;
  std::unique_ptr<grpc::Server> server_;
  std::map<std::string, std::string> variables_;
  std::string out_;
  std::string err_;
};

TEST_F(AppTest, SignsInKeepsTheTokenAndSignsOut) {
  EXPECT_EQ(Balcao({"whoami"}), kExitNotSignedIn);
  EXPECT_THAT(err_, HasSubstr("reason: SESSION_MISSING"));
  EXPECT_THAT(err_, HasSubstr("balcao login"));
  EXPECT_EQ(Balcao({"login", "ana"}), kExitOk) << err_;
  EXPECT_THAT(out_, HasSubstr("as ana"));
  EXPECT_THAT(out_, Not(HasSubstr("the-token")));
  EXPECT_EQ(Balcao({"whoami"}), kExitOk) << err_;
  EXPECT_THAT(out_, HasSubstr("account login  ana"));
  EXPECT_EQ(Balcao({"login", "ana", "--json"}), kExitOk) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("the-token")));
  EXPECT_EQ(Balcao({"logout"}), kExitOk) << err_;
  EXPECT_EQ(Balcao({"whoami"}), kExitNotSignedIn);
  EXPECT_EQ(Balcao({"whoami", "--token", "the-token"}), kExitOk);
}

TEST_F(AppTest, PasswordsComeFromFilesAndTheStandardInput) {
  variables_.erase("BALCAO_PASSWORD");
  EXPECT_EQ(Balcao({"login", "ana", "--password-file", "-"}, "correct horse\n"), kExitOk) << err_;
  EXPECT_EQ(Balcao({"login", "ana", "--password-file", "-"}, "wrong\n"), kExitNotSignedIn);
  EXPECT_EQ(Balcao({"login", "ana", "--password-file", "/nowhere"}), kExitUsage);
}

TEST_F(AppTest, OpensAVisitFromOptions) {
  ASSERT_EQ(Balcao({"visit",         "open",
                    "--matter",      "legal",
                    "--matter",      "legal.permit_renewal",
                    "--given-name",  "Rui",
                    "--family-name", "Silva",
                    "--birth-date",  "1990-05",
                    "--nationality", "BR",
                    "--document",    "passport:AB123:BR",
                    "--notice",      "2020-1",
                    "--at",          "15m ago",
                    "--owner",       "CNAIM-LIS"}),
            kExitOk)
      << err_;
  const v1::OpenVisitRequest& sent = intake_.last;
  EXPECT_EQ(sent.visit().tickets(0).area(), "legal");
  EXPECT_EQ(sent.visit().tickets(1).case_type(), "legal.permit_renewal");
  EXPECT_EQ(sent.visit().channel(), "desk");
  EXPECT_EQ(sent.visit().occurred_time().seconds(), 1584182100 - 900);
  EXPECT_EQ(sent.new_person().documents(0).type(), "passport");
  EXPECT_EQ(sent.new_person().legal_basis().notice_version(), "2020-1");
  EXPECT_EQ(sent.owner(), "centres/CNAIM-LIS");
  EXPECT_EQ(sent.request_id().size(), 36u);
  EXPECT_THAT(out_, HasSubstr("visits/1"));
}

TEST_F(AppTest, AVisitIsForOneWhoIsKnownNewOrAnonymous) {
  const std::vector<std::string> open = {"visit", "open", "--matter", "legal", "--notice", "1"};
  EXPECT_EQ(Balcao(open), kExitUsage);
  auto both = open;
  both.insert(both.end(), {"--anonymous", "--person", "people/1"});
  EXPECT_EQ(Balcao(both), kExitUsage);
  auto anonymous = open;
  anonymous.insert(anonymous.end(), {"--anonymous", "--nationality", "UA"});
  EXPECT_EQ(Balcao(anonymous), kExitOk) << err_;
  EXPECT_TRUE(intake_.last.new_person().anonymous());
  auto known = open;
  known.insert(known.end(), {"--person", "1", "--language", "uk"});
  EXPECT_EQ(Balcao(known), kExitOk) << err_;
  EXPECT_EQ(intake_.last.visit().person(), "people/1");
  EXPECT_FALSE(intake_.last.has_new_person());
}

TEST_F(AppTest, H03_LikelyDuplicatesAreShownWithScoreAndFields) {
  intake_.status =
      Refusal(grpc::StatusCode::FAILED_PRECONDITION, "look first", "DUPLICATE_CANDIDATES");
  EXPECT_EQ(Balcao({"visit", "open", "--matter", "legal", "--given-name", "Ana", "--family-name",
                    "Souza", "--notice", "1"}),
            kExitConflict);
  EXPECT_THAT(out_, HasSubstr("people/7    17.2  names, birth_date"));
  EXPECT_THAT(err_, HasSubstr("--reviewed people/7"));
  EXPECT_THAT(err_, HasSubstr("--person CANDIDATE"));
  EXPECT_THAT(err_, HasSubstr("person.sex"));
}

TEST_F(AppTest, H25_HiddenFieldsShowAsRedacted) {
  EXPECT_EQ(Balcao({"person", "show", "1"}), kExitOk) << err_;
  EXPECT_THAT(out_, HasSubstr("phones  [redacted]"));
}

TEST_F(AppTest, ListsFollowPages) {
  EXPECT_EQ(Balcao({"person", "list"}), kExitOk);
  EXPECT_THAT(out_, HasSubstr("Олена"));
  EXPECT_THAT(err_, HasSubstr("--page-token next"));
  EXPECT_EQ(Balcao({"person", "list", "--all", "--json"}), kExitOk);
  v1::ListPeopleResponse all;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(out_, &all).ok()) << out_;
  EXPECT_EQ(all.people_size(), 2);
  EXPECT_EQ(all.next_page_token(), "");
}

TEST_F(AppTest, AnUnreachableServerIsTriedAgainThenTold) {
  const grpc::Status away(grpc::StatusCode::UNAVAILABLE, "away");
  people_.failures = {away, away};
  EXPECT_EQ(Balcao({"person", "show", "1"}), kExitOk) << err_;
  EXPECT_EQ(people_.reads, 3);
  people_.failures = {away, away, away};
  EXPECT_EQ(Balcao({"person", "show", "1"}), kExitUnavailable);
  EXPECT_THAT(err_, HasSubstr("no answer from 127.0.0.1:"));
  server_->Shutdown();
  EXPECT_EQ(Balcao({"person", "add", "--given-name", "Rui", "--notice", "1"}), kExitUnavailable);
  EXPECT_THAT(err_, HasSubstr("--request-id "));
}

TEST_F(AppTest, H42_RequestIdsAreFreshOrTheCallers) {
  ASSERT_EQ(Balcao({"call-rpc", "People/CreatePerson", "{}"}), kExitOk) << err_;
  const std::string first = out_;
  ASSERT_EQ(Balcao({"call-rpc", "People/CreatePerson"}), kExitOk) << err_;
  EXPECT_NE(out_, first);
  ASSERT_EQ(Balcao({"call-rpc", "People/CreatePerson", R"({"requestId": "mine"})"}), kExitOk);
  EXPECT_THAT(out_, HasSubstr("\"etag\": \"mine\""));
  ASSERT_EQ(Balcao({"person", "add", "--notice", "1", "--request-id", "ours"}), kExitOk) << err_;
  EXPECT_THAT(out_, HasSubstr("ours"));
}

TEST_F(AppTest, CallsAnyMethodWithJson) {
  EXPECT_EQ(Balcao({"call-rpc", "balcao.v1.People/GetPerson", "-"}, R"({"name": "people/3"})"),
            kExitOk)
      << err_;
  EXPECT_THAT(out_, HasSubstr("\"name\": \"people/3\""));
  EXPECT_EQ(Balcao({"call-rpc", "People/GetPerson", R"({"nome": 1})"}), kExitInvalid);
  EXPECT_EQ(Balcao({"call-rpc", "People/Eat"}), kExitUsage);
  EXPECT_EQ(Balcao({"call-rpc", "Cases/GetCase"}), kExitOther);
  EXPECT_EQ(Balcao({"call-rpc"}), kExitOk);
  EXPECT_THAT(out_, HasSubstr("Plan/GetPlanTable\n"));
}

TEST_F(AppTest, FaultsHaveTheirOwnExitCode) {
  EXPECT_EQ(Balcao({"verify"}), kExitOk) << err_;
  EXPECT_THAT(out_, HasSubstr("No faults."));
  maintenance_.faults = {"entry 2: hash differs"};
  EXPECT_EQ(Balcao({"verify"}), kExitFaults);
  EXPECT_THAT(out_, HasSubstr("FAULT entry 2: hash differs"));
}

TEST_F(AppTest, HelpIsAnAnswerAndAHalfCommandIsNot) {
  EXPECT_EQ(Balcao({"help"}), kExitOk);
  EXPECT_THAT(out_, HasSubstr("visit open"));
  EXPECT_EQ(Balcao({"help", "visit", "open"}), kExitOk);
  EXPECT_THAT(out_, HasSubstr("--matter MATTER"));
  EXPECT_EQ(Balcao({"help", "exit-codes"}), kExitOk);
  EXPECT_EQ(Balcao({"help", "elephants"}), kExitUsage);
  EXPECT_EQ(Balcao({"visit"}), kExitUsage);
  EXPECT_EQ(Balcao({}), kExitUsage);
}

}  // namespace
}  // namespace balcao::cli
