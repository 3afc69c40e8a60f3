// Who may reach what: role by kind by place. Deny is the default. P8.
#include "auth/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/common/reason.h"

namespace balcao::auth {
namespace {

using storage::Kind;

constexpr char kLisbon[] = "centres/CNAIM-LIS";
constexpr char kPorto[] = "centres/CNAIM-NOR";
constexpr char kLine[] = "centres/HELPLINE";

Caller Who(v1::Role role, const std::string& centre = "") {
  Caller caller;
  caller.account_name = "accounts/me";
  caller.role = role;
  caller.centre = centre;
  return caller;
}

v1::Placement At(const std::string& owner) {
  v1::Placement placement;
  placement.set_owner(owner);
  return placement;
}

v1::Placement Restricted(const std::string& owner, const std::string& grantee = "") {
  v1::Placement placement = At(owner);
  placement.set_restricted(true);
  if (!grantee.empty()) placement.add_grantees(grantee);
  return placement;
}

// What a role reads and writes of records of its own centre, of another centre
// and of the helpline: one letter each, `w` writes and reads, `r` reads, `-` none.
struct Row {
  v1::Role role;
  const char* centre;
  Kind kind;
  const char* own_other_line;
};
constexpr Row kRows[] = {
    {v1::ROLE_DESK_WORKER, kLisbon, Kind::kPerson, "w--"},
    {v1::ROLE_DESK_WORKER, kLisbon, Kind::kVisit, "w--"},
    {v1::ROLE_DESK_WORKER, kLisbon, Kind::kCase, "w--"},
    {v1::ROLE_DESK_WORKER, kLisbon, Kind::kCall, "r--"},
    {v1::ROLE_CENTRE_COORDINATOR, kLisbon, Kind::kPerson, "w--"},
    {v1::ROLE_CENTRE_COORDINATOR, kLisbon, Kind::kVisit, "w--"},
    {v1::ROLE_CENTRE_COORDINATOR, kLisbon, Kind::kCase, "w--"},
    {v1::ROLE_CENTRE_COORDINATOR, kLisbon, Kind::kCall, "r--"},
    {v1::ROLE_HELPLINE_OPERATOR, kLine, Kind::kPerson, "rrw"},
    {v1::ROLE_HELPLINE_OPERATOR, kLine, Kind::kVisit, "---"},
    {v1::ROLE_HELPLINE_OPERATOR, kLine, Kind::kCase, "rrr"},
    {v1::ROLE_HELPLINE_OPERATOR, kLine, Kind::kCall, "rrw"},
};

char Reach(const Caller& caller, Kind kind, const v1::Placement& placement) {
  if (Policy::MayWrite(caller, kind, placement)) return 'w';
  return Policy::MayRead(caller, kind, placement) ? 'r' : '-';
}

TEST(Policy, ReachesWhatTheTableSaysAndNoMore) {
  for (const Row& row : kRows) {
    const Caller caller = Who(row.role, row.centre);
    std::string reach;
    for (const char* owner : {kLisbon, kPorto, kLine}) {
      reach.push_back(Reach(caller, row.kind, At(owner)));
    }
    EXPECT_EQ(reach, row.own_other_line)
        << v1::Role_Name(row.role) << " " << static_cast<int>(row.kind);
  }
}

TEST(Policy, WhoHasNoPartInCaseworkReachesNoRecordOfAnyKind) {
  for (const v1::Role role :
       {v1::ROLE_UNSPECIFIED, v1::ROLE_SUPERVISOR, v1::ROLE_FOCAL_POINT, v1::ROLE_ADMINISTRATOR}) {
    for (const storage::KindInfo* info : storage::AllKinds()) {
      for (const char* owner : {kLisbon, kLine, ""}) {
        EXPECT_EQ(Reach(Who(role), info->kind, At(owner)), '-') << role << info->table;
        EXPECT_EQ(Reach(Who(role), info->kind, Restricted(owner, "accounts/me")), '-');
      }
    }
  }
}

TEST(Policy, ADeskWithoutACentreReachesNothing) {
  const Caller lost = Who(v1::ROLE_DESK_WORKER, "");
  EXPECT_EQ(Reach(lost, Kind::kPerson, At("")), '-');
  EXPECT_EQ(Policy::ReadScope(lost, Kind::kPerson).reach, Scope::Reach::kNothing);
}

struct RestrictedRow {
  v1::Role role;
  const char* centre;
  const char* grantee;
  char reach;
};
// A restricted case of Lisbon: to grantees, and to the coordinator of its owner.
constexpr RestrictedRow kRestrictedRows[] = {
    {v1::ROLE_DESK_WORKER, kLisbon, "", '-'},
    {v1::ROLE_DESK_WORKER, kLisbon, "accounts/another", '-'},
    {v1::ROLE_DESK_WORKER, kLisbon, "accounts/me", 'w'},
    {v1::ROLE_DESK_WORKER, kPorto, "accounts/me", '-'},
    {v1::ROLE_CENTRE_COORDINATOR, kLisbon, "", 'w'},
    {v1::ROLE_CENTRE_COORDINATOR, kPorto, "", '-'},
    {v1::ROLE_CENTRE_COORDINATOR, kPorto, "accounts/me", '-'},
    {v1::ROLE_HELPLINE_OPERATOR, kLine, "", '-'},
    {v1::ROLE_HELPLINE_OPERATOR, kLine, "accounts/me", 'r'},
};

TEST(Policy, ARestrictedRecordIsKnownToGranteesAndTheOwnersCoordinator) {
  for (const RestrictedRow& row : kRestrictedRows) {
    EXPECT_EQ(Reach(Who(row.role, row.centre), Kind::kCase, Restricted(kLisbon, row.grantee)),
              row.reach)
        << v1::Role_Name(row.role) << " at " << row.centre << ", granted to " << row.grantee;
  }
}

struct SeesRow {
  v1::Role role;
  const char* resource;
  const char* classes;  // the classes seen, by number
};
constexpr SeesRow kSeesRows[] = {
    {v1::ROLE_DESK_WORKER, "Person", "1234567"},
    {v1::ROLE_DESK_WORKER, "Case", "1234567"},
    {v1::ROLE_CENTRE_COORDINATOR, "Visit", "1234567"},
    {v1::ROLE_HELPLINE_OPERATOR, "Person", "1234"},
    {v1::ROLE_HELPLINE_OPERATOR, "Call", "1234567"},
    {v1::ROLE_HELPLINE_OPERATOR, "Case", "12"},
    {v1::ROLE_HELPLINE_OPERATOR, "Note", "12"},
    {v1::ROLE_ADMINISTRATOR, "Account", "1234"},
    {v1::ROLE_ADMINISTRATOR, "Person", "12"},
    {v1::ROLE_SUPERVISOR, "Person", "12"},
    {v1::ROLE_FOCAL_POINT, "Call", "12"},
    {v1::ROLE_UNSPECIFIED, "Person", "12"},
};

TEST(Policy, SeesTheClassesThatTheTableSays) {
  for (const SeesRow& row : kSeesRows) {
    std::string seen;
    for (int c = v1::DATA_CLASS_PUBLIC; c <= v1::DATA_CLASS_NARRATIVE; ++c) {
      if (Policy::Sees(Who(row.role), row.resource, static_cast<v1::DataClass>(c))) {
        seen.push_back(static_cast<char>('0' + c));
      }
    }
    EXPECT_EQ(seen, row.classes) << v1::Role_Name(row.role) << " " << row.resource;
  }
}

TEST(Policy, WhoSeesEverythingDoesSoInEveryResourceAndClass) {
  for (int role = v1::Role_MIN; role <= v1::Role_MAX; ++role) {
    const Caller caller = Who(static_cast<v1::Role>(role), kLisbon);
    bool all = true;
    for (const char* resource : {"Person", "Visit", "Case", "Note", "Call", "Account"}) {
      for (int c = v1::DATA_CLASS_PUBLIC; c <= v1::DATA_CLASS_NARRATIVE; ++c) {
        all &= Policy::Sees(caller, resource, static_cast<v1::DataClass>(c));
      }
    }
    EXPECT_EQ(Policy::SeesEverything(caller), all) << role;
  }
}

std::string MethodReason(const Caller& caller, std::string_view method) {
  return ReasonOf(Policy::CheckMethod(caller, method));
}

struct MethodRow {
  const char* method;
  v1::Role role;
  const char* reason;
};
constexpr MethodRow kMethodRows[] = {
    {"balcao.v1.People/GetPerson", v1::ROLE_DESK_WORKER, ""},
    {"People/GetPerson", v1::ROLE_HELPLINE_OPERATOR, ""},
    {"People/GetPerson", v1::ROLE_SUPERVISOR, "ROLE_NOT_ALLOWED"},
    {"People/GetPerson", v1::ROLE_ADMINISTRATOR, "ROLE_NOT_ALLOWED"},
    {"People/GetPerson", v1::ROLE_UNSPECIFIED, "NOT_SIGNED_IN"},
    {"People/UpdatePerson", v1::ROLE_HELPLINE_OPERATOR, "ROLE_NOT_ALLOWED"},
    {"Cases/DeleteCase", v1::ROLE_DESK_WORKER, "ROLE_NOT_ALLOWED"},
    {"Cases/DeleteCase", v1::ROLE_CENTRE_COORDINATOR, ""},
    {"Helpline/LogCall", v1::ROLE_DESK_WORKER, "ROLE_NOT_ALLOWED"},
    {"Statistics/QueryTable", v1::ROLE_SUPERVISOR, ""},
    {"Statistics/QueryTable", v1::ROLE_CENTRE_COORDINATOR, "ROLE_NOT_ALLOWED"},
    {"Plan/SetMeasureStage", v1::ROLE_FOCAL_POINT, ""},
    {"Plan/SetMeasureStage", v1::ROLE_SUPERVISOR, "ROLE_NOT_ALLOWED"},
    {"Maintenance/Backup", v1::ROLE_ADMINISTRATOR, ""},
    {"Access/CreateSession", v1::ROLE_UNSPECIFIED, ""},
    {"Access/ClaimHouse", v1::ROLE_UNSPECIFIED, ""},
    {"Access/Echo", v1::ROLE_UNSPECIFIED, "NOT_SIGNED_IN"},
};

TEST(Policy, MethodsAreForTheRolesThatTheTableSays) {
  for (const MethodRow& row : kMethodRows) {
    EXPECT_EQ(MethodReason(Who(row.role, kLisbon), row.method), row.reason)
        << row.method << " by " << v1::Role_Name(row.role);
  }
}

TEST(Policy, AMethodThatItDoesNotKnowIsRefusedToEveryone) {
  for (int role = v1::Role_MIN; role <= v1::Role_MAX; ++role) {
    EXPECT_FALSE(
        Policy::CheckMethod(Who(static_cast<v1::Role>(role)), "balcao.v1.People/Export").ok());
  }
  EXPECT_FALSE(Policy::IsOpen("balcao.v1.People/Export"));
}

TEST(Policy, OnlyTheDoorIsOpen) {
  std::vector<std::string_view> open;
  for (const std::string_view method : Policy::Methods()) {
    if (Policy::IsOpen(method)) open.push_back(method);
  }
  EXPECT_THAT(open, ::testing::ElementsAre("Access/ClaimHouse", "Access/CreateSession"));
}

}  // namespace
}  // namespace balcao::auth
