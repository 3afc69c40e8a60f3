#include "services/common/update.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "auth/redaction.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/common/errors.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;

FieldMaskUtil::MergeOptions ReplaceOptions() {
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  return options;
}

bool FieldsEqual(const std::string& path, const Message& a, const Message& b) {
  FieldMask one;
  one.add_paths(path);
  std::unique_ptr<Message> left(a.New()), right(b.New());
  CopyFields(one, a, *left);
  CopyFields(one, b, *right);
  return google::protobuf::util::MessageDifferencer::Equals(*left, *right);
}

}  // namespace

absl::Status CheckMask(const Call& call, const google::protobuf::Descriptor& resource,
                       const FieldMask& mask,
                       absl::FunctionRef<bool(std::string_view)> is_updatable) {
  FieldFaults faults;
  if (mask.paths().empty()) faults.Add("update_mask", "REQUIRED", "the fields to write");
  for (const std::string& path : mask.paths()) {
    if (!is_updatable(path))
      faults.Add("update_mask", "NOT_UPDATABLE", "a field that may be written");
  }
  RETURN_IF_ERROR(faults.ToStatus());
  for (const std::string& path : mask.paths()) {
    if (!auth::SeesPath(call.caller, resource, path)) {
      return Forbidden("FIELD_REDACTED", "a field that this role does not see cannot be written");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckEtag(const std::string& etag, const storage::RecordState& current,
                       const FieldMask& mask,
                       absl::FunctionRef<const Message&(const Message&)> resource,
                       storage::Transaction& transaction) {
  const std::string now = absl::StrCat(current.version);
  if (etag.empty() || etag == now) return absl::OkStatus();
  int64_t version = 0;
  if (!absl::SimpleAtoi(etag, &version) || version < 1 || version > current.version) {
    return InvalidField("etag", "NOT_AN_ETAG", "as the last reading gave it");
  }
  ASSIGN_OR_RETURN(const storage::RecordState read,
                   transaction.LoadVersion(current.kind, current.id, version));
  FieldMask each_once;  // the answer must fit into a trailer, whatever was asked
  FieldMaskUtil::ToCanonicalForm(mask, &each_once);
  std::string overlapping;
  for (const std::string& path : each_once.paths()) {
    if (FieldsEqual(path, resource(*read.message), resource(*current.message))) continue;
    absl::StrAppend(&overlapping, overlapping.empty() ? "" : ",", path);
  }
  return overlapping.empty() ? absl::OkStatus() : Stale(now, overlapping);
}

absl::Status CheckWholeEtag(const std::string& etag, const storage::RecordState& current) {
  const std::string now = absl::StrCat(current.version);
  return etag.empty() || etag == now ? absl::OkStatus() : Stale(now, "*");
}

std::vector<std::string> ChangedFields(const Message& before, const Message& after) {
  std::vector<std::string> changed;
  const google::protobuf::Descriptor& resource = *after.GetDescriptor();
  for (int i = 0; i < resource.field_count(); ++i) {
    const std::string& name = resource.field(i)->name();
    if (name == "etag" || name == "update_time") continue;
    if (!FieldsEqual(name, before, after)) changed.push_back(name);
  }
  return changed;
}

void CopyFields(const FieldMask& mask, const Message& from, Message& to) {
  FieldMaskUtil::MergeMessageTo(from, mask, ReplaceOptions(), &to);
}

}  // namespace balcao::services
