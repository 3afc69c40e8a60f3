// Takes out of a reply what its reader may not see, by the class of each field,
// and names in `redacted` what was taken, so that nothing looks empty that is
// not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "auth/caller.h"
#include "google/protobuf/message.h"

namespace balcao::auth {

// Walks a reply. A resource is a message with a field mask `redacted`; paths are
// relative to it.
void Redact(const Caller& caller, google::protobuf::Message& reply);

// Whether a path of an update mask, relative to a resource, leads to a field that
// the caller may see, with all that is in it: what is redacted cannot be written
// back.
bool SeesPath(const Caller& caller, const google::protobuf::Descriptor& resource,
              std::string_view path);

// The resource that a reply lists: the type of its repeated field that has a mask
// `redacted`. Null when the reply is no list.
const google::protobuf::Descriptor* ListedResource(const google::protobuf::Descriptor& reply);

// The fields that are set in the request of a list and whose class the caller does
// not see in the resource listed, by path: to answer would tell what redaction
// takes out.
std::vector<std::string> UnseenFilters(const Caller& caller,
                                       const google::protobuf::Descriptor& resource,
                                       const google::protobuf::Message& request);

// One line for the request log: of the fields that are public or operational the
// numbers, flags, times and names of records as they are; all others by the field's
// name alone, and texts too, since a caller may type anything into one.
std::string LogText(const google::protobuf::Message& message);

}  // namespace balcao::auth
