// What a command works with: its values, the connection, and where it prints.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/arguments.h"
#include "clients/cli/host.h"
#include "clients/cli/values.h"
#include "clients/common/connection.h"
#include "clients/common/status_macros.h"
#include "clients/common/table.h"

namespace balcao::cli {

// A column of a table of messages: header and dotted path of the field.
struct FieldColumn {
  std::string header;
  std::string path;
  bool right = false;
};

class Context {
 public:
  Context(const Host& host, Invocation invocation)
      : host_(host), invocation_(std::move(invocation)) {}

  const Host& host() const { return host_; }
  bool Has(absl::string_view name) const { return invocation_.values.Has(name); }
  std::string Get(absl::string_view name) const { return invocation_.values.Get(name); }
  std::vector<std::string> All(absl::string_view name) const {
    return invocation_.values.All(name);
  }
  const Values& values() const { return invocation_.values; }
  bool json() const { return invocation_.globals.Has("json"); }

  // HOST:PORT.
  std::string Server() const;
  // The time of `--at`; nothing when not given.
  absl::StatusOr<std::optional<google::protobuf::Timestamp>> At() const;
  // --request-id, or a fresh UUID; the same for every call of this command.
  std::string RequestId();
  // Waits longer than usual, unless --timeout was given.
  void AllowLongCalls() { long_calls_ = true; }
  // Whether a progress line may be shown.
  bool ShowsProgress() const { return host_.err_is_terminal; }

  // Calls a method of the contract, with a request id where it takes one.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                Request request) {
    ASSIGN_OR_RETURN(client::Connection * connection, Connect());
    client::FillRequestId(&request, RequestId());
    return connection->Call(method, request);
  }

  // Calls a method that lists, for one page or with --all for every page.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> CallPages(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                  const Request&, Response*),
                                     Request request) {
    if (Has("page-size")) {
      ASSIGN_OR_RETURN(const int page_size, ParseNumber(Get("page-size")));
      request.set_page_size(page_size);
    }
    request.set_page_token(Get("page-token"));
    ASSIGN_OR_RETURN(Response result, Call(method, request));
    while (Has("all") && !result.next_page_token().empty()) {
      request.set_page_token(result.next_page_token());
      result.clear_next_page_token();
      ASSIGN_OR_RETURN(const Response page, Call(method, request));
      result.MergeFrom(page);
    }
    if (!json() && !result.next_page_token().empty()) SayMore(result.next_page_token());
    return result;
  }

  // The connection, made at the first use.
  absl::StatusOr<client::Connection*> Connect();

  // Calls as this caller from now on.
  void UseToken(std::string token);

  // Prints a message: every field, or JSON.
  absl::Status Show(const google::protobuf::Message& message);
  // Prints the first repeated field of an answer as a table, or JSON.
  absl::Status ShowList(const google::protobuf::Message& answer,
                        const std::vector<FieldColumn>& columns);
  // Prints a table.
  void ShowTable(const client::Table& table);
  absl::Status ShowJson(const google::protobuf::Message& message);
  // Prints a line for people; nothing with --json.
  void Say(absl::string_view line);
  // Prints a line beside the answer.
  void Note(absl::string_view line);

 private:
  absl::StatusOr<std::string> Token() const;
  void SayMore(const std::string& page_token);
  bool Bold() const;

  const Host& host_;
  Invocation invocation_;
  std::optional<std::string> token_;
  std::string request_id_;
  bool long_calls_ = false;
  std::optional<client::Connection> connection_;
};

}  // namespace balcao::cli
