// At rest there is no plaintext personal data. A day's work is done with values
// that can be found again; then every byte of every file of the house, all that
// it printed and all its refusals are searched for them. P5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "absl/strings/escaping.h"
#include "services/common/keys.h"
#include "storage/sqlite/sqlite_engine.h"
#include "tests/privacy/forms.h"
#include "tests/support/test_house.h"

namespace balcao::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr char kGiven[] = "Zuleicamarca";
constexpr char kFamily[] = "Quintelasinal";
constexpr char kOther[] = "Зулейка Маркировская";
constexpr char kDocument[] = "XQ 738 291-ZK";
constexpr char kPhone[] = "912 738 465";
constexpr char kEmail[] = "zuleica.sinal@exemplo.pt";
constexpr char kAddress[] = "Travessa da Marca Escondida, 47";
constexpr char kPersonNote[] = "prefere o gabinete marcado do fundo";
constexpr char kPurpose[] = "consente o envio do sinal combinado";
constexpr char kTicketNote[] = "bilhete: trouxe a carta marcada";
constexpr char kSummary[] = "resumo: despedida por sinalizar o patrao";
constexpr char kReceipt[] = "SEF-RECIBO-551-90817";
constexpr char kOffence[] = "cadastro: multa por sinal vermelho";
constexpr char kPartyName[] = "Advogado Bartolomeu Sinaleiro";
constexpr char kPartyContact[] = "bartolomeu@sinaleiro.pt";
constexpr char kCaseNote[] = "nota: chorou ao contar da marca";
constexpr char kReopenReason[] = "reaberto por nova prova sinalizada";
constexpr char kCallNote[] = "chamada: pediu que sinalizassem a irma";
constexpr char kCallNumber[] = "+44 20 7946 0958";
constexpr char kInterpreterLanguage[] = "uk";
constexpr char kColleague[] = "Doutora Filomena Assinalada";
constexpr char kFirstPassword[] = "senha primeira assinalada";
constexpr char kSecondPassword[] = "senha segunda assinalada";
constexpr char kWrongPassword[] = "senha errada assinalada";
// Codes that reveal a special category stand nowhere but sealed or blinded.
constexpr char kCaseType[] = "legal.permit_renewal";
constexpr char kVulnerability[] = "mental_health";
constexpr char kTopic[] = "stay_docs";

std::vector<std::string> Markers() {
  return {kGiven,         kFamily,        kOther,
          kDocument,      kPhone,         services::NormalizePhone(kPhone),
          kEmail,         kAddress,       kPersonNote,
          kPurpose,       kTicketNote,    kSummary,
          kReceipt,       kOffence,       kPartyName,
          kPartyContact,  kCaseNote,      kReopenReason,
          kCallNote,      kCallNumber,    services::NormalizePhone(kCallNumber),
          kColleague,     kFirstPassword, kSecondPassword,
          kWrongPassword, kPassword,      kCaseType,
          kVulnerability, kTopic,         "1987-03-19"};
}

// Sends what the process prints to a file, and back when it leaves scope.
class CapturedOutput {
 public:
  explicit CapturedOutput(const std::string& path) : path_(path) {
    std::fflush(nullptr);
    for (const int stream : {1, 2}) kept_[stream] = dup(stream);
    std::FILE* file = std::fopen(path.c_str(), "w");
    for (const int stream : {1, 2}) dup2(fileno(file), stream);
    std::fclose(file);
  }
  ~CapturedOutput() {
    std::fflush(nullptr);
    for (const int stream : {1, 2}) {
      dup2(kept_[stream], stream);
      close(kept_[stream]);
    }
    if (::testing::Test::HasFailure()) std::fputs(ReadWhole(path_).c_str(), stderr);
  }

 private:
  const std::string path_;
  int kept_[3] = {};
};

// With all that a log may hold, in the folder that is searched.
void LogEverything(server::Options& options) {
  options.request_log = options.data_folder + "/requests.log";
  options.log_requests = true;
}

class PlaintextScan : public ::testing::Test {
 protected:
  PlaintextScan() : scan_(Markers()) {
    std::string pattern = std::filesystem::temp_directory_path() / "balcao-scan-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) abort();
    folder_ = pattern;
  }
  ~PlaintextScan() override { std::filesystem::remove_all(folder_); }

  // Calls, and keeps what a refusal said.
  template <class Stub, class Request, class Response>
  Result<Response> Ask(Client& client, Stub& stub,
                       grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                    Response*),
                       const Request& request) {
    const Result<Response> result = client.Call(stub, method, request);
    if (!result.ok()) {
      refusals_ += result.status.error_message() + "\n" + result.status.error_details() + "\n";
      ++refused_;
    }
    return result;
  }

  v1::OpenVisitRequest Arrival() {
    v1::OpenVisitRequest request =
        NewVisitRequest(kGiven, kFamily, "case_type: '" + std::string(kCaseType) + "'");
    request.mutable_visit()->mutable_tickets(0)->set_note(kTicketNote);
    request.mutable_visit()->add_tickets()->set_area("housing");
    request.mutable_visit()->mutable_tickets(1)->set_note(kTicketNote);
    v1::LegalBasis& basis = *request.mutable_visit()->mutable_legal_basis();
    basis.set_ground(v1::LegalBasis::GROUND_CONSENT);
    basis.set_consent_purpose(kPurpose);
    v1::Person& person = *request.mutable_new_person();
    person.add_other_names(kOther);
    *person.mutable_birth_date() = FromText<v1::Date>("year: 1987 month: 3 day: 19");
    *person.add_documents() = FromText<v1::IdentityDocument>("type: 'passport' country: 'BR'");
    person.mutable_documents(0)->set_number(kDocument);
    person.add_phones(kPhone);
    person.set_email(kEmail);
    person.set_address(kAddress);
    person.add_vulnerabilities(kVulnerability);
    person.set_note(kPersonNote);
    return request;
  }

  // A person arrives, twice as one request, and once more as a stranger.
  void Receive(TestHouse& house) {
    Client& desk = house.As(kLisbonDesk);
    const v1::OpenVisitRequest request = Arrival();
    const auto visit = Ask(desk, *desk.intake, &v1::Intake::Stub::OpenVisit, request);
    ASSERT_TRUE(visit.ok()) << visit.status.error_message();
    EXPECT_TRUE(Ask(desk, *desk.intake, &v1::Intake::Stub::OpenVisit, request).ok());
    v1::OpenVisitRequest twin = request;
    twin.set_request_id(NewRequestId());
    EXPECT_EQ(Ask(desk, *desk.intake, &v1::Intake::Stub::OpenVisit, twin).reason,
              "DUPLICATE_CANDIDATES");
    twin.set_request_id(request.request_id());
    twin.mutable_new_person()->set_email("outra@exemplo.pt");
    EXPECT_EQ(Ask(desk, *desk.intake, &v1::Intake::Stub::OpenVisit, twin).reason,
              "REQUEST_ID_REUSED");
    person_ = visit->person();
    ticket_ = visit->tickets(1).name();
    case_ = visit->tickets(0).opened_case();
  }

  void WorkTheTicket(TestHouse& house) {
    Client& desk = house.As(kLisbonDesk);
    v1::CloseTicketRequest close;
    close.set_name(ticket_);
    close.set_state(v1::Ticket::STATE_ADVICE_GIVEN);
    close.set_note(kTicketNote);
    close.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(desk, *desk.intake, &v1::Intake::Stub::CloseTicket, close).ok());
  }

  void WorkTheCase(TestHouse& house) {
    Client& desk = house.As(kLisbonDesk);
    v1::UpdateCaseRequest update;
    update.mutable_case_()->set_name(case_);
    update.mutable_case_()->set_summary(kSummary);
    update.mutable_case_()->set_receipt_number(kReceipt);
    update.mutable_update_mask()->add_paths("summary");
    update.mutable_update_mask()->add_paths("receipt_number");
    update.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(desk, *desk.cases, &v1::Cases::Stub::UpdateCase, update).ok());
    v1::AddPartyRequest party;
    party.set_name(case_);
    party.mutable_party()->set_role(v1::Party::ROLE_REPRESENTATIVE);
    party.mutable_party()->set_display_name(kPartyName);
    party.mutable_party()->set_contact(kPartyContact);
    party.mutable_party()->set_offence_note(kOffence);
    party.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(desk, *desk.cases, &v1::Cases::Stub::AddParty, party).ok());
    v1::AddNoteRequest note;
    note.set_parent(case_);
    note.mutable_note()->set_text(kCaseNote);
    note.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(desk, *desk.cases, &v1::Cases::Stub::AddNote, note).ok());
    CloseAndReopen(desk);
  }

  void CloseAndReopen(Client& desk) {
    v1::CloseCaseRequest close;
    close.set_name(case_);
    close.set_outcome("granted");
    close.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(desk, *desk.cases, &v1::Cases::Stub::CloseCase, close).ok());
    v1::ReopenCaseRequest reopen;
    reopen.set_name(case_);
    reopen.set_reason(kReopenReason);
    reopen.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(desk, *desk.cases, &v1::Cases::Stub::ReopenCase, reopen).ok());
  }

  void TakeACall(TestHouse& house) {
    Client& line = house.As(kOperator);
    auto request = FromText<v1::LogCallRequest>(R"pb(
      call {
        direction: DIRECTION_INBOUND
        kind: KIND_DATA
        channel: "phone"
        language: "pt"
        outcome: "answered"
      })pb");
    v1::Call& call = *request.mutable_call();
    call.set_topic(kTopic);
    call.set_number(kCallNumber);
    call.set_note(kCallNote);
    call.set_person(person_);
    call.add_legs()->set_language(kInterpreterLanguage);
    call.mutable_legs(0)->set_outcome("translated");
    request.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(line, *line.helpline, &v1::Helpline::Stub::LogCall, request).ok());
    v1::ListPreviousContactsRequest earlier;
    earlier.set_number(kCallNumber);
    EXPECT_TRUE(Ask(line, *line.helpline, &v1::Helpline::Stub::ListPreviousContacts, earlier).ok());
  }

  void KeepAccounts(TestHouse& house) {
    Client& admin = house.As(kAdministrator);
    v1::CreateAccountRequest request;
    request.mutable_account()->set_login("desk.nova");
    request.mutable_account()->set_display_name(kColleague);
    request.mutable_account()->set_role(v1::ROLE_DESK_WORKER);
    request.mutable_account()->set_centre("centres/CNAIM-LIS");
    request.set_password(kFirstPassword);
    request.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(admin, *admin.access, &v1::Access::Stub::CreateAccount, request).ok());
    EXPECT_EQ(Ask(admin, *admin.access, &v1::Access::Stub::CreateAccount,
                  [&] {
                    request.set_request_id(NewRequestId());
                    return request;
                  }())
                  .reason,
              "LOGIN_TAKEN");
    Client colleague = house.SignIn("desk.nova", kFirstPassword);
    v1::SetPasswordRequest change;
    change.set_old_password(kWrongPassword);
    change.set_new_password(kSecondPassword);
    change.set_request_id(NewRequestId());
    EXPECT_FALSE(Ask(colleague, *colleague.access, &v1::Access::Stub::SetPassword, change).ok());
    change.set_old_password(kFirstPassword);
    change.set_request_id(NewRequestId());
    EXPECT_TRUE(Ask(colleague, *colleague.access, &v1::Access::Stub::SetPassword, change).ok());
    v1::CreateSessionRequest wrong;
    wrong.set_login("desk.nova");
    wrong.set_password(kWrongPassword);
    EXPECT_FALSE(Ask(colleague, *colleague.access, &v1::Access::Stub::CreateSession, wrong).ok());
  }

  // Requests with personal data where they do not belong.
  void Blunder(TestHouse& house) {
    Client& desk = house.As(kLisbonDesk);
    v1::OpenVisitRequest request = Arrival();
    v1::Person& person = *request.mutable_new_person();
    for (std::string* field :
         {person.mutable_sex(), person.mutable_language(), person.mutable_residence_status(),
          person.add_nationalities(), person.add_vulnerabilities(), person.add_phones(),
          person.mutable_documents(0)->mutable_type(), request.mutable_visit()->mutable_channel(),
          request.mutable_visit()->mutable_language(),
          request.mutable_visit()->mutable_tickets(1)->mutable_area(),
          request.mutable_visit()->mutable_tickets(0)->mutable_case_type()}) {
      *field = std::string(kGiven) + " " + kFamily;
    }
    person.set_email(kAddress);
    person.set_note(std::string(kPersonNote) + '\x01');
    EXPECT_EQ(Ask(desk, *desk.intake, &v1::Intake::Stub::OpenVisit, request).reason,
              "INVALID_FIELDS");
    BlunderNames(desk);
    Client& line = house.As(kOperator);
    v1::LogCallRequest call;
    call.mutable_call()->set_topic(kCallNote);
    call.mutable_call()->set_channel(kCallNumber);
    call.set_request_id(kCallNumber);
    EXPECT_FALSE(Ask(line, *line.helpline, &v1::Helpline::Stub::LogCall, call).ok());
    v1::ListPreviousContactsRequest earlier;
    earlier.set_number(kGiven);
    EXPECT_FALSE(
        Ask(line, *line.helpline, &v1::Helpline::Stub::ListPreviousContacts, earlier).ok());
  }

  void BlunderNames(Client& desk) {
    const std::string wrong = std::string("people/") + kGiven;
    v1::GetPersonRequest person;
    person.set_name(wrong);
    EXPECT_FALSE(Ask(desk, *desk.people, &v1::People::Stub::GetPerson, person).ok());
    v1::UpdatePersonRequest update;
    update.mutable_person()->set_name(person_);
    update.mutable_person()->set_etag(kFamily);
    update.mutable_update_mask()->add_paths(kGiven);
    update.set_request_id(kDocument);
    EXPECT_FALSE(Ask(desk, *desk.people, &v1::People::Stub::UpdatePerson, update).ok());
    v1::AdvanceCaseRequest advance;
    advance.set_name(case_);
    advance.set_stage(kSummary);
    advance.set_etag(kReceipt);
    advance.set_request_id(NewRequestId());
    EXPECT_FALSE(Ask(desk, *desk.cases, &v1::Cases::Stub::AdvanceCase, advance).ok());
    v1::CloseCaseRequest close;
    close.set_name(case_);
    close.set_outcome(kSummary);
    close.set_request_id(NewRequestId());
    EXPECT_FALSE(Ask(desk, *desk.cases, &v1::Cases::Stub::CloseCase, close).ok());
    v1::ListPeopleRequest list;
    list.set_owner(kFamily);
    list.set_page_token(absl::WebSafeBase64Escape(kGiven));
    EXPECT_FALSE(Ask(desk, *desk.people, &v1::People::Stub::ListPeople, list).ok());
  }

  // Reads in every way, and makes sure that what was planted does come back.
  void ReadEverything(TestHouse& house) {
    Client& desk = house.As(kLisbonDesk);
    v1::SearchPeopleRequest search;
    search.set_names(std::string(kFamily) + " " + kGiven);
    search.set_phone(kPhone);
    search.set_document_number(kDocument);
    const auto found = Ask(desk, *desk.people, &v1::People::Stub::SearchPeople, search);
    ASSERT_EQ(found->people_size(), 1);
    EXPECT_EQ(found->people(0).note(), kPersonNote);
    v1::ListCasesRequest cases;
    cases.set_type(kCaseType);
    const auto listed = Ask(desk, *desk.cases, &v1::Cases::Stub::ListCases, cases);
    ASSERT_EQ(listed->cases_size(), 1);
    EXPECT_EQ(listed->cases(0).parties(1).offence_note(), kOffence);
    v1::FindDuplicatesRequest draft;
    *draft.mutable_person() = Arrival().new_person();
    EXPECT_EQ(Ask(desk, *desk.people, &v1::People::Stub::FindDuplicates, draft)->candidates_size(),
              1);
  }

  void CloseAMonth(TestHouse& house) {
    Client& supervisor = house.As(kSupervisor);
    v1::ClosePeriodRequest close;
    close.set_name("periods/2019-08");
    close.set_closing(v1::Period::CLOSING_FINAL);
    close.set_request_id(NewRequestId());
    EXPECT_TRUE(
        Ask(supervisor, *supervisor.statistics, &v1::Statistics::Stub::ClosePeriod, close).ok());
  }

  void BackUp(TestHouse& house) {
    Client& admin = house.As(kAdministrator);
    v1::BackupRequest backup;
    backup.set_label("scan");
    EXPECT_TRUE(Ask(admin, *admin.maintenance, &v1::Maintenance::Stub::Backup, backup).ok());
    backup.set_label(std::string("../") + kGiven);
    EXPECT_FALSE(Ask(admin, *admin.maintenance, &v1::Maintenance::Stub::Backup, backup).ok());
    EXPECT_TRUE(
        Ask(admin, *admin.maintenance, &v1::Maintenance::Stub::Verify, v1::VerifyRequest()).ok());
  }

  void WorkADay(TestHouse& house) {
    Receive(house);
    WorkTheTicket(house);
    WorkTheCase(house);
    TakeACall(house);
    KeepAccounts(house);
    Blunder(house);
    ReadEverything(house);
    CloseAMonth(house);
    BackUp(house);
  }

  const Scan scan_;
  std::string folder_;  // for what the process prints, and for canaries
  std::string refusals_;
  int refused_ = 0;
  std::string person_, ticket_, case_;
};

TEST_F(PlaintextScan, FindsNothingInAnyFileOfTheHouseNorInWhatItPrinted) {
  {
    CapturedOutput output(folder_ + "/printed");
    TestHouse house({}, LogEverything);
    WorkADay(house);
    EXPECT_THAT(scan_.FindInFolder(house.folder()), IsEmpty()) << "while the house is open";
    house.Restart();
    ReadEverything(house);
    house.Stop();
    EXPECT_THAT(scan_.FindInFolder(house.folder()), IsEmpty()) << "after it closed";
    EXPECT_TRUE(std::filesystem::exists(house.folder() + "/var/data.db"));
    EXPECT_TRUE(std::filesystem::exists(house.folder() + "/var/backups/scan"));
    const std::string log = ReadWhole(house.folder() + "/var/requests.log");
    EXPECT_THAT(log, HasSubstr("family_name=* "));
    EXPECT_THAT(log, HasSubstr("INVALID_ARGUMENT INVALID_FIELDS "));
  }
  EXPECT_THAT(scan_.FindInFolder(folder_), IsEmpty()) << "in what the house printed";
  EXPECT_THAT(scan_.Find(refusals_, "refusals"), IsEmpty());
  EXPECT_GE(refused_, 12) << "there was something to search";
}

// The text of a fault may quote what was being worked on, so it is not printed.
TEST_F(PlaintextScan, AnInnerFaultIsPrintedByItsMethodAndCodeAlone) {
  TestHouse house;
  Receive(house);
  v1::GetVisitRequest get;
  get.set_name(ticket_.substr(0, ticket_.find("/tickets")));
  house.Stop();
  {
    const auto engine = storage::OpenSqlite({.path = house.folder() + "/var/data.db"});
    ASSERT_TRUE(engine.ok());
    const auto update = (*engine)->writer().Prepare("UPDATE visits SET body = $1");
    ASSERT_TRUE(update.ok());
    storage::ScopedStatement statement(*update);
    statement->BindBlob(1, kSummary);
    ASSERT_TRUE(storage::RunToEnd(*statement).ok());
  }
  house.Restart();
  {
    CapturedOutput output(folder_ + "/printed");
    Client& desk = house.As(kLisbonDesk);
    EXPECT_EQ(Ask(desk, *desk.intake, &v1::Intake::Stub::GetVisit, get).reason, "INTERNAL");
  }
  EXPECT_THAT(ReadWhole(folder_ + "/printed"),
              MatchesRegex("balcaod: inner fault in balcao.v1.Intake/GetVisit: [A-Z_]+\n"));
}

struct Canary {
  const char* form;
  std::string bytes;
};

TEST_F(PlaintextScan, FindsACanaryInEveryForm) {
  const std::string inside = absl::Base64Escape(std::string("x") + kDocument + " and more");
  const Canary canaries[] = {
      {"as it is", kPersonNote},
      {"in another case", "zuleicaMARCA"},
      {"without spaces", "xq738291zk"},
      {"a telephone in E.164", "+351912738465"},
      {"a foreign one", "+442079460958"},
      {"in Latin letters", "markirovskaya"},
      {"as it sounds", services::SoundOf("quintelasinal")},
      {"in hexadecimal", absl::BytesToHexString(kFamily)},
      {"inside of base64", inside},
      {"a code", "case_type|legal.permit_renewal"},
  };
  for (const Canary& canary : canaries) {
    std::ofstream(folder_ + "/canary", std::ios::binary)
        << '\0' << "before" << canary.bytes << "after" << '\0';
    EXPECT_THAT(scan_.FindInFolder(folder_), Not(IsEmpty())) << canary.form;
  }
  std::ofstream(folder_ + "/canary", std::ios::binary) << "nobody";
  EXPECT_THAT(scan_.FindInFolder(folder_), IsEmpty());
  std::filesystem::rename(folder_ + "/canary", folder_ + "/" + kGiven);
  EXPECT_THAT(scan_.FindInFolder(folder_), Not(IsEmpty())) << "in the name of a file";
}

TEST_F(PlaintextScan, FindsACanaryThatTheProcessPrints) {
  {
    CapturedOutput output(folder_ + "/printed");
    std::fprintf(stderr, "a log line with %s\n", kEmail);
    std::printf("%s\n", kAddress);
  }
  EXPECT_EQ(scan_.FindInFolder(folder_).empty(), false);
}

}  // namespace
}  // namespace balcao::testing
