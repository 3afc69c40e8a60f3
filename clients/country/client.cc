#include "clients/country/client.h"

#include "clients/common/errors.h"
#include "clients/country/world.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/support/channel_arguments.h"

namespace balcao::country {

absl::StatusOr<std::unique_ptr<Client>> Client::Connect(const ClientOptions& options) {
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (!options.tls_ca_file.empty()) {
    const absl::StatusOr<std::string> certificates = ReadText(options.tls_ca_file);
    if (!certificates.ok()) return certificates.status();
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = *certificates;
    credentials = grpc::SslCredentials(tls);
  }
  std::unique_ptr<Client> client(new Client(options));
  for (int number = 0; number < options.channels; ++number) {
    client->AddChannel(credentials, options.first_channel + number);
  }
  return client;
}

Client::~Client() {
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
  }
}

void Client::AddChannel(const std::shared_ptr<grpc::ChannelCredentials>& credentials, int number) {
  grpc::ChannelArguments arguments;
  // Channels with equal arguments would share one connection.
  arguments.SetInt("balcao.channel", number);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  const std::shared_ptr<grpc::Channel> channel =
      grpc::CreateCustomChannel(options_.server, credentials, arguments);
  Stubs stubs;
  std::apply(
      [&](auto&... stub) {
        ((stub.reset(new typename std::remove_reference_t<decltype(stub)>::element_type(channel))),
         ...);
      },
      stubs);
  stubs_.push_back(std::move(stubs));
}

void Client::Prepare(grpc::ClientContext& context, const std::string& token) const {
  context.set_deadline(std::chrono::system_clock::now() +
                       absl::ToChronoMilliseconds(options_.timeout));
  if (!token.empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
}

absl::Status Client::RunAll(std::vector<Task<absl::Status>>& tasks) {
  for (Task<absl::Status>& task : tasks) task.Start();
  size_t next = 0;
  while (next < tasks.size()) {
    if (tasks[next].done()) {
      ++next;
      continue;
    }
    void* tag = nullptr;
    bool ok = false;
    if (!queue_.Next(&tag, &ok)) return absl::InternalError("the completion queue ended");
    static_cast<Operation*>(tag)->Finish();
  }
  for (const Task<absl::Status>& task : tasks) {
    if (!task.result().ok()) return task.result();
  }
  return absl::OkStatus();
}

absl::Status Client::Run(Task<absl::Status> task) {
  std::vector<Task<absl::Status>> tasks;
  tasks.push_back(std::move(task));
  return RunAll(tasks);
}

bool Client::MayRepeat(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::ABORTED;
}

absl::Status Client::Failure(const char* method, const grpc::Status& status) {
  const absl::Status failure = client::FromGrpc(status);
  absl::Status named(failure.code(), absl::StrCat(method, ": ", failure.message()));
  failure.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { named.SetPayload(url, payload); });
  return named;
}

}  // namespace balcao::country
