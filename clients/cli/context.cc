#include "clients/cli/context.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/session_file.h"
#include "clients/common/message_text.h"
#include "clients/common/uuid7.h"
#include "google/protobuf/util/json_util.h"

namespace balcao::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* FirstList(const Message& answer) {
  for (int i = 0; i < answer.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = answer.GetDescriptor()->field(i);
    if (field->is_repeated() && field->message_type() != nullptr) return field;
  }
  return nullptr;
}

}  // namespace

std::string Context::Server() const {
  if (invocation_.globals.Has("server")) return invocation_.globals.Get("server");
  return host_.variable("BALCAO_SERVER").value_or("127.0.0.1:50051");
}

absl::StatusOr<std::optional<google::protobuf::Timestamp>> Context::At() const {
  if (!Has("at")) return std::optional<google::protobuf::Timestamp>();
  ASSIGN_OR_RETURN(auto time, ParseTime(Get("at"), host_.now(), host_.zone));
  return std::optional<google::protobuf::Timestamp>(std::move(time));
}

std::string Context::RequestId() {
  if (Has("request-id")) return Get("request-id");
  if (request_id_.empty()) request_id_ = client::NewUuid7();
  return request_id_;
}

absl::StatusOr<std::string> Context::Token() const {
  if (token_.has_value()) return *token_;
  if (invocation_.globals.Has("token")) return invocation_.globals.Get("token");
  if (const auto token = host_.variable("BALCAO_TOKEN")) return *token;
  const auto file = SessionFile::Find(host_);
  if (!file.ok()) return std::string();
  return file->Token(Server());
}

absl::StatusOr<client::Connection*> Context::Connect() {
  if (connection_.has_value()) return &*connection_;
  client::Endpoint endpoint;
  endpoint.server = Server();
  endpoint.tls_ca_file = invocation_.globals.Has("tls-ca")
                             ? invocation_.globals.Get("tls-ca")
                             : host_.variable("BALCAO_TLS_CA").value_or("");
  endpoint.plaintext_allowed = invocation_.globals.Has("plaintext");
  ASSIGN_OR_RETURN(endpoint.token, Token());
  if (long_calls_) endpoint.timeout = client::kLongCallTimeout;
  if (invocation_.globals.Has("timeout")) {
    ASSIGN_OR_RETURN(endpoint.timeout, ParseDuration(invocation_.globals.Get("timeout")));
  }
  ASSIGN_OR_RETURN(client::Connection connection, client::Connection::Open(endpoint));
  connection_.emplace(std::move(connection));
  return &*connection_;
}

void Context::UseToken(std::string token) {
  token_ = std::move(token);
  connection_.reset();
}

absl::Status Context::Show(const Message& message) {
  if (json()) return ShowJson(message);
  *host_.out << client::RecordText(message, host_.zone);
  return absl::OkStatus();
}

absl::Status Context::ShowList(const Message& answer, const std::vector<FieldColumn>& columns) {
  if (json()) return ShowJson(answer);
  const FieldDescriptor* list = FirstList(answer);
  if (list == nullptr) return absl::InternalError("the answer holds no list");
  std::vector<client::Table::Column> headers;
  for (const FieldColumn& column : columns) headers.push_back({column.header, column.right});
  client::Table table(std::move(headers));
  const int size = answer.GetReflection()->FieldSize(answer, list);
  for (int i = 0; i < size; ++i) {
    const Message& row = answer.GetReflection()->GetRepeatedMessage(answer, list, i);
    std::vector<std::string> cells;
    for (const FieldColumn& column : columns) {
      cells.push_back(client::TextAt(row, column.path, host_.zone));
    }
    table.AddRow(std::move(cells));
  }
  if (size == 0) {
    Note("Nothing there.");
  } else {
    ShowTable(table);
  }
  return absl::OkStatus();
}

void Context::ShowTable(const client::Table& table) { *host_.out << table.Render(Bold()); }

absl::Status Context::ShowJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) return absl::InternalError(std::string(status.message()));
  *host_.out << json;
  if (!absl::EndsWith(json, "\n")) *host_.out << "\n";
  return absl::OkStatus();
}

void Context::Say(absl::string_view line) {
  if (!json()) *host_.out << line << "\n";
}

void Context::Note(absl::string_view line) { *host_.err << line << "\n"; }

void Context::SayMore(const std::string& page_token) {
  Note(absl::StrCat("There is more: --page-token ", page_token, ", or --all."));
}

bool Context::Bold() const {
  return host_.out_is_terminal && !host_.variable("NO_COLOR").has_value();
}

}  // namespace balcao::cli
