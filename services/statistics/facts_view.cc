#include "services/statistics/facts_view.h"

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/common/civil.h"
#include "services/common/errors.h"
#include "services/statistics/facts_checkpoint.h"
#include "storage/common/status_macros.h"
#include "storage/ledger/journal.h"
#include "storage/records/store.h"

namespace balcao::services {
namespace {

constexpr const char* kOther = "other";
constexpr const char* kKinds[] = {
    "visit",          "matter",      "call",       "call_without_demand",
    "interpretation", "case_opened", "case_closed"};

void AddList(const Catalogue& catalogue, std::string_view list, Dictionary& dictionary) {
  for (const v1::Code& code : catalogue.Codes(list)) dictionary.Add(code.code());
}

}  // namespace

void Dictionary::Add(const std::string& code) {
  // The last number is kept for what is not known.
  if (codes_.size() >= facts::kCodes - 1 || numbers_.contains(code)) return;
  numbers_[code] = static_cast<uint8_t>(codes_.size());
  codes_.push_back(code);
}

uint8_t Dictionary::Encode(const std::string& code) const {
  const auto found = numbers_.find(code);
  if (found != numbers_.end()) return found->second;
  const auto other = numbers_.find(kOther);
  return other == numbers_.end() ? 0 : other->second;
}

int MonthFromText(std::string_view text) {
  int year = 0, month = 0;
  const std::string copy(text);
  if (!IsShaped(text, "0000-00") || std::sscanf(copy.c_str(), "%4d-%2d", &year, &month) != 2 ||
      month < 1 || month > 12) {
    return -1;
  }
  const int index = facts::MonthIndex(year, month);
  return index < 0 || index >= facts::kCodes ? -1 : index;
}

std::string MonthText(int month) {
  return absl::StrFormat("%04d-%02d", facts::kFirstYear + month / 12, month % 12 + 1);
}

FactsView::FactsView(const Catalogue* catalogue) : catalogue_hash_(catalogue->hash()) {
  for (const char* kind : kKinds) kinds_.Add(kind);
  for (const char* kind : kKinds) kind_codes_[kind] = kinds_.Encode(kind);
  for (const v1::Centre& centre : catalogue->centres()) centres_.Add(centre.name());
  AddList(*catalogue, "sex", sexes_);
  AddList(*catalogue, "age_band", age_bands_);
  AddList(*catalogue, "nationality", nationalities_);
  for (const v1::Language& language : catalogue->languages()) languages_.Add(language.tag());
  AddList(*catalogue, "residence_status", statuses_);
  for (const v1::CaseType& type : catalogue->case_types()) {
    topics_.Add(std::string(ShortName(type.name())));
  }
  AddList(*catalogue, "case_area", topics_);
  AddList(*catalogue, "call_topic", topics_);
  AddList(*catalogue, "referral", topics_);
  AddList(*catalogue, "channel", channels_);
  AddList(*catalogue, "outcome", outcomes_);
  AddList(*catalogue, "call_outcome", outcomes_);
  for (Dictionary* dictionary : {&languages_, &topics_, &channels_, &outcomes_, &nationalities_}) {
    dictionary->Add(kOther);
  }
  MakeDimensions(*catalogue);
}

void FactsView::AddFolded(const std::string& name, facts::Column column,
                          const Dictionary& dictionary,
                          const std::function<std::string(const std::string&)>& fold) {
  DimensionInfo info{column, {}, {}};
  absl::flat_hash_map<std::string, uint8_t> numbers;
  for (int code = 0; code < dictionary.size(); ++code) {
    const std::string category = fold(dictionary.Decode(static_cast<uint8_t>(code)));
    const auto [entry, first] =
        numbers.try_emplace(category, static_cast<uint8_t>(info.categories.size()));
    if (first) info.categories.push_back(category);
    info.category_of[static_cast<size_t>(code)] = entry->second;
  }
  dimensions_[name] = std::move(info);
}

void FactsView::AddDimension(const std::string& name, facts::Column column,
                             const Dictionary& dictionary) {
  AddFolded(name, column, dictionary, [](const std::string& code) { return code; });
}

void FactsView::MakeDimensions(const Catalogue& catalogue) {
  using facts::Column;
  AddDimension("centre", Column::kCentre, centres_);
  AddFolded("district", Column::kCentre, centres_,
            [&](const std::string& centre) { return std::string(catalogue.DistrictOf(centre)); });
  AddDimension("sex", Column::kSex, sexes_);
  AddDimension("age_band", Column::kAgeBand, age_bands_);
  AddDimension("nationality", Column::kNationality, nationalities_);
  AddDimension("language", Column::kLanguage, languages_);
  AddDimension("residence_status", Column::kResidenceStatus, statuses_);
  AddDimension("topic", Column::kTopic, topics_);
  AddFolded("area", Column::kTopic, topics_,
            [&](const std::string& topic) { return std::string(catalogue.AreaOfTopic(topic)); });
  AddDimension("channel", Column::kChannel, channels_);
  AddDimension("outcome", Column::kOutcome, outcomes_);
  // Months are their own numbers, without a dictionary.
  for (const auto& [name, length] : {std::pair("month", 7), std::pair("year", 4)}) {
    DimensionInfo info{Column::kMonth, {}, {}};
    for (int month = 0; month < facts::kCodes; ++month) {
      const std::string category = MonthText(month).substr(0, static_cast<size_t>(length));
      if (info.categories.empty() || info.categories.back() != category) {
        info.categories.push_back(category);
      }
      info.category_of[static_cast<size_t>(month)] =
          static_cast<uint8_t>(info.categories.size() - 1);
    }
    dimensions_[name] = std::move(info);
  }
  DimensionInfo quarters{Column::kMonth, {}, {}};
  for (int month = 0; month < facts::kCodes; ++month) {
    if (month % 3 == 0) {
      quarters.categories.push_back(
          absl::StrCat(facts::kFirstYear + month / 12, "-Q", month % 12 / 3 + 1));
    }
    quarters.category_of[static_cast<size_t>(month)] =
        static_cast<uint8_t>(quarters.categories.size() - 1);
  }
  dimensions_["quarter"] = std::move(quarters);
}

facts::Fact FactsView::Encode(const store::v1::Fact& fact) const {
  const absl::CivilDay day = DayFromNumber(fact.day());
  const int month = facts::MonthIndex(static_cast<int>(day.year()), day.month());
  return {.kind = kinds_.Encode(fact.kind()),
          .month = static_cast<uint8_t>(std::clamp(month, 0, facts::kCodes - 1)),
          .day = static_cast<uint8_t>(day.day()),
          .centre = centres_.Encode(fact.centre()),
          .sex = sexes_.Encode(fact.sex()),
          .age_band = age_bands_.Encode(fact.age_band()),
          .nationality = nationalities_.Encode(fact.nationality()),
          .language = languages_.Encode(fact.language()),
          .residence_status = statuses_.Encode(fact.residence_status()),
          .topic = topics_.Encode(fact.topic()),
          .channel = channels_.Encode(fact.channel()),
          .outcome = outcomes_.Encode(fact.outcome()),
          .flags = 0,
          .weight = static_cast<int8_t>(fact.weight()),
          .person = fact.person()};
}

void FactsView::Append(int64_t position, const store::v1::FactDelta& delta) {
  if (delta.facts().empty()) return;
  std::vector<facts::Fact> coded;
  coded.reserve(static_cast<size_t>(delta.facts_size()));
  for (const store::v1::Fact& fact : delta.facts()) coded.push_back(Encode(fact));
  // Positions rise and codes come from the dictionaries: the table can only
  // refuse when it is full, which start-up would find as well.
  const absl::Status appended = table_->Append(position, coded);
  if (!appended.ok())
    std::fprintf(stderr, "balcaod: inner fault in the facts: %s\n",
                 absl::StatusCodeToString(appended.code()).c_str());
}

void FactsView::TakePeriod(const store::v1::PeriodRecord& record) {
  MutexLock lock(&mutex_);
  periods_[record.period().name()] = record.period();
}

absl::Status FactsView::WriteCheckpoint(const std::string& path, storage::Vault& vault) const {
  return WriteFactsCheckpoint(path, catalogue_hash_, *table_, vault);
}

absl::Status FactsView::Load(storage::Connection& connection, const storage::Codec& codec,
                             const std::string& path) {
  absl::StatusOr<std::unique_ptr<facts::FactTable>> kept =
      ReadFactsCheckpoint(path, catalogue_hash_, codec.vault());
  if (kept.ok()) table_ = *std::move(kept);
  RETURN_IF_ERROR(storage::ScanRecords(connection, codec, storage::Kind::kPeriod,
                                       [&](const storage::RecordState& state) {
                                         TakePeriod(state.As<store::v1::PeriodRecord>());
                                         return absl::OkStatus();
                                       }));
  return storage::ScanFacts(
      connection, codec, std::max<int64_t>(0, table_->last_position()),
      [&](int64_t position, const store::v1::FactDelta& delta) { Append(position, delta); });
}

void FactsView::Apply(const storage::ChangeSet& changes) {
  Append(changes.position, changes.facts);
  for (const storage::ChangedRecord& changed : changes.records) {
    if (changed.after.kind == storage::Kind::kPeriod) {
      TakePeriod(changed.after.As<store::v1::PeriodRecord>());
    }
  }
}

std::map<std::string, v1::Period> FactsView::Periods() const {
  MutexLock lock(&mutex_);
  return periods_;
}

absl::StatusOr<facts::Snapshot> FactsView::SnapshotOf(int first_month, int last_month,
                                                      bool all_closed) const {
  facts::Snapshot snapshot;
  MutexLock lock(&mutex_);
  for (int month = first_month; month <= last_month; ++month) {
    const auto period = periods_.find(absl::StrCat("periods/", MonthText(month)));
    if (period == periods_.end()) {
      if (all_closed) return Precondition("PERIOD_NOT_CLOSED", "a month of the table is open");
      continue;
    }
    const int64_t position = period->second.final_position() != 0
                                 ? period->second.final_position()
                                 : period->second.provisional_position();
    snapshot.limit[static_cast<size_t>(month)] = table_->RowsAt(position);
  }
  return snapshot;
}

const DimensionInfo* FactsView::FindDimension(const std::string& name) const {
  const auto found = dimensions_.find(name);
  return found == dimensions_.end() ? nullptr : &found->second;
}

const uint8_t* FactsView::FindKind(const std::string& kind) const {
  const auto found = kind_codes_.find(kind);
  return found == kind_codes_.end() ? nullptr : &found->second;
}

}  // namespace balcao::services
