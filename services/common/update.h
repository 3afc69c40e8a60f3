// Updates by field mask, with an etag: changes that do not overlap are merged,
// those that do are refused and named (AIP-134, AIP-154).
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "services/common/house.h"

namespace balcao::services {

// Checks a mask against what may be written and what the caller may see: a
// redacted field cannot be written back.
absl::Status CheckMask(const Call& call, const google::protobuf::Descriptor& resource,
                       const google::protobuf::FieldMask& mask,
                       absl::FunctionRef<bool(std::string_view)> is_updatable);

// ABORTED STALE_ETAG when a field of the mask differs between what the caller
// read and what stands now. INVALID_ARGUMENT for an etag that never was.
// `resource` leads from a record's message to the resource in it.
absl::Status CheckEtag(
    const std::string& etag, const storage::RecordState& current,
    const google::protobuf::FieldMask& mask,
    absl::FunctionRef<const google::protobuf::Message&(const google::protobuf::Message&)> resource,
    storage::Transaction& transaction);

// For acts that rest on the whole record: any other etag is stale.
absl::Status CheckWholeEtag(const std::string& etag, const storage::RecordState& current);

// The names of the fields, of the uppermost alone, that differ between two states of a resource;
// those that every write changes, its etag and its time, are not among them.
std::vector<std::string> ChangedFields(const google::protobuf::Message& before,
                                       const google::protobuf::Message& after);

// Copies the fields of the mask; a field that is empty in `from` is cleared.
void CopyFields(const google::protobuf::FieldMask& mask, const google::protobuf::Message& from,
                google::protobuf::Message& to);

}  // namespace balcao::services
