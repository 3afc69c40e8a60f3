#include "services/common/reveals.h"

#include <string>

#include "absl/strings/cord.h"
#include "balcao/store/v1/journal.pb.h"
#include "storage/common/reason.h"

namespace balcao::services {
namespace {

// Not one of Google's: it stays in the house (services/server/status.cc).
constexpr char kReadsUrl[] = "balcao.store.v1.Entry/reads";
constexpr size_t kIdBytes = 16;

store::v1::Entry Carried(const absl::Status& status) {
  store::v1::Entry entry;
  const absl::optional<absl::Cord> payload = status.GetPayload(kReadsUrl);
  if (payload.has_value() && !entry.ParseFromString(std::string(*payload))) entry.Clear();
  return entry;
}

}  // namespace

absl::Status Revealing(absl::Status refusal, storage::Kind kind,
                       const std::vector<storage::Id>& ids) {
  if (refusal.ok() || absl::IsNotFound(refusal) || ReasonOf(refusal).empty()) return refusal;
  store::v1::Entry entry = Carried(refusal);
  store::v1::ReadTrace& read = *entry.add_reads();
  read.set_kind(static_cast<uint32_t>(kind));
  for (const storage::Id& id : ids) read.mutable_ids()->append(id.bytes());
  refusal.SetPayload(kReadsUrl, absl::Cord(entry.SerializeAsString()));
  return refusal;
}

absl::Status Revealing(absl::Status refusal, const storage::RecordState& record) {
  return Revealing(std::move(refusal), record.kind, {record.id});
}

Reads RevealedBy(const absl::Status& status) {
  const store::v1::Entry entry = Carried(status);
  Reads reads;
  for (const store::v1::ReadTrace& read : entry.reads()) {
    std::vector<storage::Id> ids;
    for (size_t at = 0; at < read.ids().size(); at += kIdBytes) {
      ids.push_back(storage::Id::FromBytes(std::string_view(read.ids()).substr(at, kIdBytes)));
    }
    reads.push_back({static_cast<storage::Kind>(read.kind()), std::move(ids)});
  }
  return reads;
}

}  // namespace balcao::services
