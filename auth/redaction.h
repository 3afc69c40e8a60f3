// Takes out of a reply what its reader may not see, by the class of each field,
// and names in `redacted` what was taken, so that nothing looks empty that is
// not.
#pragma once

#include <string>

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

// One line for the request log: the fields that are public or operational as they
// are, all others by name alone.
std::string LogText(const google::protobuf::Message& message);

}  // namespace balcao::auth
