#include "storage/records/kinds.h"

#include <openssl/sha.h>

#include "absl/strings/str_cat.h"

namespace balcao::storage {
namespace {

using google::protobuf::Message;
using store::v1::AccountRecord;
using store::v1::CallRecord;
using store::v1::CaseRecord;
using store::v1::MeasureRecord;
using store::v1::NoteRecord;
using store::v1::PeriodRecord;
using store::v1::PersonRecord;
using store::v1::ReadingRecord;
using store::v1::SessionRecord;
using store::v1::VisitRecord;

using Values = std::vector<ColumnValue>;
using Texts = std::vector<std::string>;

template <class T>
const T& As(const Message& record) {
  return static_cast<const T&>(record);
}

ColumnValue IdColumn(std::string_view collection, std::string_view name) {
  absl::StatusOr<Id> id = ParseResourceName(collection, name);
  if (!id.ok()) return std::monostate();
  return std::string(id->bytes());
}

void AppendPlaced(const v1::Placement& placement, Values& columns) {
  columns.emplace_back(placement.owner());
  columns.emplace_back(placement.team());
  columns.emplace_back(placement.compartment());
  columns.emplace_back(int64_t{placement.restricted()});
}

std::vector<ColumnInfo> PlacedColumns(std::vector<ColumnInfo> more) {
  std::vector<ColumnInfo> columns = {{"owner"}, {"team"}, {"compartment"}, {"restricted"}};
  columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

void NoValues(const Message&, Values&) {}
Texts NoTexts(const Message&) { return {}; }
std::string NoSubject(const Message&) { return ""; }

void PersonValues(const Message& m, Values& columns) {
  AppendPlaced(As<PersonRecord>(m).person().placement(), columns);
}
void VisitValues(const Message& m, Values& columns) {
  const v1::Visit& visit = As<VisitRecord>(m).visit();
  AppendPlaced(visit.placement(), columns);
  columns.push_back(IdColumn("people", visit.person()));
  columns.emplace_back(int64_t{visit.done()});
}
std::string VisitSubject(const Message& m) { return As<VisitRecord>(m).visit().person(); }

void CaseValues(const Message& m, Values& columns) {
  const v1::Case& c = As<CaseRecord>(m).case_();
  AppendPlaced(c.placement(), columns);
  columns.push_back(c.parties_size() == 0 ? ColumnValue()
                                          : IdColumn("people", c.parties(0).person()));
  columns.emplace_back(int64_t{c.state()});
}
Texts CaseBlind(const Message& m) {
  const v1::Case& c = As<CaseRecord>(m).case_();
  return {absl::StrCat("case_type|", c.type()), absl::StrCat("stage|", c.stage())};
}

void NoteValues(const Message& m, Values& columns) {
  columns.push_back(IdColumn("cases", As<NoteRecord>(m).case_()));
}

void CallValues(const Message& m, Values& columns) {
  const v1::Call& call = As<CallRecord>(m).call();
  AppendPlaced(call.placement(), columns);
  columns.push_back(IdColumn("people", call.person()));
}
std::string CallSubject(const Message& m) { return As<CallRecord>(m).call().person(); }

void AccountValues(const Message& m, Values& columns) {
  columns.emplace_back(As<AccountRecord>(m).account().login());
}
void SessionValues(const Message& m, Values& columns) {
  const SessionRecord& session = As<SessionRecord>(m);
  columns.push_back(IdColumn("accounts", session.account()));
  columns.emplace_back(int64_t{session.expire_time_us()});
}

template <class T, auto Resource>
void SetEtag(Message& record, std::string etag) {
  (static_cast<T&>(record).*Resource)()->set_etag(std::move(etag));
}
void NoEtag(Message&, std::string) {}

std::vector<KindInfo> MakeKinds() {
  std::vector<KindInfo> kinds;
  kinds.push_back({Kind::kPerson, "people", "people", &PersonRecord::default_instance(),
                   PlacedColumns({}), PersonValues, NoTexts, NoSubject,
                   SetEtag<PersonRecord, &PersonRecord::mutable_person>});
  kinds.push_back({Kind::kVisit, "visits", "visits", &VisitRecord::default_instance(),
                   PlacedColumns({{"person", true}, {"done"}}), VisitValues, NoTexts, VisitSubject,
                   SetEtag<VisitRecord, &VisitRecord::mutable_visit>});
  kinds.push_back({Kind::kCase, "cases", "cases", &CaseRecord::default_instance(),
                   PlacedColumns({{"person", true}, {"state"}, {"type_key"}, {"stage_key"}}),
                   CaseValues, CaseBlind, NoSubject,
                   SetEtag<CaseRecord, &CaseRecord::mutable_case_>});
  kinds.push_back({Kind::kNote,
                   "notes",
                   "notes",
                   &NoteRecord::default_instance(),
                   {{"case_id", true}},
                   NoteValues,
                   NoTexts,
                   NoSubject,
                   NoEtag});
  kinds.push_back({Kind::kCall, "calls", "calls", &CallRecord::default_instance(),
                   PlacedColumns({{"person", true}}), CallValues, NoTexts, CallSubject,
                   SetEtag<CallRecord, &CallRecord::mutable_call>});
  kinds.push_back({Kind::kAccount,
                   "accounts",
                   "accounts",
                   &AccountRecord::default_instance(),
                   {{"login"}},
                   AccountValues,
                   NoTexts,
                   NoSubject,
                   SetEtag<AccountRecord, &AccountRecord::mutable_account>});
  kinds.push_back({Kind::kSession,
                   "sessions",
                   "sessions",
                   &SessionRecord::default_instance(),
                   {{"account", true}, {"expire_time"}},
                   SessionValues,
                   NoTexts,
                   NoSubject,
                   NoEtag});
  kinds.push_back({Kind::kPeriod,
                   "periods",
                   "periods",
                   &PeriodRecord::default_instance(),
                   {},
                   NoValues,
                   NoTexts,
                   NoSubject,
                   NoEtag});
  kinds.push_back({Kind::kMeasure,
                   "measures",
                   "measures",
                   &MeasureRecord::default_instance(),
                   {},
                   NoValues,
                   NoTexts,
                   NoSubject,
                   SetEtag<MeasureRecord, &MeasureRecord::mutable_measure>});
  kinds.push_back({Kind::kReading,
                   "readings",
                   "readings",
                   &ReadingRecord::default_instance(),
                   {},
                   NoValues,
                   NoTexts,
                   NoSubject,
                   NoEtag});
  return kinds;
}

}  // namespace

const std::vector<const KindInfo*>& AllKinds() {
  static const auto& kinds = *new std::vector<KindInfo>(MakeKinds());
  static const auto& pointers = *new std::vector<const KindInfo*>([] {
    std::vector<const KindInfo*> all;
    for (const KindInfo& info : kinds) all.push_back(&info);
    return all;
  }());
  return pointers;
}

const KindInfo& InfoOf(Kind kind) { return *AllKinds()[static_cast<size_t>(kind) - 1]; }

const KindInfo* FindKind(uint32_t number) {
  return number >= 1 && number <= AllKinds().size() ? AllKinds()[number - 1] : nullptr;
}

Id IdOfName(std::string_view name) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(name.data()), name.size(), hash);
  return Id::FromBytes({reinterpret_cast<const char*>(hash), 16});
}

}  // namespace balcao::storage
