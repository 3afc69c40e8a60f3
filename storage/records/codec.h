// Between a readable record and its sealed form at rest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "storage/records/kinds.h"
#include "storage/vault/vault.h"

namespace balcao::storage {

// A record as its row holds it.
struct StoredRecord {
  Kind kind;
  Id id;
  int64_t version = 0;
  KeyId key = 0;
  int64_t position = 0;
  std::string body;                  // store.v1.Body
  std::vector<ColumnValue> columns;  // in the order of KindInfo::columns
};

// The key of a person, by resource name: the sections of other subjects need it.
using KeyOfSubject = absl::FunctionRef<absl::StatusOr<KeyId>(std::string_view person)>;

class Codec {
 public:
  explicit Codec(Vault* vault) : vault_(vault) {}

  // Seals a record. Takes a key from the vault for a new subject.
  absl::StatusOr<StoredRecord> Encode(const RecordState& record, KeyOfSubject key_of) const;

  // Unseals a record. A section whose key was destroyed stays empty, and the
  // record is marked; DATA_LOSS when bytes were altered.
  absl::StatusOr<RecordState> Decode(Kind kind, const Id& id, int64_t version, KeyId key,
                                     int64_t position, std::string_view body) const;

  // The columns of a row, from its body alone: what a replay compares.
  absl::StatusOr<std::vector<ColumnValue>> ColumnsOf(Kind kind, std::string_view body) const;

  Vault& vault() const { return *vault_; }

 private:
  Vault* vault_;
};

}  // namespace balcao::storage
