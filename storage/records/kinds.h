// The kinds of records: one table each, with a closed and reviewed list of
// columns that lists and queues need. No name, number or free text stands in a
// column; codes that reveal a special category stand there only blinded.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "balcao/store/v1/records.pb.h"
#include "google/protobuf/message.h"
#include "storage/records/id.h"
#include "storage/vault/vault.h"

namespace balcao::storage {

enum class Kind : uint8_t {
  kPerson = 1,
  kVisit = 2,
  kCase = 3,
  kNote = 4,
  kCall = 5,
  kAccount = 6,
  kSession = 7,
  kPeriod = 8,
  kMeasure = 9,
  kReading = 10,
};
inline constexpr size_t kKindsMax = 10;  // the highest number

using ColumnValue = std::variant<std::monostate, int64_t, std::string>;  // NULL, INTEGER, TEXT/BLOB

struct ColumnInfo {
  std::string name;
  bool is_blob = false;
};

struct KindInfo {
  Kind kind;
  std::string table;
  std::string collection;  // of the resource name: `people`
  const google::protobuf::Message* prototype;
  std::vector<ColumnInfo> columns;  // beside row, id, version, key, body
  // The columns' values, from the open fields alone; blinded ones come last and
  // are given by `blind`.
  void (*values)(const google::protobuf::Message& record, std::vector<ColumnValue>& columns);
  // The values that stand in columns only blinded, in order.
  std::vector<std::string> (*blind)(const google::protobuf::Message& record);
  // The resource name of the person whose key seals the record; empty when the
  // record is a subject of its own.
  std::string (*subject)(const google::protobuf::Message& record);
  // Writes the etag into the resource.
  void (*set_etag)(google::protobuf::Message& record, std::string etag);
};

const KindInfo& InfoOf(Kind kind);
const std::vector<const KindInfo*>& AllKinds();
// Null for an unknown number, as in a journal that a newer program wrote.
const KindInfo* FindKind(uint32_t number);

template <class T>
struct KindFor;
#define BALCAO_KIND(type, value)         \
  template <>                            \
  struct KindFor<store::v1::type> {      \
    static constexpr Kind kKind = value; \
  }
BALCAO_KIND(PersonRecord, Kind::kPerson);
BALCAO_KIND(VisitRecord, Kind::kVisit);
BALCAO_KIND(CaseRecord, Kind::kCase);
BALCAO_KIND(NoteRecord, Kind::kNote);
BALCAO_KIND(CallRecord, Kind::kCall);
BALCAO_KIND(AccountRecord, Kind::kAccount);
BALCAO_KIND(SessionRecord, Kind::kSession);
BALCAO_KIND(PeriodRecord, Kind::kPeriod);
BALCAO_KIND(MeasureRecord, Kind::kMeasure);
BALCAO_KIND(ReadingRecord, Kind::kReading);
#undef BALCAO_KIND

// The id of a record whose name is its key: a month, a measure, a reading.
Id IdOfName(std::string_view name);

// A record at one version, readable.
struct RecordState {
  Kind kind;
  Id id;
  int64_t version = 0;
  KeyId key = 0;
  int64_t position = 0;  // of the journal entry that made this version
  // A part could not be read, since the key of its subject was destroyed.
  bool erased = false;
  std::shared_ptr<const google::protobuf::Message> message;

  template <class T>
  const T& As() const {
    return static_cast<const T&>(*message);
  }
};

}  // namespace balcao::storage
