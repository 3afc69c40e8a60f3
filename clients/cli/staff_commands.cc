// The accounts of those who work here.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "balcao/v1/access.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/password.h"

namespace balcao::cli {
namespace {

// The name of an account; a login is looked up in the list.
absl::StatusOr<std::string> AccountName(Context& context, const std::string& account) {
  if (absl::StrContains(account, '/')) return account;
  v1::ListAccountsRequest request;
  do {
    ASSIGN_OR_RETURN(const v1::ListAccountsResponse page,
                     context.Call(&v1::Access::Stub::ListAccounts, request));
    for (const v1::Account& candidate : page.accounts()) {
      if (candidate.login() == account) return candidate.name();
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::NotFoundError(absl::StrCat("no account ", account));
}

absl::Status AddAccount(Context& context) {
  v1::CreateAccountRequest request;
  v1::Account* account = request.mutable_account();
  account->set_login(context.Get("LOGIN"));
  account->set_display_name(context.Get("display-name"));
  ASSIGN_OR_RETURN(const auto role, ParseEnum<v1::Role>(context.Get("role")));
  account->set_role(role);
  account->set_centre(Qualified("centres", context.Get("centre")));
  account->set_institute(context.Get("institute"));
  ASSIGN_OR_RETURN(*request.mutable_password(),
                   ReadPassword(context, {.prompt = "Password of the account", .twice = true}));
  ASSIGN_OR_RETURN(const v1::Account created,
                   context.Call(&v1::Access::Stub::CreateAccount, request));
  return context.Show(created);
}

absl::Status ListAccounts(Context& context) {
  ASSIGN_OR_RETURN(const v1::ListAccountsResponse page,
                   context.CallPages(&v1::Access::Stub::ListAccounts, v1::ListAccountsRequest()));
  return context.ShowList(page, {{"LOGIN", "login"},
                                 {"NAME", "display_name"},
                                 {"ROLE", "role"},
                                 {"CENTRE", "centre"},
                                 {"INSTITUTE", "institute"},
                                 {"DISABLED", "disabled"},
                                 {"ACCOUNT", "name"}});
}

absl::Status MoveAccount(Context& context) {
  v1::MoveAccountRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), AccountName(context, context.Get("ACCOUNT")));
  ASSIGN_OR_RETURN(const auto role, ParseEnum<v1::Role>(context.Get("role")));
  request.set_role(role);
  request.set_centre(Qualified("centres", context.Get("centre")));
  request.set_institute(context.Get("institute"));
  ASSIGN_OR_RETURN(const v1::Account moved, context.Call(&v1::Access::Stub::MoveAccount, request));
  return context.Show(moved);
}

absl::Status DisableAccount(Context& context) {
  v1::DisableAccountRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), AccountName(context, context.Get("ACCOUNT")));
  ASSIGN_OR_RETURN(const v1::Account disabled,
                   context.Call(&v1::Access::Stub::DisableAccount, request));
  return context.Show(disabled);
}

absl::Status SetPassword(Context& context) {
  v1::SetPasswordRequest request;
  if (context.Has("ACCOUNT")) {
    ASSIGN_OR_RETURN(*request.mutable_name(), AccountName(context, context.Get("ACCOUNT")));
  } else {
    ASSIGN_OR_RETURN(*request.mutable_old_password(),
                     ReadPassword(context, {.prompt = "Old password",
                                            .file_option = "old-password-file",
                                            .variable = "BALCAO_OLD_PASSWORD"}));
  }
  ASSIGN_OR_RETURN(*request.mutable_new_password(),
                   ReadPassword(context, {.prompt = "New password", .twice = true}));
  RETURN_IF_ERROR(context.Call(&v1::Access::Stub::SetPassword, request).status());
  context.Say("The password is changed; sessions of the account have ended.");
  return absl::OkStatus();
}

absl::Status EndSessions(Context& context) {
  v1::DeleteSessionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_account(), AccountName(context, context.Get("ACCOUNT")));
  RETURN_IF_ERROR(context.Call(&v1::Access::Stub::DeleteSession, request).status());
  context.Say("The sessions of the account have ended.");
  return absl::OkStatus();
}

Argument AccountArgument() { return {.name = "ACCOUNT", .help = "The login, or accounts/UUID."}; }

std::vector<Option> PlaceOptions() {
  return {{.name = "role",
           .value = "ROLE",
           .help = "What the person does.",
           .required = true,
           .choices = WordsOf<v1::Role>()},
          {.name = "centre", .value = "CENTRE", .help = "For roles that work at one."},
          {.name = "institute", .value = "CODE", .help = "For focal points."}};
}

Command AddCommand() {
  std::vector<Option> options = PlaceOptions();
  options.push_back({.name = "display-name", .value = "NAME", .help = "What colleagues see."});
  options.push_back(PasswordFileOption());
  return {.path = "staff add",
          .summary = "Makes an account",
          .details =
              "The first password is asked for twice, unless it comes from a file or from "
              "$BALCAO_PASSWORD.",
          .arguments = {{.name = "LOGIN", .help = "3 to 64 of a-z, 0-9, dot, dash."}},
          .options = std::move(options),
          .writes = true,
          .run = AddAccount};
}

Command PasswordCommand() {
  Argument account = AccountArgument();
  account.help = "The login, or accounts/UUID; your own when left out.";
  account.optional = true;
  return {.path = "staff password",
          .summary = "Sets a password: one's own, or as administrator anyone's",
          .details = "One's own needs the old one, which $BALCAO_OLD_PASSWORD may hold.",
          .arguments = {std::move(account)},
          .options = {PasswordFileOption(),
                      {.name = "old-password-file",
                       .value = "FILE",
                       .help = "Reads the old password from a file."}},
          .writes = true,
          .run = SetPassword};
}

}  // namespace

std::vector<Command> StaffCommands() {
  return {
      AddCommand(),
      {.path = "staff list", .summary = "Lists the accounts", .paged = true, .run = ListAccounts},
      {.path = "staff move",
       .summary = "Moves an account to another role or centre; its sessions end",
       .arguments = {AccountArgument()},
       .options = PlaceOptions(),
       .writes = true,
       .run = MoveAccount},
      {.path = "staff disable",
       .summary = "Disables an account; its sessions end at once",
       .arguments = {AccountArgument()},
       .writes = true,
       .run = DisableAccount},
      PasswordCommand(),
      {.path = "staff end-sessions",
       .summary = "Ends every session of an account",
       .arguments = {AccountArgument()},
       .run = EndSessions},
  };
}

}  // namespace balcao::cli
