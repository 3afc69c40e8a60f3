#include "services/access/rules.h"

#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using Faults = std::map<std::string, std::string>;

TEST(Login, IsPlainAndOfThreeTo64) {
  const auto is_login = [](const std::string& login) {
    FieldFaults faults;
    CheckLogin(login, "login", faults);
    return faults.empty();
  };
  for (const std::string& login :
       {std::string("ana"), std::string("desk.lisboa-2"), std::string(64, 'a')}) {
    EXPECT_TRUE(is_login(login)) << login;
  }
  for (const std::string& login :
       {std::string(), std::string("an"), std::string("Ana"), std::string("ana silva"),
        std::string("joão"), std::string("ana@x"), std::string(65, 'a')}) {
    EXPECT_FALSE(is_login(login)) << login;
  }
}

TEST(NewPassword, HasTwelveTo256Bytes) {
  for (const auto& [length, good] :
       {std::pair(0, false), {11, false}, {12, true}, {256, true}, {257, false}}) {
    FieldFaults faults;
    CheckNewPassword(std::string(static_cast<size_t>(length), 'x'), "password", faults);
    EXPECT_EQ(faults.empty(), good) << length;
  }
}

struct PostRow {
  v1::Role role;
  const char* centre;
  const char* institute;
  Faults faults;
};

TEST(Post, HasTheCentreOrInstituteOfItsRoleAndNoOther) {
  const Faults centre = {{"centre", "CENTRE_FOR_ROLE"}};
  const Faults institute = {{"institute", "INSTITUTE_FOR_ROLE"}};
  const PostRow rows[] = {
      {v1::ROLE_DESK_WORKER, "centres/CNAIM-LIS", "", {}},
      {v1::ROLE_CENTRE_COORDINATOR, "centres/CNAIM-NOR", "", {}},
      {v1::ROLE_HELPLINE_OPERATOR, "centres/HELPLINE", "", {}},
      {v1::ROLE_SUPERVISOR, "", "", {}},
      {v1::ROLE_ADMINISTRATOR, "", "", {}},
      {v1::ROLE_FOCAL_POINT, "", "ACM", {}},
      {v1::ROLE_DESK_WORKER, "", "", centre},
      {v1::ROLE_DESK_WORKER, "centres/NOWHERE", "", centre},
      {v1::ROLE_DESK_WORKER, "centres/HELPLINE", "", centre},
      {v1::ROLE_HELPLINE_OPERATOR, "centres/CNAIM-LIS", "", centre},
      {v1::ROLE_HELPLINE_OPERATOR, "", "", centre},
      {v1::ROLE_SUPERVISOR, "centres/CNAIM-LIS", "", centre},
      {v1::ROLE_ADMINISTRATOR, "centres/CNAIM-LIS", "", centre},
      {v1::ROLE_FOCAL_POINT, "", "", institute},
      {v1::ROLE_FOCAL_POINT, "", "NOBODY", institute},
      {v1::ROLE_SUPERVISOR, "", "ACM", institute},
      {v1::ROLE_SUPERVISOR, "", "NOBODY", institute},
      {v1::ROLE_UNSPECIFIED, "", "", {{"role", "REQUIRED"}}},
      {static_cast<v1::Role>(42), "", "", {{"role", "REQUIRED"}}},
  };
  for (const PostRow& row : rows) {
    FieldFaults faults;
    CheckPost(row.role, row.centre, row.institute, RealCatalogue(), "", faults);
    EXPECT_EQ(FaultsOf(faults), row.faults)
        << v1::Role_Name(row.role) << " " << row.centre << " " << row.institute;
  }
}

TEST(NewAccount, IsNeverMadeDisabledNorNamedByTheDraft) {
  const auto draft = FromText<v1::Account>(R"pb(
    name: "accounts/mine"
    login: "ana"
    role: ROLE_SUPERVISOR
    disabled: true
    create_time { seconds: 1 })pb");
  const auto record = NewAccount(draft, "accounts/7", "$hash", 5'000'000);
  EXPECT_EQ(record.account().name(), "accounts/7");
  EXPECT_FALSE(record.account().disabled());
  EXPECT_EQ(record.account().create_time().seconds(), 5);
  EXPECT_EQ(record.password_hash(), "$hash");
}

TEST(Waiting, BeginsAfterFiveFailuresAndDoublesToAQuarterOfAnHour) {
  const std::pair<int, int64_t> rows[] = {{0, 0},    {4, 0},          {5, 1},    {6, 2},
                                          {7, 4},    {10, 32},        {14, 512}, {15, 900},
                                          {99, 900}, {INT32_MAX, 900}};
  for (const auto& [failed, seconds] : rows) {
    EXPECT_EQ(WaitAfterUs(failed), seconds * 1'000'000) << failed;
  }
}

}  // namespace
}  // namespace balcao::services
