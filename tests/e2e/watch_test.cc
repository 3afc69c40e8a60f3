// Streams that tell of changes: to who may read what changed, for as long as they may, and
// nothing of what it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "services/common/change_watch.h"
#include "storage/ledger/transaction.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

// A stream as a client reads it: what came, and how it ended.
template <class Request, class Response>
class Stream {
 public:
  using Open = std::unique_ptr<grpc::ClientReader<Response>> (*)(Client&, grpc::ClientContext*,
                                                                 const Request&);

  Stream(Client& client, Open open, const Request& request, milliseconds lasts = milliseconds(0)) {
    context_.AddMetadata("authorization", "Bearer " + client.token);
    if (lasts.count() > 0) context_.set_deadline(std::chrono::system_clock::now() + lasts);
    reader_ = open(client, &context_, request);
    thread_ = std::thread([this] { Run(); });
  }
  ~Stream() {
    context_.TryCancel();
    thread_.join();
  }

  std::optional<Response> Next(milliseconds within = milliseconds(2000)) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait_for(lock, within, [&] { return !came_.empty() || end_.has_value(); });
    if (came_.empty()) return std::nullopt;
    Response next = std::move(came_.front());
    came_.pop_front();
    return next;
  }
  // How it ended; OK when it did not.
  Result<Response> End(milliseconds within = milliseconds(2000)) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait_for(lock, within, [&] { return end_.has_value(); });
    Result<Response> result;
    if (end_.has_value()) result.status = *end_;
    ReadDetails(result.status, result.reason, result.metadata, result.faults);
    return result;
  }
  void Cancel() { context_.TryCancel(); }

 private:
  void Run() {
    Response message;
    while (reader_->Read(&message)) {
      const std::lock_guard<std::mutex> lock(mutex_);
      came_.push_back(message);
      changed_.notify_all();
    }
    const grpc::Status status = reader_->Finish();
    const std::lock_guard<std::mutex> lock(mutex_);
    end_ = status;
    changed_.notify_all();
  }

  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<Response>> reader_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Response> came_;
  std::optional<grpc::Status> end_;
  std::thread thread_;
};

using CaseStream = Stream<v1::WatchCaseRequest, v1::WatchCaseResponse>;
using VisitStream = Stream<v1::WatchVisitsRequest, v1::WatchVisitsResponse>;

std::unique_ptr<CaseStream> WatchCase(Client& client, const std::string& name,
                                      milliseconds lasts = milliseconds(0)) {
  v1::WatchCaseRequest request;
  request.set_name(name);
  const CaseStream::Open open = [](Client& who, grpc::ClientContext* context,
                                   const v1::WatchCaseRequest& what) {
    return who.cases->WatchCase(context, what);
  };
  return std::make_unique<CaseStream>(client, open, request, lasts);
}

std::unique_ptr<VisitStream> WatchVisits(Client& client) {
  const VisitStream::Open open = [](Client& who, grpc::ClientContext* context,
                                    const v1::WatchVisitsRequest& what) {
    return who.intake->WatchVisits(context, what);
  };
  return std::make_unique<VisitStream>(client, open, v1::WatchVisitsRequest());
}

constexpr char kAbsent[] = "cases/00000000-0000-7000-8000-000000000001";

std::string NewCase(Client& desk, const std::string& type = "legal.permit_renewal") {
  const auto visit = desk.Call(*desk.intake, &v1::Intake::Stub::OpenVisit,
                               NewVisitRequest("Rosa", "Vieira", "case_type: '" + type + "'"));
  EXPECT_TRUE(visit.ok()) << visit.reason;
  return visit->tickets(0).opened_case();
}

void Advance(Client& desk, const std::string& name) {
  v1::AdvanceCaseRequest request;
  request.set_name(name);
  request.set_stage("triage");
  request.set_request_id(NewRequestId());
  const auto moved = desk.Call(*desk.cases, &v1::Cases::Stub::AdvanceCase, request);
  ASSERT_TRUE(moved.ok()) << moved.reason;
}

void AddNote(Client& desk, const std::string& name) {
  v1::AddNoteRequest request;
  request.set_parent(name);
  request.mutable_note()->set_text("Volta na quinta-feira.");
  request.set_request_id(NewRequestId());
  ASSERT_TRUE(desk.Call(*desk.cases, &v1::Cases::Stub::AddNote, request).ok());
}

std::string EtagOf(const std::optional<v1::WatchCaseResponse>& message) {
  return message.has_value() ? message->etag() : "nothing came";
}

TEST(WatchCase, WhoReadsACaseIsToldThatItChangedAndOfNoOtherCase) {
  TestHouse house;
  Client& desk = house.As(kLisbonDesk);
  const std::string name = NewCase(desk), other = NewCase(desk, "legal.visa");
  const auto stream = WatchCase(desk, name);
  EXPECT_EQ(EtagOf(stream->Next()), "1");
  Advance(house.As(kLisbonColleague), other);
  EXPECT_EQ(stream->Next(milliseconds(500)), std::nullopt);
  Advance(house.As(kLisbonColleague), name);
  EXPECT_EQ(EtagOf(stream->Next()), "2");
  AddNote(house.As(kLisbonCoordinator), name);
  EXPECT_EQ(EtagOf(stream->Next()), "2") << "its notes belong to it";
  EXPECT_TRUE(stream->End(milliseconds(0)).ok());
}

TEST(WatchCase, WhoMayNotReadACaseIsToldWhatIsToldOfOneThatIsNotThere) {
  TestHouse house;
  Client& desk = house.As(kLisbonDesk);
  const std::string name = NewCase(desk);
  const std::string restricted = NewCase(desk, "protection.trafficking");
  EXPECT_EQ(EtagOf(WatchCase(desk, restricted)->Next()), "1");
  const auto absent = WatchCase(desk, kAbsent)->End();
  EXPECT_EQ(absent.status.error_code(), grpc::StatusCode::NOT_FOUND);
  for (const auto& [login, hidden] : std::vector<std::pair<std::string, std::string>>{
           {kPortoDesk, name}, {kLisbonColleague, restricted}, {kOperator, restricted}}) {
    const auto stream = WatchCase(house.As(login), hidden);
    EXPECT_EQ(stream->Next(), std::nullopt) << login;
    const auto told = stream->End();
    EXPECT_EQ(told.status.error_code(), absent.status.error_code()) << login;
    EXPECT_EQ(told.status.error_message(), absent.status.error_message());
    EXPECT_EQ(told.status.error_details(), absent.status.error_details());
  }
  EXPECT_EQ(WatchCase(house.As(kSupervisor), name)->End().reason, "ROLE_NOT_ALLOWED");
  EXPECT_EQ(WatchCase(desk, "people/1")->End().faults.at("name"), "NOT_A_NAME");
  EXPECT_EQ(EtagOf(WatchCase(house.As(kOperator), name)->Next()), "1") << "the line reads cases";
}

// What was allowed when the stream began is asked again before each message.
TEST(WatchCase, WhoSignedOutIsToldOfNoChangeMore) {
  TestHouse house;
  Client guest = house.SignIn(kLisbonColleague, kPassword);
  const std::string name = NewCase(house.As(kLisbonDesk));
  const auto stream = WatchCase(guest, name);
  EXPECT_EQ(EtagOf(stream->Next()), "1");
  ASSERT_TRUE(
      guest.Call(*guest.access, &v1::Access::Stub::DeleteSession, v1::DeleteSessionRequest()).ok());
  Advance(house.As(kLisbonDesk), name);
  EXPECT_EQ(stream->Next(), std::nullopt);
  EXPECT_EQ(stream->End().reason, "SESSION_NOT_VALID");
}

TEST(WatchCase, ASessionThatEndsTakesAStreamAlongThoughNothingChanges) {
  TestHouse house;
  Client guest = house.SignIn(kLisbonColleague, kPassword);
  const auto stream = WatchCase(guest, NewCase(house.As(kLisbonDesk)));
  EXPECT_EQ(EtagOf(stream->Next()), "1");
  ASSERT_TRUE(
      guest.Call(*guest.access, &v1::Access::Stub::DeleteSession, v1::DeleteSessionRequest()).ok());
  EXPECT_EQ(stream->End(milliseconds(10'000)).reason, "SESSION_NOT_VALID")
      << "at the next tick of the watch";
}

// No method restricts a case that is open yet: it is done to the store.
void Restrict(storage::Ledger& ledger, const std::string& name) {
  std::promise<absl::Status> done;
  storage::Command command;
  command.envelope = {storage::Id(), "balcao.v1.Cases/UpdateCase", storage::Id(), ""};
  command.decide = [id = *storage::ParseResourceName("cases", name)](
                       storage::Transaction& transaction) -> absl::Status {
    auto record = transaction.Load(storage::Kind::kCase, id)->As<store::v1::CaseRecord>();
    record.mutable_case_()->mutable_placement()->set_restricted(true);
    return transaction.Put(id, std::move(record));
  };
  command.done = [&](absl::StatusOr<storage::ChangeSet> changes) {
    done.set_value(changes.status());
  };
  ledger.Submit(std::move(command));
  ASSERT_EQ(done.get_future().get(), absl::OkStatus());
}

TEST(WatchCase, ACaseThatIsHiddenFromNowOnEndsTheStreamAsIfItWereNotThere) {
  storage::Ledger* ledger = nullptr;
  server::Seams seams;
  seams.wrap_ledger = [&](std::unique_ptr<storage::Ledger> made) {
    ledger = made.get();
    return made;
  };
  TestHouse house(seams);
  const std::string name = NewCase(house.As(kLisbonDesk));
  const auto stream = WatchCase(house.As(kLisbonDesk), name);
  const auto coordinator = WatchCase(house.As(kLisbonCoordinator), name);
  EXPECT_EQ(EtagOf(stream->Next()), "1");
  EXPECT_EQ(EtagOf(coordinator->Next()), "1");
  Restrict(*ledger, name);
  EXPECT_EQ(stream->Next(), std::nullopt) << "not even that it changed";
  const auto absent = WatchCase(house.As(kLisbonDesk), kAbsent)->End();
  EXPECT_EQ(stream->End().status.error_details(), absent.status.error_details());
  EXPECT_EQ(stream->End().reason, "NOT_FOUND");
  EXPECT_EQ(EtagOf(coordinator->Next()), "2");
}

TEST(WatchCase, AnAccountWatchesSoMuchAtOnceOverAllThatItWatches) {
  TestHouse house;
  Client& desk = house.As(kLisbonDesk);
  const std::string name = NewCase(desk);
  std::vector<std::unique_ptr<CaseStream>> of_case;
  std::vector<std::unique_ptr<VisitStream>> of_visits;
  for (int i = 0; i < services::ChangeWatch::kOfAnAccountMax / 2; ++i) {
    of_case.push_back(WatchCase(desk, name));
    ASSERT_EQ(EtagOf(of_case.back()->Next()), "1") << i;
    of_visits.push_back(WatchVisits(desk));
    ASSERT_TRUE(of_visits.back()->Next().has_value()) << i;
  }
  const auto refused = WatchCase(desk, name)->End();
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(refused.reason, "TOO_MANY_STREAMS");
  EXPECT_EQ(WatchVisits(desk)->End().reason, "TOO_MANY_STREAMS");
  EXPECT_EQ(EtagOf(WatchCase(house.As(kLisbonColleague), name)->Next()), "1");

  of_visits.front()->Cancel();
  EXPECT_EQ(of_visits.front()->End().status.error_code(), grpc::StatusCode::CANCELLED);
  std::string etag;
  for (int i = 0; i < 100 && etag != "1"; ++i) {
    // The house hears of it a moment later.
    std::this_thread::sleep_for(milliseconds(10));
    etag = EtagOf(WatchCase(desk, name)->Next());
  }
  EXPECT_EQ(etag, "1") << "who left gives room";
}

TEST(WatchCase, EndsAtItsDeadlineAndWhenTheHouseCloses) {
  TestHouse house;
  Client& desk = house.As(kLisbonDesk);
  const std::string name = NewCase(desk);
  EXPECT_EQ(WatchCase(desk, name, milliseconds(300))->End().status.error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  const auto stream = WatchCase(desk, name);
  EXPECT_EQ(EtagOf(stream->Next()), "1");
  const auto begin = std::chrono::steady_clock::now();
  house.Stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(4000))
      << "it does not wait for its streams";
  EXPECT_EQ(stream->End().reason, "CLOSING");
}

// Streams begin, are told and are left all at once: none is told twice of its end, and the
// house has room for each afterwards.
TEST(WatchCase, ManyComeAndGoWhileTheCaseChanges) {
  TestHouse house({}, [](server::Options& options) { options.calls_per_second = 0; });
  const std::string name = NewCase(house.As(kLisbonDesk));
  std::atomic<bool> stop = false;
  Client& colleague = house.As(kLisbonColleague);
  std::thread busy([&] {
    while (!stop) AddNote(colleague, name);
  });
  Client& desk = house.As(kLisbonDesk);
  std::vector<std::thread> readers;
  std::atomic<int> told = 0;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&, i] {
      for (int n = 0; n < 25; ++n) {
        const auto stream = WatchCase(desk, name, milliseconds(n % 5 == 4 ? 20 : 0));
        if (stream->Next().has_value()) ++told;
        if ((n + i) % 3 == 0) stream->Next(milliseconds(120));
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  stop = true;
  busy.join();
  EXPECT_GT(told, 50);
  std::vector<std::unique_ptr<CaseStream>> after;
  for (int i = 0; i < services::ChangeWatch::kOfAnAccountMax; ++i) {
    for (int n = 0; n < 100; ++n) {
      auto stream = WatchCase(desk, name);
      if (stream->Next().has_value()) {
        after.push_back(std::move(stream));
        break;
      }
      std::this_thread::sleep_for(milliseconds(10));
    }
  }
  EXPECT_THAT(after, SizeIs(services::ChangeWatch::kOfAnAccountMax));
}

// That there is a case, and that it changes, is told of a record: once a stream.
TEST(WatchCase, LeavesATraceBeforeItTellsAndNoneWhereItTellsNothing) {
  TestHouse house;
  const std::string name = NewCase(house.As(kLisbonDesk));
  {
    const auto stream = WatchCase(house.As(kLisbonColleague), name);
    EXPECT_EQ(EtagOf(stream->Next()), "1");
    Advance(house.As(kLisbonDesk), name);
    EXPECT_EQ(EtagOf(stream->Next()), "2");
  }
  WatchCase(house.As(kPortoDesk), name)->End();
  std::vector<std::string> traced;
  for (const store::v1::Entry& entry : house.Journal()) {
    if (entry.method() != "balcao.v1.Cases/WatchCase") continue;
    for (const store::v1::ReadTrace& read : entry.reads()) {
      traced.push_back(storage::ResourceName("cases", storage::Id::FromBytes(read.ids())));
    }
  }
  EXPECT_THAT(traced, ElementsAre(name));
}

TEST(WatchCase, AStreamHasItsLineInTheLogWhenItEnds) {
  TestHouse house({}, [](server::Options& options) {
    options.request_log = options.data_folder + "/log";
    options.log_requests = true;
  });
  const std::string name = NewCase(house.As(kLisbonDesk));
  {
    const auto stream = WatchCase(house.As(kLisbonDesk), name);
    EXPECT_EQ(EtagOf(stream->Next()), "1");
  }
  WatchCase(house.As(kPortoDesk), name)->End();
  house.Stop();
  std::ifstream in(house.folder() + "/var/log");
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.find("Cases/WatchCase") != std::string::npos) lines.push_back(line);
  }
  ASSERT_THAT(lines, SizeIs(2));
  const std::string who = "[0-9-]+T[0-9:.]+Z Cases/WatchCase [0-9a-f-]+ ";
  EXPECT_THAT(lines, ::testing::UnorderedElementsAre(
                         MatchesRegex(who + "CANCELLED - [0-9]+us name=" + name),
                         MatchesRegex(who + "NOT_FOUND NOT_FOUND [0-9]+us name=" + name)));
}

}  // namespace
}  // namespace balcao::testing
