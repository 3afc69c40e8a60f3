#include "clients/country/staff.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/country/methods.h"
#include "clients/country/plan.h"

namespace balcao::country {
namespace {

constexpr int kOperators = 6;
// How many passwords are worked on at a time: each is made slow on purpose.
constexpr size_t kHiringLanes = 8;

Worker MakeWorker(v1::Role role, const std::string& login, const std::string& display_name) {
  Worker worker;
  worker.account.set_login(login);
  worker.account.set_role(role);
  worker.account.set_display_name(display_name);
  return worker;
}

Worker AtCentre(v1::Role role, absl::string_view word, const v1::Centre& centre, int number) {
  const std::string place = number == 0 ? std::string(Leaf(centre.name())) : absl::StrCat(number);
  Worker worker = MakeWorker(role, LoginOf(word, place), centre.title());
  worker.account.set_centre(centre.name());
  return worker;
}

Staff ListStaff(const World& world, const std::vector<std::string>& institutes) {
  Staff staff;
  for (const v1::Centre& centre : world.centres) {
    staff.desks.push_back(AtCentre(v1::ROLE_DESK_WORKER, "desk", centre, 0));
    if (centre.kind() != v1::Centre::KIND_NATIONAL) continue;
    staff.coordinators.push_back(AtCentre(v1::ROLE_CENTRE_COORDINATOR, "coordinator", centre, 0));
  }
  for (int number = 1; number <= kOperators; ++number) {
    staff.operators.push_back(
        AtCentre(v1::ROLE_HELPLINE_OPERATOR, "linha", world.helpline, number));
  }
  staff.supervisor = MakeWorker(v1::ROLE_SUPERVISOR, "supervisao", "Supervisor");
  for (const std::string& institute : institutes) {
    Worker worker = MakeWorker(v1::ROLE_FOCAL_POINT, LoginOf("focal", institute), institute);
    worker.account.set_institute(institute);
    staff.focal_points.emplace(institute, std::move(worker));
  }
  return staff;
}

std::vector<Worker*> Everybody(Staff& staff) {
  std::vector<Worker*> workers = {&staff.supervisor};
  for (Worker& worker : staff.desks) workers.push_back(&worker);
  for (Worker& worker : staff.coordinators) workers.push_back(&worker);
  for (Worker& worker : staff.operators) workers.push_back(&worker);
  for (auto& [institute, worker] : staff.focal_points) workers.push_back(&worker);
  return workers;
}

Task<absl::Status> Hire(Client& client, const HouseKeys& keys, const std::string& admin_token,
                        Worker& worker) {
  v1::CreateAccountRequest request;
  *request.mutable_account() = worker.account;
  request.set_password(keys.password);
  request.set_request_id(
      RequestId(keys.seed, "account", HashText(worker.account.login()), 0, {FirstDay(0), 0}));
  v1::Account account;
  const absl::Status made = co_await client.Call(kCreateAccount, admin_token, request, &account);
  // An account that is there already is what was wanted.
  if (!made.ok() && made.code() != absl::StatusCode::kAlreadyExists) co_return made;
  const absl::Status signed_in = co_await SignIn(client, keys.password, worker);
  co_return signed_in;
}

Task<absl::Status> HiringLane(Client& client, const HouseKeys& keys, const std::string& admin_token,
                              const std::vector<Worker*>& workers, size_t& next) {
  while (next < workers.size()) {
    Worker& worker = *workers[next++];
    const absl::Status hired = co_await Hire(client, keys, admin_token, worker);
    if (!hired.ok()) co_return hired;
  }
  co_return absl::OkStatus();
}

Task<absl::Status> Claim(Client& client, const HouseKeys& keys, Worker& worker) {
  v1::ClaimHouseRequest request;
  request.set_token(keys.claim_token);
  request.set_login(keys.administrator);
  request.set_password(keys.password);
  v1::Session session;
  const absl::Status claimed = co_await client.Call(kClaimHouse, "", request, &session);
  if (claimed.ok()) worker.token = session.token();
  co_return claimed;
}

Task<absl::Status> Fetch(Client& client, const std::string& token, World& world) {
  const v1::ListCentresRequest centres_request;
  v1::ListCentresResponse centres;
  absl::Status status = co_await client.Call(kListCentres, token, centres_request, &centres);
  if (!status.ok()) co_return status;
  status = SetCentres({centres.centres().begin(), centres.centres().end()}, world);
  if (!status.ok()) co_return status;
  const v1::ListCaseTypesRequest types_request;
  v1::ListCaseTypesResponse types;
  status = co_await client.Call(kListCaseTypes, token, types_request, &types);
  if (!status.ok()) co_return status;
  world.types.assign(types.case_types().begin(), types.case_types().end());
  v1::ListCodesRequest codes_request;
  codes_request.set_list("case_area");
  v1::ListCodesResponse codes;
  status = co_await client.Call(kListCodes, token, codes_request, &codes);
  if (!status.ok()) co_return status;
  for (const v1::CodeList& list : codes.lists()) {
    for (const v1::Code& code : list.codes()) world.areas.push_back(code.code());
  }
  const v1::ListLanguagesRequest languages_request;
  v1::ListLanguagesResponse languages;
  status = co_await client.Call(kListLanguages, token, languages_request, &languages);
  for (const v1::Language& language : languages.languages()) {
    world.languages.push_back(language.tag());
  }
  co_return status;
}

}  // namespace

std::string LoginOf(absl::string_view role, absl::string_view place) {
  std::string login = absl::StrCat(role, ".");
  for (char c : place) {
    const bool plain = absl::ascii_isalnum(static_cast<unsigned char>(c));
    login.push_back(plain ? absl::ascii_tolower(static_cast<unsigned char>(c)) : '-');
  }
  return login;
}

absl::StatusOr<Worker> EnterHouse(Client& client, const HouseKeys& keys) {
  Worker worker = MakeWorker(v1::ROLE_ADMINISTRATOR, keys.administrator, "");
  absl::Status entered = absl::OkStatus();
  if (!keys.claim_token.empty()) entered = client.Run(Claim(client, keys, worker));
  // A house that was claimed before refuses the token, and knows the password.
  if (keys.claim_token.empty() || !entered.ok()) {
    const absl::Status signed_in = client.Run(SignIn(client, keys.password, worker));
    if (!signed_in.ok()) return entered.ok() ? signed_in : entered;
  }
  return worker;
}

absl::Status FetchWorld(Client& client, const std::string& token, World& world) {
  return client.Run(Fetch(client, token, world));
}

absl::StatusOr<Staff> HireStaff(Client& client, const HouseKeys& keys, const World& world,
                                const std::vector<std::string>& institutes,
                                const Worker& administrator) {
  Staff staff = ListStaff(world, institutes);
  staff.administrator = administrator;
  const std::vector<Worker*> workers = Everybody(staff);
  size_t next = 0;
  std::vector<Task<absl::Status>> lanes;
  for (size_t lane = 0; lane < kHiringLanes; ++lane) {
    lanes.push_back(HiringLane(client, keys, administrator.token, workers, next));
  }
  if (absl::Status hired = client.RunAll(lanes); !hired.ok()) return hired;
  return staff;
}

Task<absl::Status> SignIn(Client& client, const std::string& password, Worker& worker) {
  v1::CreateSessionRequest request;
  request.set_login(worker.account.login());
  request.set_password(password);
  v1::Session session;
  const absl::Status made = co_await client.Call(kCreateSession, "", request, &session);
  if (!made.ok()) co_return made;
  worker.token = session.token();
  worker.account = session.account();
  co_return absl::OkStatus();
}

}  // namespace balcao::country
