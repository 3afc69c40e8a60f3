#include "auth/policy.h"

#include <algorithm>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "storage/common/reason.h"
#include "storage/privacy/class_map.h"

namespace balcao::auth {
namespace {

using storage::Kind;

constexpr uint32_t Bit(v1::Role role) { return 1u << role; }

constexpr uint32_t kDesk = Bit(v1::ROLE_DESK_WORKER) | Bit(v1::ROLE_CENTRE_COORDINATOR);
constexpr uint32_t kLine = Bit(v1::ROLE_HELPLINE_OPERATOR);
constexpr uint32_t kSupervisor = Bit(v1::ROLE_SUPERVISOR);
constexpr uint32_t kFocal = Bit(v1::ROLE_FOCAL_POINT);
constexpr uint32_t kAdmin = Bit(v1::ROLE_ADMINISTRATOR);
constexpr uint32_t kEveryone = kDesk | kLine | kSupervisor | kFocal | kAdmin;
constexpr uint32_t kOpen = 1u << 31;  // without a session

struct MethodRule {
  std::string_view method;  // without the package
  uint32_t roles;
};

// A method that is not here is refused: a test holds this table against the
// contract.
constexpr MethodRule kMethods[] = {
    {"People/CreatePerson", kDesk | kLine},
    {"People/GetPerson", kDesk | kLine},
    {"People/UpdatePerson", kDesk},
    {"People/ListPeople", kDesk},
    {"People/SearchPeople", kDesk | kLine},
    {"People/FindDuplicates", kDesk | kLine},
    {"People/AddRelation", kDesk},
    {"People/RemoveRelation", kDesk},
    {"People/PromotePerson", kDesk},
    {"Intake/OpenVisit", kDesk},
    {"Intake/GetVisit", kDesk},
    {"Intake/ListVisits", kDesk},
    {"Intake/ServeTicket", kDesk},
    {"Intake/OpenTicketCase", kDesk},
    {"Intake/CloseTicket", kDesk},
    {"Intake/WatchVisits", kDesk},
    {"Cases/CreateCase", kDesk},
    {"Cases/GetCase", kDesk | kLine},
    {"Cases/UpdateCase", kDesk},
    {"Cases/ListCases", kDesk | kLine},
    {"Cases/DeleteCase", Bit(v1::ROLE_CENTRE_COORDINATOR)},
    {"Cases/AdvanceCase", kDesk},
    {"Cases/CloseCase", kDesk},
    {"Cases/ReopenCase", kDesk},
    {"Cases/AddParty", kDesk},
    {"Cases/RemoveParty", kDesk},
    {"Cases/AddNote", kDesk},
    {"Cases/ListNotes", kDesk},
    {"Cases/ListCaseHistory", kDesk},
    {"Cases/WatchCase", kDesk | kLine},
    {"Helpline/LogCall", kLine},
    {"Helpline/GetCall", kLine},
    {"Helpline/ListCalls", kLine},
    {"Helpline/ListPreviousContacts", kLine},
    {"Helpline/LinkCall", kLine},
    {"Statistics/ClosePeriod", kSupervisor},
    {"Statistics/ListPeriods", kSupervisor | kFocal | kAdmin},
    {"Statistics/QueryTable", kSupervisor},
    {"Plan/ListMeasures", kEveryone},
    {"Plan/GetMeasure", kEveryone},
    {"Plan/SetMeasureStage", kFocal},
    {"Plan/RecordReading", kFocal},
    {"Plan/GetPlanTable", kEveryone},
    {"Plan/GetDashboard", kEveryone},
    {"Catalogue/ListCentres", kEveryone},
    {"Catalogue/ListCaseTypes", kEveryone},
    {"Catalogue/GetCaseType", kEveryone},
    {"Catalogue/ListCodes", kEveryone},
    {"Catalogue/ListLanguages", kEveryone},
    {"Catalogue/ListInstitutions", kEveryone},
    {"Access/ClaimHouse", kOpen},
    {"Access/CreateSession", kOpen},
    {"Access/GetSession", kEveryone},
    {"Access/DeleteSession", kEveryone},
    {"Access/CreateAccount", kAdmin},
    {"Access/ListAccounts", kAdmin},
    {"Access/MoveAccount", kAdmin},
    {"Access/DisableAccount", kAdmin},
    {"Access/SetPassword", kEveryone},
    {"Access/Echo", kEveryone},
    {"Maintenance/Verify", kAdmin},
    {"Maintenance/Backup", kAdmin},
};

const MethodRule* FindRule(std::string_view method) {
  static const auto& rules = *new absl::flat_hash_map<std::string_view, const MethodRule*>([] {
    absl::flat_hash_map<std::string_view, const MethodRule*> map;
    for (const MethodRule& rule : kMethods) map[rule.method] = &rule;
    return map;
  }());
  constexpr std::string_view kPackage = "balcao.v1.";
  if (method.starts_with(kPackage)) method.remove_prefix(kPackage.size());
  const auto found = rules.find(method);
  return found == rules.end() ? nullptr : found->second;
}

constexpr uint32_t ClassBit(v1::DataClass data_class) { return 1u << data_class; }
constexpr uint32_t kOperational =
    ClassBit(v1::DATA_CLASS_PUBLIC) | ClassBit(v1::DATA_CLASS_OPERATIONAL);
constexpr uint32_t kIdentity =
    kOperational | ClassBit(v1::DATA_CLASS_IDENTIFYING) | ClassBit(v1::DATA_CLASS_CONTACT);
constexpr uint32_t kEverything = kIdentity | ClassBit(v1::DATA_CLASS_SPECIAL_CATEGORY) |
                                 ClassBit(v1::DATA_CLASS_OFFENCE) |
                                 ClassBit(v1::DATA_CLASS_NARRATIVE);

// The operator must know who calls and whether there is a case, not what is in it.
uint32_t ClassesOf(v1::Role role, std::string_view resource) {
  if ((Bit(role) & kDesk) != 0) return kEverything;
  switch (role) {
    case v1::ROLE_HELPLINE_OPERATOR:
      if (resource == "Call") return kEverything;
      return resource == "Person" ? kIdentity : kOperational;
    case v1::ROLE_ADMINISTRATOR:
      return resource == "Account" ? kIdentity : kOperational;
    default:
      return kOperational;
  }
}

bool Reaches(const Scope& scope, const v1::Placement& placement) {
  switch (scope.reach) {
    case Scope::Reach::kNothing:
      return false;
    case Scope::Reach::kOwner:
      return placement.owner() == scope.owner;
    case Scope::Reach::kNation:
      return true;
  }
  return false;
}

bool MayKnow(const Caller& caller, const v1::Placement& placement) {
  if (!placement.restricted()) return true;
  if (caller.role == v1::ROLE_CENTRE_COORDINATOR && caller.centre == placement.owner()) return true;
  return std::find(placement.grantees().begin(), placement.grantees().end(), caller.account_name) !=
         placement.grantees().end();
}

}  // namespace

absl::Status Policy::CheckMethod(const Caller& caller, std::string_view method) {
  const MethodRule* rule = FindRule(method);
  if (rule == nullptr) return absl::InternalError("the policy does not know this method");
  if (rule->roles == kOpen) return absl::OkStatus();
  if (!caller.signed_in()) {
    return WithReason(absl::UnauthenticatedError("sign in first"), "NOT_SIGNED_IN");
  }
  if ((rule->roles & Bit(caller.role)) == 0) {
    return WithReason(absl::PermissionDeniedError("this role has no part in the method"),
                      "ROLE_NOT_ALLOWED");
  }
  return absl::OkStatus();
}

bool Policy::IsOpen(std::string_view method) {
  const MethodRule* rule = FindRule(method);
  return rule != nullptr && rule->roles == kOpen;
}

std::vector<std::string_view> Policy::Methods() {
  std::vector<std::string_view> methods;
  for (const MethodRule& rule : kMethods) methods.push_back(rule.method);
  return methods;
}

Scope Policy::ReadScope(const Caller& caller, Kind kind) {
  const uint32_t role = Bit(caller.role);
  if ((role & kDesk) != 0 && !caller.centre.empty()) {
    return {Scope::Reach::kOwner, caller.centre};
  }
  if ((role & kLine) != 0 &&
      (kind == Kind::kPerson || kind == Kind::kCase || kind == Kind::kCall)) {
    return {Scope::Reach::kNation, ""};
  }
  return {};
}

Scope Policy::WriteScope(const Caller& caller, Kind kind) {
  const uint32_t role = Bit(caller.role);
  if ((role & kDesk) != 0 && kind != Kind::kCall && !caller.centre.empty()) {
    return {Scope::Reach::kOwner, caller.centre};
  }
  if ((role & kLine) != 0 && (kind == Kind::kCall || kind == Kind::kPerson)) {
    return {Scope::Reach::kOwner, caller.centre};
  }
  return {};
}

bool Policy::MayRead(const Caller& caller, Kind kind, const v1::Placement& placement) {
  return Reaches(ReadScope(caller, kind), placement) && MayKnow(caller, placement);
}

bool Policy::MayWrite(const Caller& caller, Kind kind, const v1::Placement& placement) {
  return Reaches(WriteScope(caller, kind), placement) && MayKnow(caller, placement);
}

bool Policy::Sees(const Caller& caller, std::string_view resource, v1::DataClass data_class) {
  return (ClassesOf(caller.role, resource) & ClassBit(data_class)) != 0;
}

bool Policy::SeesEverything(const Caller& caller) { return (Bit(caller.role) & kDesk) != 0; }

}  // namespace balcao::auth
