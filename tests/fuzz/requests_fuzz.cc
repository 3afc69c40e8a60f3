// The large requests, as any bytes that parse: the rules answer with the paths of what is
// wrong, and what they let pass becomes a record that is counted, stored and read again.
#include <memory>

#include "absl/strings/cord.h"
#include "auth/redaction.h"
#include "google/protobuf/stubs/logging.h"
#include "services/cases/rules.h"
#include "services/common/case_rules.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/duplicates.h"
#include "services/common/frame.h"
#include "services/common/person_rules.h"
#include "services/helpline/rules.h"
#include "services/intake/rules.h"
#include "services/people/rules.h"
#include "services/statistics/facts_of.h"
#include "services/statistics/facts_view.h"
#include "services/statistics/tables.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

using google::protobuf::Message;

[[maybe_unused]] const auto kQuiet = google::protobuf::SetLogHandler(nullptr);

constexpr int64_t kNowUs = 1'790'000'000'000'000;
constexpr char kOwner[] = "centres/CNAIM-LIS";
const storage::Id kId = storage::Id::FromBytes("an-id-of-16-byte");

const services::Catalogue& Rules() {
  static const services::Catalogue& catalogue =
      *services::LoadCatalogue("deploy/catalogue").value().release();
  return catalogue;
}

// A codec over a vault in a folder of its own.
struct Store {
  Folder folder;
  std::unique_ptr<storage::Vault> vault = MakeVault(folder);
  storage::Codec codec{vault.get()};
  storage::KeyId key = vault->Take().value();
};
Store& TheStore() {
  static Store store;
  return store;
}

// INVALID_ARGUMENT with the path of each fault.
bool Refused(const absl::Status& status) {
  if (status.ok()) return false;
  BALCAO_REQUIRE(absl::IsInvalidArgument(status));
  const auto payload = status.GetPayload(services::kBadRequestUrl);
  BALCAO_REQUIRE(payload.has_value());
  google::rpc::BadRequest bad;
  BALCAO_REQUIRE(bad.ParseFromString(std::string(*payload)));
  BALCAO_REQUIRE(bad.field_violations_size() > 0);
  for (const auto& violation : bad.field_violations()) {
    BALCAO_REQUIRE(!violation.field().empty() && !violation.reason().empty());
  }
  return true;
}

template <class T>
void CheckStored(const T& record) {
  store::v1::FactDelta delta;
  constexpr storage::Kind kKind = storage::KindFor<T>::kKind;
  services::FactDeriver (&Rules())(kKind, &T::default_instance(), record, delta);
  static const services::FactsView& view = *new services::FactsView(&Rules());
  for (const store::v1::Fact& fact : delta.facts()) view.Encode(fact);

  storage::RecordState state{.kind = kKind, .id = kId, .version = 1};
  state.message = std::make_shared<T>(record);
  const auto stored =
      TheStore().codec.Encode(state, [](std::string_view) { return TheStore().key; });
  BALCAO_REQUIRE(stored.ok());
  const auto read = TheStore().codec.Decode(kKind, kId, 1, stored->key, 1, stored->body);
  BALCAO_REQUIRE(read.ok());
  T expected = record;
  T found = read->template As<T>();
  expected.DiscardUnknownFields();
  found.DiscardUnknownFields();
  BALCAO_REQUIRE(found.SerializeAsString() == expected.SerializeAsString());
  const auto columns = TheStore().codec.ColumnsOf(kKind, stored->body);
  BALCAO_REQUIRE(columns.ok() && *columns == stored->columns);

  auth::Caller caller;
  caller.role = v1::ROLE_SUPERVISOR;
  auth::Redact(caller, found);
  auth::LogText(found);
}

store::v1::PersonRecord RecordOf(const v1::Person& person) {
  return services::NewPerson(services::WithoutOutputs(person),
                             {.name = storage::ResourceName("people", kId),
                              .owner = kOwner,
                              .reference = "LIS-2026-000001-X",
                              .now_us = kNowUs,
                              .statistical_number = 7});
}

void Try(const v1::CreatePersonRequest& request) {
  services::FieldFaults faults;
  services::CheckPerson(request.person(), Rules(), kNowUs, "person.", faults);
  if (Refused(faults.ToStatus())) return;
  services::MakeDraft(services::WithoutOutputs(request.person()), *TheStore().vault);
  const auto match = services::Compare(request.person(), request.person());
  services::MustBeReviewed(match);
  services::FrameOf(RecordOf(request.person()), absl::CivilDay(2026, 9, 21));
  CheckStored(RecordOf(request.person()));
}

void Try(const v1::OpenVisitRequest& request) {
  services::FieldFaults faults;
  services::CheckVisit(request, Rules(), kNowUs, faults);
  if (Refused(faults.ToStatus())) return;
  store::v1::VisitRecord record;
  *record.mutable_visit() = services::NewVisit(
      request.visit(), Rules(), storage::ResourceName("visits", kId), kOwner, "accounts/1", kNowUs);
  for (v1::Ticket& ticket : *record.mutable_visit()->mutable_tickets()) {
    services::Serve(ticket).IgnoreError();
    BALCAO_REQUIRE(services::ParseTicketName(ticket.name()).ok());
  }
  record.mutable_visit()->set_done(services::IsDone(record.visit()));
  CheckStored(record);
}

void Try(const v1::LogCallRequest& request) {
  services::FieldFaults faults;
  services::CheckCall(request.call(), Rules(), kNowUs, faults);
  if (Refused(faults.ToStatus())) return;
  store::v1::CallRecord record;
  *record.mutable_call() = services::NewCall(
      request.call(), {storage::ResourceName("calls", kId), kOwner, "accounts/1", kNowUs});
  *record.mutable_frame() =
      services::CallFrame(record.call(), nullptr, absl::CivilDay(2026, 9, 21));
  CheckStored(record);
}

void Try(const v1::CreateCaseRequest& request) {
  services::FieldFaults faults;
  services::CheckDraft(request, Rules(), kNowUs, faults);
  if (Refused(faults.ToStatus())) return;
  const int64_t occurred_us =
      request.has_occurred_time() ? services::MicrosOf(request.occurred_time()) : kNowUs;
  auto record =
      services::OpenCase(Rules(), request.case_().type(), "case.type",
                         {.name = storage::ResourceName("cases", kId),
                          .owner = kOwner,
                          .channel = request.case_().channel(),
                          .now_us = kNowUs,
                          .occurred_us = occurred_us,
                          .day = services::DayOf(occurred_us, services::ZoneOf(services::kLisbon))},
                         RecordOf(v1::Person()));
  if (!record.ok()) return;
  services::AddDraft(request.case_(), *record);
  const auto grown = services::WithParty(*record, request.case_().parties(0), kNowUs);
  CheckStored(*record);
  if (grown.ok()) CheckStored(*grown);
}

void Try(const v1::SearchPeopleRequest& request) {
  const auto values = services::SearchValues(request);
  if (Refused(values.status())) return;
  services::Answers(v1::Person(), request);
}

void Try(const v1::QueryTableRequest& request) {
  static const services::FactsView& view = *new services::FactsView(&Rules());
  const auto table = services::CountExactly(view, request, false);
  if (table.ok()) services::Protect(*table);
}

void Try(const v1::CloseTicketRequest& request) {
  if (Refused(services::CheckClosing(request, Rules()))) return;
  v1::Ticket ticket;
  ticket.set_state(v1::Ticket::STATE_WAITING);
  BALCAO_REQUIRE(services::CloseWith(ticket, request).ok());
}

template <class Request>
void TryAs(const std::string& bytes) {
  Request request;
  if (!request.ParseFromString(bytes)) return;
  auth::LogText(request);
  auth::Caller caller;
  caller.role = v1::ROLE_HELPLINE_OPERATOR;
  auth::UnseenFilters(caller, *v1::Person::descriptor(), request);
  Try(request);
}

constexpr void (*kTries[])(const std::string&) = {
    TryAs<v1::CreatePersonRequest>, TryAs<v1::OpenVisitRequest>,    TryAs<v1::LogCallRequest>,
    TryAs<v1::CreateCaseRequest>,   TryAs<v1::SearchPeopleRequest>, TryAs<v1::QueryTableRequest>,
    TryAs<v1::CloseTicketRequest>};

std::string SeedOf(int number, const Message& request) {
  return std::string(1, static_cast<char>(number)) + request.SerializeAsString();
}

}  // namespace

std::vector<std::string> Seeds() {
  v1::CreatePersonRequest person;
  person.mutable_person()->set_given_name("Ana");
  person.mutable_person()->add_phones("912345678");
  person.mutable_person()->mutable_birth_date()->set_year(1990);
  person.mutable_person()->set_language("pt");
  person.mutable_person()->mutable_placement()->set_team("t");
  v1::LegalBasis basis;
  basis.set_ground(v1::LegalBasis::GROUND_PUBLIC_TASK);
  basis.set_notice_version("2026-1");
  v1::OpenVisitRequest visit;
  visit.mutable_visit()->set_person(storage::ResourceName("people", kId));
  visit.mutable_visit()->set_channel("in_person");
  *visit.mutable_visit()->mutable_legal_basis() = basis;
  visit.mutable_visit()->mutable_occurred_time()->set_seconds(1'700'000'000);
  visit.mutable_visit()->add_tickets()->set_area("legal");
  v1::LogCallRequest call;
  call.mutable_call()->set_direction(v1::Call::DIRECTION_INBOUND);
  call.mutable_call()->set_kind(v1::Call::KIND_DATA);
  call.mutable_call()->set_channel("telephone");
  call.mutable_call()->set_language("ar");
  call.mutable_call()->set_topic(Rules().Codes("call_topic")[0].code());
  call.mutable_call()->set_outcome(Rules().Codes("call_outcome")[0].code());
  call.mutable_call()->set_number("+351211234567");
  v1::CreateCaseRequest open;
  open.mutable_case_()->set_type(std::string(services::ShortName(Rules().case_types()[0].name())));
  v1::Party& party = *open.mutable_case_()->add_parties();
  party.set_role(v1::Party::ROLE_APPLICANT);
  party.set_person(storage::ResourceName("people", kId));
  open.mutable_occurred_time()->set_seconds(1'700'000'000);
  v1::SearchPeopleRequest search;
  search.set_names("Ana Silva");
  search.set_phone("912345678");
  v1::QueryTableRequest table;
  table.set_kind("visit");
  table.set_measure(v1::QueryTableRequest::MEASURE_COUNT);
  table.add_dimensions("month");
  table.set_first_month("2019-01");
  table.set_last_month("2019-02");
  v1::TableFilter& filter = *table.add_filters();
  filter.set_dimension("sex");
  filter.add_codes("female");
  v1::CloseTicketRequest ticket;
  ticket.set_state(v1::Ticket::STATE_ADVICE_GIVEN);
  return {SeedOf(0, person), SeedOf(1, visit), SeedOf(2, call),  SeedOf(3, open),
          SeedOf(4, search), SeedOf(5, table), SeedOf(6, ticket)};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao::fuzz;
  Input input(data, size);
  kTries[input.Byte() % std::size(kTries)](input.Rest());
  return 0;
}
