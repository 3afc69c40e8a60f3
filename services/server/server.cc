#include "services/server/server.h"

#include <grpc/support/log.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/common/blind_index.h"
#include "services/common/change_watch.h"
#include "services/common/worker_pool.h"
#include "services/people/name_book.h"
#include "services/server/gate.h"
#include "services/server/gateway/gateway.h"
#include "services/server/pairing.h"
#include "services/server/request_log.h"
#include "services/server/rpc.h"
#include "services/server/status.h"
#include "services/statistics/facts_of.h"
#include "services/statistics/facts_view.h"
#include "storage/backup/backup.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/chain.h"
#include "storage/records/store.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/sqlite_engine.h"

namespace balcao::server {
namespace {

namespace fs = std::filesystem;
using services::BlindIndex;

constexpr int kRequestBytesMax = 1 << 20;
constexpr int kWorkers = 2;
constexpr size_t kWorkQueueMax = 1024;

std::vector<uint64_t> KeysOfPerson(const google::protobuf::Message& record) {
  const auto& keys = static_cast<const store::v1::PersonRecord&>(record).blind_keys();
  return {keys.begin(), keys.end()};
}

std::vector<uint64_t> KeysOfCall(const google::protobuf::Message& record) {
  const uint64_t key = static_cast<const store::v1::CallRecord&>(record).number_key();
  if (key == 0) return {};
  return {key};
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::FailedPreconditionError(absl::StrCat("cannot read ", path));
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

class HouseServer final : public Server {
 public:
  HouseServer(Options options, Seams seams)
      : options_(std::move(options)), seams_(std::move(seams)) {}

  ~HouseServer() override {
    Stop();
    Wait();
    // The ledger ends first: it answers what waits, through everything below.
    KeepFacts();
  }

  absl::Status Start() {
    RETURN_IF_ERROR(OpenStore());
    RETURN_IF_ERROR(LoadViews());
    RETURN_IF_ERROR(MakeClaim());
    RETURN_IF_ERROR(StartWriting());
    return Listen();
  }

  int port() const override { return port_; }
  int web_port() const override { return gateway_ == nullptr ? 0 : gateway_->port(); }
  const std::string& claim_token() const override { return claim_token_; }

  void Wait() override {
    if (server_ != nullptr) server_->Wait();
  }

  void Stop() override {
    if (server_ == nullptr) return;
    // Streams would last until the deadline.
    watch_.Close();
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));
  }

 private:
  absl::Status OpenStore() {
    std::error_code error;
    fs::create_directories(options_.data_folder, error);
    chmod(options_.data_folder.c_str(), 0700);
    ASSIGN_OR_RETURN(catalogue_, services::LoadCatalogue(options_.catalogue_folder));
    RETURN_IF_ERROR(OpenVault());
    ASSIGN_OR_RETURN(engine_,
                     storage::OpenSqlite({.path = options_.data_folder + "/" + storage::kDataFile,
                                          .durability = storage::Durability::kAtSync,
                                          .vfs = seams_.sqlite_vfs}));
    RETURN_IF_ERROR(engine_->Migrate(storage::SqliteMigrations()));
    RETURN_IF_ERROR(PairWithVault(*engine_, *vault_, options_.data_folder));
    ASSIGN_OR_RETURN(const storage::KeyId last_key, storage::LoadLastKey(engine_->writer()));
    RETURN_IF_ERROR(vault_->Sweep([&](storage::KeyId key) { return key <= last_key; }, last_key));
    codec_ = std::make_unique<storage::Codec>(vault_.get());
    return absl::OkStatus();
  }

  absl::Status OpenVault() {
    const std::string& folder = options_.data_folder;
    // Another VFS keeps the data where the system does not look.
    const bool looks = seams_.sqlite_vfs.empty();
    ASSIGN_OR_RETURN(vault_, storage::OpenVault({.path = folder + "/" + storage::kVaultFile,
                                                 .master_key_path = options_.master_key,
                                                 .must_exist = looks && DataAreThere(folder)}));
    return looks ? CheckDataAreThere(*vault_, folder) : absl::OkStatus();
  }

  absl::Status LoadViews() {
    people_index_ = std::make_unique<BlindIndex>(storage::Kind::kPerson, KeysOfPerson);
    call_index_ = std::make_unique<BlindIndex>(storage::Kind::kCall, KeysOfCall);
    facts_ = std::make_unique<services::FactsView>(catalogue_.get());
    // One thread reads the facts while another reads the people.
    absl::Status facts_loaded;
    std::thread facts_loader([&] { facts_loaded = LoadFacts(); });
    const absl::Status people_loaded = LoadIndexes();
    facts_loader.join();
    return people_loaded.ok() ? facts_loaded : people_loaded;
  }

  absl::Status LoadFacts() {
    ASSIGN_OR_RETURN(storage::Reader reader, engine_->Read());
    return facts_->Load(*reader, *codec_, FactsCheckpointPath());
  }

  absl::Status LoadIndexes() {
    ASSIGN_OR_RETURN(storage::Reader reader, engine_->Read());
    RETURN_IF_ERROR(directory_.Load(*reader, *codec_));
    RETURN_IF_ERROR(storage::ScanRecords(*reader, *codec_, storage::Kind::kPerson,
                                         [&](const storage::RecordState& person) {
                                           people_index_->Take(person);
                                           name_book_.Load(person);
                                           return absl::OkStatus();
                                         }));
    return call_index_->Load(*reader, *codec_);
  }

  std::string FactsCheckpointPath() const { return options_.data_folder + "/facts.checkpoint"; }

  void KeepFacts() {
    if (ledger_ == nullptr) return;
    ledger_.reset();
    // The facts must not be ahead of the journal.
    absl::Status kept = engine_->Sync();
    if (kept.ok()) kept = facts_->WriteCheckpoint(FactsCheckpointPath(), *vault_);
    if (!kept.ok()) PrintFault("the facts checkpoint", kept);
  }

  // An empty house gives out one token for its first administrator, and keeps it
  // in a file that only the server's user can read.
  absl::Status MakeClaim() {
    const std::string path = options_.data_folder + "/" + kClaimFile;
    if (!directory_.empty()) {
      std::error_code ignored;
      fs::remove(path, ignored);
      return absl::OkStatus();
    }
    claim_token_ = auth::NewToken();
    const mode_t before = umask(0077);
    std::ofstream out(path, std::ios::trunc);
    out << claim_token_ << "\n";
    umask(before);
    return out ? absl::OkStatus()
               : absl::FailedPreconditionError(absl::StrCat("cannot write ", path));
  }

  absl::StatusOr<storage::TraceReserve*> Reserve() {
    if (seams_.trace_reserve != nullptr) return seams_.trace_reserve;
    ASSIGN_OR_RETURN(reserve_, storage::OpenTraceReserve(options_.data_folder + "/trace.reserve"));
    return reserve_.get();
  }

  absl::Status StartWriting() {
    storage::LedgerOptions options;
    options.one_by_one = options_.one_transaction_each;
    ASSIGN_OR_RETURN(options.reserve, Reserve());
    ASSIGN_OR_RETURN(ledger_, storage::StartLedger(engine_.get(), codec_.get(), seams_.sources,
                                                   services::FactDeriver(catalogue_.get()),
                                                   {&directory_, people_index_.get(), &name_book_,
                                                    call_index_.get(), facts_.get(), &watch_},
                                                   options));
    if (seams_.wrap_ledger) ledger_ = seams_.wrap_ledger(std::move(ledger_));
    workers_ = std::make_unique<services::WorkerPool>(kWorkers, kWorkQueueMax);
    house_ = {.engine = engine_.get(),
              .codec = codec_.get(),
              .ledger = ledger_.get(),
              .catalogue = catalogue_.get(),
              .sources = seams_.sources,
              .directory = &directory_,
              .people_index = people_index_.get(),
              .name_book = &name_book_,
              .call_index = call_index_.get(),
              .facts = facts_.get(),
              .watch = &watch_,
              .workers = workers_.get()};
    return absl::OkStatus();
  }

  absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> Credentials() {
    if (options_.tls_key.empty()) return grpc::InsecureServerCredentials();
    grpc::SslServerCredentialsOptions tls;
    ASSIGN_OR_RETURN(const std::string key, ReadFile(options_.tls_key));
    ASSIGN_OR_RETURN(const std::string certificate, ReadFile(options_.tls_certificate));
    tls.pem_key_cert_pairs.push_back({key, certificate});
    return grpc::SslServerCredentials(tls);
  }

  absl::Status Listen() {
    if (!options_.request_log.empty()) {
      ASSIGN_OR_RETURN(log_, RequestLog::Open(options_.request_log, options_.log_requests));
    }
    services_ =
        MakeRpcServices(&house_,
                        {.cost = seams_.password_cost,
                         .claim_digest = claim_token_.empty() ? "" : storage::Sha256(claim_token_)},
                        {.derive = services::FactDeriver(catalogue_.get()),
                         .backup_folder = options_.data_folder + "/backups"},
                        {.log = log_.get(),
                         .calls_per_second = options_.calls_per_second,
                         .burst = options_.burst});
    ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ServerCredentials> credentials, Credentials());
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    builder.SetMaxReceiveMessageSize(kRequestBytesMax);
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.AddListeningPort(options_.listen, credentials, &port_);
    for (grpc::Service* service : services_->all()) builder.RegisterService(service);
    // Why it cannot listen is said below, once; gRPC would print its own account too.
    gpr_set_log_function([](gpr_log_func_args*) {});
    server_ = builder.BuildAndStart();
    gpr_set_log_function(nullptr);
    if (server_ == nullptr || port_ == 0) {
      return absl::FailedPreconditionError(
          absl::StrCat("cannot listen on ", options_.listen, ": is another server running?"));
    }
    return ListenToBrowsers();
  }

  absl::Status ListenToBrowsers() {
    if (options_.web_listen.empty()) return absl::OkStatus();
    gateway::GatewayOptions options;
    options.listen = options_.web_listen;
    options.web_folder = options_.web_folder;
    options.behind_tls = options_.web_behind_tls;
    options.connections_per_caller_max = options_.web_connections_per_address;
    if (!options_.tls_key.empty()) {
      ASSIGN_OR_RETURN(options.tls_key, ReadFile(options_.tls_key));
      ASSIGN_OR_RETURN(options.tls_certificate, ReadFile(options_.tls_certificate));
    }
    ASSIGN_OR_RETURN(gateway_, gateway::StartGateway(
                                   options, server_->InProcessChannel(grpc::ChannelArguments())));
    return absl::OkStatus();
  }

  const Options options_;
  const Seams seams_;
  std::unique_ptr<const services::Catalogue> catalogue_;
  std::unique_ptr<storage::Vault> vault_;
  std::unique_ptr<storage::Engine> engine_;
  std::unique_ptr<storage::Codec> codec_;
  auth::Directory directory_;
  std::unique_ptr<BlindIndex> people_index_;
  services::NameBook name_book_;
  std::unique_ptr<BlindIndex> call_index_;
  std::unique_ptr<services::FactsView> facts_;
  services::ChangeWatch watch_;
  services::House house_;
  std::string claim_token_;
  std::unique_ptr<RequestLog> log_;  // ends after everything that writes to it
  std::unique_ptr<RpcServices> services_;
  std::unique_ptr<storage::TraceReserve> reserve_;
  std::unique_ptr<storage::Ledger> ledger_;
  std::unique_ptr<services::WorkerPool> workers_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<gateway::Gateway> gateway_;  // forwards to the server, which ends first
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> StartServer(const Options& options, const Seams& seams) {
  auto server = std::make_unique<HouseServer>(options, seams);
  RETURN_IF_ERROR(server->Start());
  return server;
}

}  // namespace balcao::server
