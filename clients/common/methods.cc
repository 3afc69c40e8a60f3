#include "clients/common/methods.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "balcao/v1/access.pb.h"
#include "balcao/v1/cases.pb.h"
#include "balcao/v1/catalogue.pb.h"
#include "balcao/v1/helpline.pb.h"
#include "balcao/v1/intake.pb.h"
#include "balcao/v1/maintenance.pb.h"
#include "balcao/v1/people.pb.h"
#include "balcao/v1/plan.pb.h"
#include "balcao/v1/statistics.pb.h"

namespace balcao::client {

using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

std::vector<const ServiceDescriptor*> Services() {
  // One message of each file: naming it links the file, so that its services are
  // in the pool.
  const FileDescriptor* const files[] = {
      v1::Person::descriptor()->file(),        v1::Visit::descriptor()->file(),
      v1::Case::descriptor()->file(),          v1::Call::descriptor()->file(),
      v1::Period::descriptor()->file(),        v1::Measure::descriptor()->file(),
      v1::Centre::descriptor()->file(),        v1::Account::descriptor()->file(),
      v1::VerifyRequest::descriptor()->file(),
  };
  std::vector<const ServiceDescriptor*> services;
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->service_count(); ++i) services.push_back(file->service(i));
  }
  return services;
}

std::vector<std::string> MethodNames() {
  std::vector<std::string> names;
  for (const ServiceDescriptor* service : Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      // Streams are for the browser: a command has one answer.
      if (service->method(i)->server_streaming()) continue;
      names.push_back(absl::StrCat(service->name(), "/", service->method(i)->name()));
    }
  }
  return names;
}

absl::StatusOr<const MethodDescriptor*> FindMethod(absl::string_view name) {
  absl::string_view rest = absl::StripPrefix(name, "/");
  rest = absl::StripPrefix(rest, "balcao.v1.");
  std::vector<std::string> names;
  for (const ServiceDescriptor* service : Services()) {
    names.push_back(service->name());
    if (!absl::StartsWith(rest, absl::StrCat(service->name(), "/"))) continue;
    const std::string method_name(rest.substr(service->name().size() + 1));
    const MethodDescriptor* method = service->FindMethodByName(method_name);
    if (method != nullptr && !method->server_streaming()) return method;
    std::vector<std::string> methods;
    for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i)->name());
    return absl::NotFoundError(absl::StrCat(service->name(), " has no method \"", method_name,
                                            "\"; it has ", absl::StrJoin(methods, ", ")));
  }
  return absl::NotFoundError(absl::StrCat(
      "no service in \"", name, "\"; write SERVICE/METHOD with ", absl::StrJoin(names, ", ")));
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

}  // namespace balcao::client
