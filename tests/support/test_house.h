// A real house for a test: a server on a free port over a store in a folder of
// its own, with a member of staff for every role.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "balcao/store/v1/journal.pb.h"
#include "balcao/v1/access.grpc.pb.h"
#include "balcao/v1/cases.grpc.pb.h"
#include "balcao/v1/catalogue.grpc.pb.h"
#include "balcao/v1/helpline.grpc.pb.h"
#include "balcao/v1/intake.grpc.pb.h"
#include "balcao/v1/maintenance.grpc.pb.h"
#include "balcao/v1/people.grpc.pb.h"
#include "balcao/v1/plan.grpc.pb.h"
#include "balcao/v1/statistics.grpc.pb.h"
#include "google/protobuf/text_format.h"
#include "services/server/server.h"

namespace balcao::testing {

inline constexpr char kLisbonDesk[] = "desk.lisboa";
inline constexpr char kLisbonColleague[] = "desk.lisboa.2";
inline constexpr char kLisbonCoordinator[] = "coordenacao.lisboa";
inline constexpr char kPortoDesk[] = "desk.porto";
inline constexpr char kOperator[] = "linha";
inline constexpr char kSupervisor[] = "supervisao";
inline constexpr char kFocalPoint[] = "foco.acm";
inline constexpr char kAdministrator[] = "admin";
inline constexpr char kPassword[] = "uma senha de ensaio";

template <class T>
T FromText(const std::string& text) {
  T message;
  if (!google::protobuf::TextFormat::ParseFromString(text, &message)) abort();
  return message;
}

// A random UUID for a request.
std::string NewRequestId();

template <class T>
struct Result {
  grpc::Status status;
  T response;
  std::string reason;  // of the ErrorInfo
  std::map<std::string, std::string> metadata;
  std::map<std::string, std::string> faults;  // field path -> reason

  bool ok() const { return status.ok(); }
  const T* operator->() const { return &response; }
};

void ReadDetails(const grpc::Status& status, std::string& reason,
                 std::map<std::string, std::string>& metadata,
                 std::map<std::string, std::string>& faults);

// A client that is signed in, or nobody when the token is empty.
class Client {
 public:
  Client(std::shared_ptr<grpc::Channel> channel, std::string token);

  // Calls a method: `desk.Call(*desk.people, &v1::People::Stub::GetPerson, request)`.
  template <class Stub, class Request, class Response>
  Result<Response> Call(Stub& stub,
                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                     Response*),
                        const Request& request) {
    grpc::ClientContext context;
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    Result<Response> result;
    result.status = (stub.*method)(&context, request, &result.response);
    ReadDetails(result.status, result.reason, result.metadata, result.faults);
    return result;
  }

  std::shared_ptr<grpc::Channel> channel;
  std::string token;
  std::unique_ptr<v1::People::Stub> people;
  std::unique_ptr<v1::Intake::Stub> intake;
  std::unique_ptr<v1::Cases::Stub> cases;
  std::unique_ptr<v1::Helpline::Stub> helpline;
  std::unique_ptr<v1::Statistics::Stub> statistics;
  std::unique_ptr<v1::Plan::Stub> plan;
  std::unique_ptr<v1::Catalogue::Stub> catalogue;
  std::unique_ptr<v1::Access::Stub> access;
  std::unique_ptr<v1::Maintenance::Stub> maintenance;
};

class TestHouse {
 public:
  // `more` changes the options that the server is started with.
  explicit TestHouse(server::Seams seams = {},
                     std::function<void(server::Options&)> more = nullptr);
  ~TestHouse();

  // Stops the server and starts it again over the same store.
  void Restart();
  void Stop();

  // Every entry of the journal, oldest first. Restarts the house: clients that
  // were handed out are gone.
  std::vector<store::v1::Entry> Journal();

  Client& As(const std::string& login);
  Client SignedOut();
  // Signs in anew.
  Client SignIn(const std::string& login, const std::string& password);

  const std::string& folder() const { return folder_; }

 private:
  void Start();
  void Staff();

  server::Seams seams_;
  const std::function<void(server::Options&)> more_;
  std::string folder_;
  std::unique_ptr<server::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::map<std::string, std::string> tokens_;
  std::map<std::string, std::unique_ptr<Client>> clients_;
};

// A visit of a new person with one matter, as most tests begin.
v1::OpenVisitRequest NewVisitRequest(const std::string& given_name, const std::string& family_name,
                                     const std::string& ticket);

}  // namespace balcao::testing
