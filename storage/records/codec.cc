#include "storage/records/codec.h"

#include "absl/strings/str_cat.h"
#include "balcao/store/v1/journal.pb.h"
#include "storage/common/status_macros.h"
#include "storage/privacy/sections.h"

namespace balcao::storage {
namespace {

using google::protobuf::Message;

// Binds sealed bytes to the one place where they belong.
std::string AssociatedData(Kind kind, const Id& id, int64_t version, uint32_t place) {
  std::string data;
  data.reserve(29);
  data.push_back(static_cast<char>(kind));
  data.append(id.bytes());
  for (int shift = 56; shift >= 0; shift -= 8) data.push_back(static_cast<char>(version >> shift));
  for (int shift = 24; shift >= 0; shift -= 8) data.push_back(static_cast<char>(place >> shift));
  return data;
}

std::vector<ColumnValue> OpenColumns(const KindInfo& info, const Message& message) {
  std::vector<ColumnValue> columns;
  columns.reserve(info.columns.size());
  info.values(message, columns);
  return columns;
}

}  // namespace

absl::StatusOr<StoredRecord> Codec::Encode(const RecordState& record, KeyOfSubject key_of) const {
  const KindInfo& info = InfoOf(record.kind);
  const Message& message = *record.message;
  const std::string own_subject = info.subject(message);
  const SplitRecord split = Split(message, own_subject);

  StoredRecord stored{record.kind,
                      record.id,
                      record.version,
                      record.key,
                      record.position,
                      "",
                      OpenColumns(info, message)};
  if (!own_subject.empty()) {
    ASSIGN_OR_RETURN(stored.key, key_of(own_subject));
  } else if (stored.key == 0 && !split.sections.empty()) {
    ASSIGN_OR_RETURN(stored.key, vault_->Take());
  }

  // A thread's own: its memory is kept from one record to the next.
  thread_local store::v1::Body body;
  body.Clear();
  body.set_open(split.open);
  for (const PlainSection& plain : split.sections) {
    KeyId key = stored.key;
    if (!plain.subject.empty() && plain.subject != own_subject) {
      ASSIGN_OR_RETURN(key, key_of(plain.subject));
    }
    store::v1::Section& section = *body.add_sections();
    section.set_place(plain.place);
    section.set_key(key);
    section.set_version(record.version);
    ASSIGN_OR_RETURN(
        *section.mutable_sealed(),
        vault_->Seal(key, plain.plain,
                     AssociatedData(record.kind, record.id, record.version, plain.place)));
  }
  for (const std::string& value : info.blind(message)) {
    const uint64_t blinded = vault_->Blind(Purpose::kBlindColumn, value);
    body.add_blind(blinded);
    stored.columns.push_back(static_cast<int64_t>(blinded));
  }
  stored.body = body.SerializeAsString();
  return stored;
}

absl::StatusOr<RecordState> Codec::Decode(Kind kind, const Id& id, int64_t version, KeyId key,
                                          int64_t position, std::string_view bytes) const {
  store::v1::Body body;
  std::shared_ptr<Message> message(InfoOf(kind).prototype->New());
  if (!body.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      !message->ParseFromString(body.open())) {
    return absl::DataLossError("a record does not parse");
  }
  RecordState state{.kind = kind,
                    .id = id,
                    .version = version,
                    .key = key,
                    .position = position,
                    .message = nullptr};
  for (const store::v1::Section& section : body.sections()) {
    absl::StatusOr<std::string> plain =
        vault_->Unseal(section.key(), section.sealed(),
                       AssociatedData(kind, id, section.version(), section.place()));
    if (absl::IsNotFound(plain.status())) {
      state.erased = true;
      continue;
    }
    if (!plain.ok()) return plain.status();
    RETURN_IF_ERROR(Join(section.place(), *plain, *message));
  }
  state.message = std::move(message);
  return state;
}

absl::StatusOr<std::vector<ColumnValue>> Codec::ColumnsOf(Kind kind, std::string_view bytes) const {
  const KindInfo& info = InfoOf(kind);
  store::v1::Body body;
  std::unique_ptr<Message> open(info.prototype->New());
  if (!body.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      !open->ParseFromString(body.open())) {
    return absl::DataLossError("a record does not parse");
  }
  std::vector<ColumnValue> columns = OpenColumns(info, *open);
  for (const uint64_t blinded : body.blind()) columns.push_back(static_cast<int64_t>(blinded));
  return columns;
}

}  // namespace balcao::storage
