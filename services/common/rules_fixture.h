// What the tests of the rules share: the real catalogue, and a look at refusals.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/cord.h"
#include "google/protobuf/text_format.h"
#include "services/catalogue/catalogue.h"
#include "services/common/errors.h"

namespace balcao::services {

inline const Catalogue& RealCatalogue() {
  static const Catalogue& catalogue = *[] {
    auto loaded = LoadCatalogue("deploy/catalogue");
    if (!loaded.ok()) abort();
    return loaded->release();
  }();
  return catalogue;
}

template <class T>
T FromText(const std::string& text) {
  T message;
  if (!google::protobuf::TextFormat::ParseFromString(text, &message)) abort();
  return message;
}

// Path -> reason of every field fault.
inline std::map<std::string, std::string> FaultsOf(const absl::Status& status) {
  google::rpc::BadRequest bad;
  const absl::optional<absl::Cord> payload = status.GetPayload(kBadRequestUrl);
  if (payload.has_value()) bad.ParseFromString(std::string(*payload));
  std::map<std::string, std::string> faults;
  for (const auto& violation : bad.field_violations()) {
    faults[violation.field()] = violation.reason();
  }
  return faults;
}
inline std::map<std::string, std::string> FaultsOf(const FieldFaults& faults) {
  return FaultsOf(faults.ToStatus());
}

}  // namespace balcao::services
