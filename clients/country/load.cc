#include "clients/country/load.h"

#include <algorithm>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "clients/common/errors.h"
#include "clients/common/status_macros.h"
#include "clients/country/load_requests.h"
#include "clients/country/methods.h"
#include "clients/country/progress.h"
#include "clients/country/staff.h"

namespace balcao::country {
namespace {

constexpr int kCasesMade = 200;
constexpr double kCallsASecondMax = 25'000;
constexpr int64_t kRequestsMadeMax = 200'000;

std::string PathOf(Mix mix) {
  switch (mix) {
    case Mix::kIntake:
      return "/balcao.v1.Intake/OpenVisit";
    case Mix::kCall:
      return "/balcao.v1.Helpline/LogCall";
    case Mix::kGetCase:
      return "/balcao.v1.Cases/GetCase";
    case Mix::kEcho:
      return "/balcao.v1.Access/Echo";
  }
  return "";
}

const char* DefaultLogin(Mix mix) { return mix == Mix::kCall ? "linha.1" : "desk.cnaim-lis"; }

// One thread of load: its own connection and its share of what is in flight.
class LoadThread {
 public:
  LoadThread(std::unique_ptr<Client> client, const LoadOptions& options, int number)
      : client_(std::move(client)),
        options_(options),
        requests_(options.seed * 64 + static_cast<uint64_t>(number)) {}

  // Signs in and, for reading, finds what to read.
  absl::Status Prepare();
  // Sends until the time is over.
  absl::Status Run(int in_flight);

  LoadResult& result() { return result_; }

 private:
  Task<absl::Status> Lane();
  void MakeRequests();
  grpc::ByteBuffer MakeRequest();
  grpc::ByteBuffer NextRequest();
  void Count(const grpc::Status& status, absl::Time sent);
  Task<absl::Status> FindCases();
  Task<absl::Status> MakeCases();

  std::unique_ptr<Client> client_;
  LoadOptions options_;
  LoadRequests requests_;
  Worker worker_;
  LoadResult result_;
  std::vector<grpc::ByteBuffer> made_;
  size_t next_ = 0;  // of what was made
  int64_t sent_ = 0;
  absl::Time counted_from_;
  absl::Time end_;
};

absl::Status LoadThread::Prepare() {
  worker_.account.set_login(options_.login.empty() ? DefaultLogin(options_.mix) : options_.login);
  RETURN_IF_ERROR(client_->Run(SignIn(*client_, options_.password, worker_)));
  if (options_.mix == Mix::kGetCase) RETURN_IF_ERROR(client_->Run(FindCases()));
  if (options_.mix == Mix::kGetCase && requests_.cases().empty()) {
    RETURN_IF_ERROR(client_->Run(MakeCases()));
    RETURN_IF_ERROR(client_->Run(FindCases()));
  }
  MakeRequests();
  return absl::OkStatus();
}

absl::Status LoadThread::Run(int in_flight) {
  const absl::Time start = absl::Now();
  counted_from_ = start + absl::Seconds(options_.warmup_seconds);
  end_ = counted_from_ + absl::Seconds(options_.seconds);
  std::vector<Task<absl::Status>> lanes;
  for (int lane = 0; lane < in_flight; ++lane) lanes.push_back(Lane());
  const absl::Status status = client_->RunAll(lanes);
  result_.sent = sent_;
  result_.seconds = absl::ToDoubleSeconds(absl::Now() - counted_from_);
  return status;
}

// Made before the time runs: the load shares the machine with what it measures.
void LoadThread::MakeRequests() {
  const double seconds = options_.seconds + options_.warmup_seconds;
  const int64_t count = options_.mix == Mix::kEcho
                            ? 1
                            : std::min({options_.calls_max, kRequestsMadeMax,
                                        static_cast<int64_t>(seconds * kCallsASecondMax)});
  while (static_cast<int64_t>(made_.size()) < count) made_.push_back(MakeRequest());
}

grpc::ByteBuffer LoadThread::MakeRequest() {
  const auto bytes = [](const google::protobuf::Message& message) {
    const grpc::Slice slice(message.SerializeAsString());
    return grpc::ByteBuffer(&slice, 1);
  };
  switch (options_.mix) {
    case Mix::kIntake:
      return bytes(requests_.OpenVisit(options_.matters));
    case Mix::kCall:
      return bytes(requests_.LogCall());
    case Mix::kGetCase:
      return bytes(requests_.GetCase());
    case Mix::kEcho:
      return bytes(requests_.Echo());
  }
  return grpc::ByteBuffer();
}

grpc::ByteBuffer LoadThread::NextRequest() {
  // An echo may be sent again; a request with an identifier may not.
  if (options_.mix == Mix::kEcho) return made_.front();
  return next_ < made_.size() ? std::move(made_[next_++]) : MakeRequest();
}

Task<absl::Status> LoadThread::Lane() {
  const std::string path = PathOf(options_.mix);
  while (absl::Now() < end_ && sent_ < options_.calls_max) {
    ++sent_;
    const grpc::ByteBuffer request = NextRequest();
    const absl::Time sent = absl::Now();
    AwaitedRawCall call = client_->Attempt(path, request);
    client_->Prepare(call.context(), worker_.token);
    const grpc::Status status = co_await call;
    Count(status, sent);
  }
  co_return absl::OkStatus();
}

void LoadThread::Count(const grpc::Status& status, absl::Time sent) {
  const absl::Time answered = absl::Now();
  if (!status.ok()) {
    if (result_.refused++ > 0) return;
    result_.refusal =
        absl::StrCat(MixWord(options_.mix), ": ", client::Describe(client::FromGrpc(status)));
  } else if (answered >= counted_from_) {
    ++result_.answered;
    result_.latencies.push_back(static_cast<uint32_t>(absl::ToInt64Microseconds(answered - sent)));
  }
}

Task<absl::Status> LoadThread::FindCases() {
  v1::ListCasesRequest request;
  request.set_page_size(200);
  do {
    v1::ListCasesResponse page;
    const absl::Status status = co_await client_->Call(kListCases, worker_.token, request, &page);
    if (!status.ok()) co_return status;
    for (const v1::Case& listed : page.cases()) requests_.AddCase(listed.name());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && requests_.cases().size() < options_.cases_max);
  co_return absl::OkStatus();
}

Task<absl::Status> LoadThread::MakeCases() {
  for (int i = 0; i < kCasesMade; ++i) {
    const v1::OpenVisitRequest request = requests_.OpenVisit();
    v1::Visit visit;
    const absl::Status status = co_await client_->Call(kOpenVisit, worker_.token, request, &visit);
    if (!status.ok()) co_return status;
  }
  co_return absl::OkStatus();
}

void Merge(LoadResult& from, LoadResult& into) {
  into.sent += from.sent;
  into.answered += from.answered;
  into.refused += from.refused;
  into.seconds = std::max(into.seconds, from.seconds);
  into.latencies.insert(into.latencies.end(), from.latencies.begin(), from.latencies.end());
  if (into.refusal.empty()) into.refusal = from.refusal;
}

absl::Status Print(const LoadOptions& options, LoadResult& result) {
  const std::string json = ResultJson(options, result);
  if (!result.refusal.empty()) absl::PrintF("first refusal: %s\n", result.refusal);
  absl::PrintF("%s: %s answered in %.1f s, %d refused; p50 %.2f ms, p99 %.2f ms\n%s\n",
               MixWord(options.mix), Grouped(result.answered), result.seconds, result.refused,
               Percentile(result.latencies, 0.5) / 1000.0,
               Percentile(result.latencies, 0.99) / 1000.0, json);
  if (result.answered > 0) return absl::OkStatus();
  return absl::UnavailableError("nothing was answered");
}

}  // namespace

absl::StatusOr<Mix> ParseMix(absl::string_view word) {
  for (Mix mix : {Mix::kIntake, Mix::kCall, Mix::kGetCase, Mix::kEcho}) {
    if (word == MixWord(mix)) return mix;
  }
  return absl::InvalidArgumentError("--mix is one of intake, call, get-case, echo");
}

const char* MixWord(Mix mix) {
  switch (mix) {
    case Mix::kIntake:
      return "intake";
    case Mix::kCall:
      return "call";
    case Mix::kGetCase:
      return "get-case";
    case Mix::kEcho:
      return "echo";
  }
  return "";
}

uint32_t Percentile(const std::vector<uint32_t>& sorted, double share) {
  if (sorted.empty()) return 0;
  const size_t place = static_cast<size_t>(share * static_cast<double>(sorted.size()));
  return sorted[std::min(place, sorted.size() - 1)];
}

std::string ResultJson(const LoadOptions& options, LoadResult& result) {
  std::sort(result.latencies.begin(), result.latencies.end());
  const auto millis = [&](double share) { return Percentile(result.latencies, share) / 1000.0; };
  const double rps = result.seconds > 0 ? static_cast<double>(result.answered) / result.seconds : 0;
  return absl::StrFormat(
      "{\"mix\": \"%s\", \"in_flight\": %d, \"rps\": %.1f, \"p50_ms\": %.3f, \"p90_ms\": %.3f, "
      "\"p99_ms\": %.3f, \"max_ms\": %.3f, \"answered\": %d, \"refused\": %d, \"sent\": %d}",
      MixWord(options.mix), options.in_flight, rps, millis(0.5), millis(0.9), millis(0.99),
      millis(1), result.answered, result.refused, result.sent);
}

absl::Status RunLoad(const ClientOptions& connection, const LoadOptions& options) {
  std::vector<std::unique_ptr<LoadThread>> loads;
  for (int number = 0; number < options.threads; ++number) {
    ClientOptions share = connection;
    share.channels = std::max(1, connection.channels / options.threads);
    share.first_channel = number * share.channels;
    absl::StatusOr<std::unique_ptr<Client>> client = Client::Connect(share);
    if (!client.ok()) return client.status();
    loads.push_back(std::make_unique<LoadThread>(*std::move(client), options, number));
    if (absl::Status status = loads.back()->Prepare(); !status.ok()) return status;
  }
  std::vector<absl::Status> ends(loads.size());
  std::vector<std::thread> threads;
  const int in_flight = std::max(1, options.in_flight / options.threads);
  for (size_t i = 0; i < loads.size(); ++i) {
    threads.emplace_back([&, i] { ends[i] = loads[i]->Run(in_flight); });
  }
  for (std::thread& thread : threads) thread.join();
  LoadResult result;
  for (size_t i = 0; i < loads.size(); ++i) {
    if (!ends[i].ok()) return ends[i];
    Merge(loads[i]->result(), result);
  }
  return Print(options, result);
}

}  // namespace balcao::country
