// The facts in memory: a view of the journal's fact deltas over the columnar
// table, with the dictionaries that code and decode its dimensions.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "balcao/store/v1/journal.pb.h"
#include "balcao/v1/statistics.pb.h"
#include "services/catalogue/catalogue.h"
#include "services/statistics/facts/fact_table.h"
#include "storage/common/mutex.h"
#include "storage/ledger/ledger.h"

namespace balcao::services {

// The codes of one column, from the catalogue. Code 0 is "not said"; a code that
// the catalogue does not know is `other` where the column has it, else 0.
class Dictionary {
 public:
  void Add(const std::string& code);
  uint8_t Encode(const std::string& code) const;
  const std::string& Decode(uint8_t code) const { return codes_[code]; }
  bool Contains(const std::string& code) const { return numbers_.contains(code); }
  int size() const { return static_cast<int>(codes_.size()); }

 private:
  std::vector<std::string> codes_ = {""};
  absl::flat_hash_map<std::string, uint8_t> numbers_ = {{"", 0}};
};

// What can be asked for: a column, its dictionary, and how its codes fold into
// categories (a centre into its district, a month into its year).
struct DimensionInfo {
  facts::Column column;
  std::vector<std::string> categories;
  std::array<uint8_t, facts::kCodes> category_of;
};

class FactsView : public storage::View {
 public:
  explicit FactsView(const Catalogue* catalogue);

  // Fills the view at start-up: from the checkpoint at `path` where it fits, and
  // from the journal after it.
  absl::Status Load(storage::Connection& connection, const storage::Codec& codec,
                    const std::string& path);
  // Writes a checkpoint, while facts go on being added.
  absl::Status WriteCheckpoint(const std::string& path, storage::Vault& vault) const;
  void Apply(const storage::ChangeSet& changes) override;

  // The closed months by name, `periods/2019-08`.
  std::map<std::string, v1::Period> Periods() const;
  // The rows of closed months among first..last (indexes of facts::MonthIndex);
  // a month that is not closed has none. FAILED_PRECONDITION PERIOD_NOT_CLOSED
  // with `all_closed` when one is missing.
  absl::StatusOr<facts::Snapshot> SnapshotOf(int first_month, int last_month,
                                             bool all_closed) const;

  const facts::FactTable& table() const { return *table_; }
  // Null for a dimension that is not known.
  const DimensionInfo* FindDimension(const std::string& name) const;
  // Null for a kind that is not known.
  const uint8_t* FindKind(const std::string& kind) const;

  facts::Fact Encode(const store::v1::Fact& fact) const;

 private:
  void Append(int64_t position, const store::v1::FactDelta& delta);
  void TakePeriod(const store::v1::PeriodRecord& record);
  void MakeDimensions(const Catalogue& catalogue);
  void AddDimension(const std::string& name, facts::Column column, const Dictionary& dictionary);
  void AddFolded(const std::string& name, facts::Column column, const Dictionary& dictionary,
                 const std::function<std::string(const std::string&)>& fold);

  Dictionary kinds_, centres_, sexes_, age_bands_, nationalities_, languages_, statuses_, topics_,
      channels_, outcomes_, months_;
  absl::flat_hash_map<std::string, DimensionInfo> dimensions_;
  absl::flat_hash_map<std::string, uint8_t> kind_codes_;
  const std::string catalogue_hash_;
  std::unique_ptr<facts::FactTable> table_ = std::make_unique<facts::FactTable>();
  mutable Mutex mutex_;
  std::map<std::string, v1::Period> periods_ ABSL_GUARDED_BY(mutex_);
};

// `2019-08` and its index, and back. -1 when it is no month of the table.
int MonthFromText(std::string_view text);
std::string MonthText(int month);

}  // namespace balcao::services
