// Signing in and out.
#include "absl/strings/str_cat.h"
#include "balcao/v1/access.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/password.h"
#include "clients/cli/session_file.h"

namespace balcao::cli {
namespace {

// Keeps the token and says who is signed in; the token itself is not shown.
absl::Status KeepSession(Context& context, v1::Session session) {
  ASSIGN_OR_RETURN(const SessionFile file, SessionFile::Find(context.host()));
  RETURN_IF_ERROR(file.SetToken(context.Server(), session.token()));
  session.clear_token();
  if (context.json()) return context.ShowJson(session);
  context.Say(absl::StrCat("Signed in at ", context.Server(), " as ", session.account().login(),
                           ", until ", client::TextAt(session, "expire_time", context.host().zone),
                           "."));
  return absl::OkStatus();
}

absl::Status Login(Context& context) {
  v1::CreateSessionRequest request;
  request.set_login(context.Get("LOGIN"));
  ASSIGN_OR_RETURN(*request.mutable_password(), ReadPassword(context, {}));
  context.UseToken("");
  ASSIGN_OR_RETURN(v1::Session session, context.Call(&v1::Access::Stub::CreateSession, request));
  return KeepSession(context, std::move(session));
}

absl::Status Logout(Context& context) {
  ASSIGN_OR_RETURN(const SessionFile file, SessionFile::Find(context.host()));
  const auto ended = context.Call(&v1::Access::Stub::DeleteSession, v1::DeleteSessionRequest());
  // A session that the server has ended already is forgotten all the same.
  if (!ended.ok() && !absl::IsUnauthenticated(ended.status())) return ended.status();
  RETURN_IF_ERROR(file.SetToken(context.Server(), ""));
  context.Say("Signed out.");
  return absl::OkStatus();
}

absl::Status WhoAmI(Context& context) {
  ASSIGN_OR_RETURN(v1::Session session,
                   context.Call(&v1::Access::Stub::GetSession, v1::GetSessionRequest()));
  session.clear_token();
  return context.Show(session);
}

absl::Status Claim(Context& context) {
  v1::ClaimHouseRequest request;
  request.set_token(context.Get("token"));
  request.set_login(context.Get("LOGIN"));
  ASSIGN_OR_RETURN(*request.mutable_password(),
                   ReadPassword(context, {.prompt = "New password", .twice = true}));
  context.UseToken("");
  ASSIGN_OR_RETURN(v1::Session session, context.Call(&v1::Access::Stub::ClaimHouse, request));
  return KeepSession(context, std::move(session));
}

}  // namespace

std::vector<Command> SessionCommands() {
  return {
      {.path = "login",
       .summary = "Signs in and keeps the token of this server",
       .details = "The password is asked for without echo, unless it comes from a file or from "
                  "$BALCAO_PASSWORD. The token is kept in balcao/session under "
                  "${XDG_CONFIG_HOME:-~/.config}, readable by you alone.",
       .arguments = {{.name = "LOGIN", .help = "The name to sign in with."}},
       .options = {PasswordFileOption()},
       .run = Login},
      {.path = "logout", .summary = "Ends the session and forgets the token", .run = Logout},
      {.path = "whoami", .summary = "Says who is signed in", .run = WhoAmI},
      {.path = "claim",
       .summary = "Makes the first administrator of an empty house and signs in",
       .arguments = {{.name = "LOGIN", .help = "3 to 64 of a-z, 0-9, dot, dash."}},
       .options = {{.name = "token",
                    .value = "TOKEN",
                    .help = "The one-time token, from the file that the server named at its start.",
                    .required = true},
                   PasswordFileOption()},
       .run = Claim},
  };
}

}  // namespace balcao::cli
