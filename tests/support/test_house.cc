#include "tests/support/test_house.h"

#include <filesystem>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "storage/ledger/journal.h"
#include "storage/records/id.h"
#include "storage/sqlite/sqlite_engine.h"

namespace balcao::testing {
namespace {

struct Post {
  const char* login;
  v1::Role role;
  const char* centre;
  const char* institute;
};
constexpr Post kPosts[] = {
    {kLisbonDesk, v1::ROLE_DESK_WORKER, "centres/CNAIM-LIS", ""},
    {kLisbonColleague, v1::ROLE_DESK_WORKER, "centres/CNAIM-LIS", ""},
    {kLisbonCoordinator, v1::ROLE_CENTRE_COORDINATOR, "centres/CNAIM-LIS", ""},
    {kPortoDesk, v1::ROLE_DESK_WORKER, "centres/CNAIM-NOR", ""},
    {kOperator, v1::ROLE_HELPLINE_OPERATOR, "centres/HELPLINE", ""},
    {kSupervisor, v1::ROLE_SUPERVISOR, "", ""},
    {kFocalPoint, v1::ROLE_FOCAL_POINT, "", "ACM"},
};

}  // namespace

std::string NewRequestId() {
  const storage::Sources sources = storage::SystemSources();
  return storage::IdSeries(0).Next(sources).ToString();
}

void ReadDetails(const grpc::Status& status, std::string& reason,
                 std::map<std::string, std::string>& metadata,
                 std::map<std::string, std::string>& faults) {
  google::rpc::Status rich;
  if (status.ok() || !rich.ParseFromString(status.error_details())) return;
  for (const google::protobuf::Any& detail : rich.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad;
    if (detail.UnpackTo(&info)) {
      reason = info.reason();
      metadata = {info.metadata().begin(), info.metadata().end()};
    } else if (detail.UnpackTo(&bad)) {
      for (const auto& violation : bad.field_violations()) {
        faults[violation.field()] = violation.reason();
      }
    }
  }
}

Client::Client(std::shared_ptr<grpc::Channel> over, std::string session)
    : channel(std::move(over)),
      token(std::move(session)),
      people(v1::People::NewStub(channel)),
      intake(v1::Intake::NewStub(channel)),
      cases(v1::Cases::NewStub(channel)),
      helpline(v1::Helpline::NewStub(channel)),
      statistics(v1::Statistics::NewStub(channel)),
      plan(v1::Plan::NewStub(channel)),
      catalogue(v1::Catalogue::NewStub(channel)),
      access(v1::Access::NewStub(channel)),
      maintenance(v1::Maintenance::NewStub(channel)) {}

TestHouse::TestHouse(server::Seams seams, std::function<void(server::Options&)> more)
    : seams_(std::move(seams)), more_(std::move(more)) {
  seams_.password_cost = {.memory_kib = 64, .passes = 1};
  std::string pattern = std::filesystem::temp_directory_path() / "balcao-test-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) abort();
  folder_ = pattern;
  Start();
  Staff();
}

TestHouse::~TestHouse() {
  Stop();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void TestHouse::Start() {
  server::Options options;
  options.data_folder = folder_ + "/var";
  options.master_key = folder_ + "/master.key";
  options.listen = "127.0.0.1:0";
  if (more_) more_(options);
  absl::StatusOr<std::unique_ptr<server::Server>> started = server::StartServer(options, seams_);
  if (!started.ok()) {
    std::fprintf(stderr, "%s\n", started.status().ToString().c_str());
    abort();
  }
  server_ = *std::move(started);
  channel_ = grpc::CreateChannel("127.0.0.1:" + std::to_string(server_->port()),
                                 grpc::InsecureChannelCredentials());
  // A first connection may fail for reasons that are not the house's (gRPC met an ENOENT of the
  // system's now and then in a bare tree): a caller would try again, and so does the channel.
  if (!channel_->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(20))) {
    std::fprintf(stderr, "the house is not reached\n");
    abort();
  }
  clients_.clear();
}

// Without its staff a house is of no use to a test.
[[noreturn]] void EndFor(const grpc::Status& status) {
  std::fprintf(stderr, "no staff: %d %s\n", status.error_code(), status.error_message().c_str());
  abort();
}

void TestHouse::Staff() {
  Client nobody = SignedOut();
  v1::ClaimHouseRequest claim;
  claim.set_token(server_->claim_token());
  claim.set_login(kAdministrator);
  claim.set_password(kPassword);
  const auto claimed = nobody.Call(*nobody.access, &v1::Access::Stub::ClaimHouse, claim);
  if (!claimed.ok()) EndFor(claimed.status);
  tokens_[kAdministrator] = claimed->token();
  Client& admin = As(kAdministrator);
  for (const Post& post : kPosts) {
    v1::CreateAccountRequest request;
    request.mutable_account()->set_login(post.login);
    request.mutable_account()->set_role(post.role);
    request.mutable_account()->set_centre(post.centre);
    request.mutable_account()->set_institute(post.institute);
    request.set_password(kPassword);
    request.set_request_id(NewRequestId());
    const auto made = admin.Call(*admin.access, &v1::Access::Stub::CreateAccount, request);
    if (!made.ok()) EndFor(made.status);
    tokens_[post.login] = SignIn(post.login, kPassword).token;
  }
}

void TestHouse::Restart() {
  Stop();
  Start();
}

void TestHouse::Stop() {
  if (server_ == nullptr) return;
  server_->Stop();
  server_->Wait();
  server_.reset();
}

std::vector<store::v1::Entry> TestHouse::Journal() {
  Stop();
  std::vector<store::v1::Entry> entries;
  {
    const auto engine = storage::OpenSqlite({.path = folder_ + "/var/data.db"});
    if (!engine.ok()) abort();
    const auto keep = [&](const storage::JournalEntry& entry) {
      entries.push_back(entry.entry);
      return absl::OkStatus();
    };
    if (!storage::ScanJournal((*engine)->writer(), 0, keep).ok()) abort();
  }
  Start();
  return entries;
}

Client TestHouse::SignedOut() { return Client(channel_, ""); }

Client TestHouse::SignIn(const std::string& login, const std::string& password) {
  Client nobody = SignedOut();
  v1::CreateSessionRequest request;
  request.set_login(login);
  request.set_password(password);
  const auto session = nobody.Call(*nobody.access, &v1::Access::Stub::CreateSession, request);
  return Client(channel_, session->token());
}

Client& TestHouse::As(const std::string& login) {
  std::unique_ptr<Client>& client = clients_[login];
  if (client == nullptr) client = std::make_unique<Client>(channel_, tokens_.at(login));
  return *client;
}

v1::OpenVisitRequest NewVisitRequest(const std::string& given_name, const std::string& family_name,
                                     const std::string& ticket) {
  auto request = FromText<v1::OpenVisitRequest>(R"pb(
    visit {
      channel: "desk"
      language: "pt"
      legal_basis { ground: GROUND_PUBLIC_TASK notice_version: "2019-1" notice_language: "pt" }
    }
    new_person { sex: "2" nationalities: "BR" language: "pt" residence_status: "TR" })pb");
  request.mutable_new_person()->set_given_name(given_name);
  request.mutable_new_person()->set_family_name(family_name);
  *request.mutable_visit()->add_tickets() = FromText<v1::Ticket>(ticket);
  request.set_request_id(NewRequestId());
  return request;
}

}  // namespace balcao::testing
