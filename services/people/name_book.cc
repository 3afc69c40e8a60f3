#include "services/people/name_book.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>

#include "balcao/store/v1/records.pb.h"

namespace balcao::services {
namespace {

using storage::Id;
using storage::RecordState;
using store::v1::PersonRecord;

// The tokens under which a person is found; none for who stands in no search.
std::vector<std::string> TokensOf(const RecordState& person) {
  if (person.erased || person.message == nullptr) return {};
  const v1::Person& known = person.As<PersonRecord>().person();
  if (known.placement().restricted() || !known.merged_into().empty()) return {};
  return NameTokens(NamesOf(known));
}

const std::string& OwnerOf(const RecordState& person) {
  return person.As<PersonRecord>().person().placement().owner();
}

}  // namespace

void NameBook::Load(const RecordState& person) {
  const std::vector<std::string> tokens = TokensOf(person);
  if (tokens.empty()) return;
  std::unique_lock lock(mutex_);
  Add(person.id, tokens, OwnerOf(person));
}

void NameBook::Apply(const storage::ChangeSet& changes) {
  for (const storage::ChangedRecord& changed : changes.records) {
    if (changed.after.kind != storage::Kind::kPerson) continue;
    const std::vector<std::string> before = TokensOf(changed.before);
    const std::vector<std::string> after = TokensOf(changed.after);
    if (before == after && (before.empty() || OwnerOf(changed.before) == OwnerOf(changed.after))) {
      continue;
    }
    std::unique_lock lock(mutex_);
    if (!before.empty()) Remove(changed.before.id, before);
    if (!after.empty()) Add(changed.after.id, after, OwnerOf(changed.after));
  }
}

void NameBook::Add(const Id& id, const std::vector<std::string>& tokens, std::string_view owner) {
  const auto number = static_cast<uint32_t>(entries_.size());
  entries_.push_back({id, OwnerNumber(owner)});
  for (const std::string& token : tokens) {
    spelled_[token].push_back(number);
    Numbers& sounding = sounds_[SoundOf(token)];
    // Two tokens of one person may sound alike.
    if (sounding.empty() || sounding.back() != number) sounding.push_back(number);
  }
}

// Marks the entry; its numbers stay behind and are passed over.
void NameBook::Remove(const Id& id, const std::vector<std::string>& tokens) {
  // The rarest of the names has the fewest to look through.
  const std::string& rarest = *std::min_element(tokens.begin(), tokens.end(),
                                                [&](const std::string& a, const std::string& b) {
                                                  return spelled_[a].size() < spelled_[b].size();
                                                });
  const Numbers& numbers = spelled_[rarest];
  const auto found = std::find_if(numbers.rbegin(), numbers.rend(), [&](uint32_t number) {
    return entries_[number].id == id && entries_[number].owner != kGone;
  });
  if (found != numbers.rend()) entries_[*found].owner = kGone;
}

uint32_t NameBook::OwnerNumber(std::string_view owner) {
  return owners_.try_emplace(std::string(owner), static_cast<uint32_t>(owners_.size()))
      .first->second;
}

NameBook::Numbers NameBook::Beginning(std::string_view text) const {
  Numbers all;
  for (auto at = spelled_.lower_bound(std::string(text));
       at != spelled_.end() && at->first.starts_with(text); ++at) {
    all.insert(all.end(), at->second.begin(), at->second.end());
  }
  return all;
}

const NameBook::Numbers& NameBook::Sounding(std::string_view token) const {
  static const auto& none = *new Numbers();
  const auto found = sounds_.find(SoundOf(token));
  return found == sounds_.end() ? none : found->second;
}

std::vector<Id> NameBook::Find(const NameQuery& query, std::string_view owner, size_t limit) const {
  std::shared_lock lock(mutex_);
  std::optional<uint32_t> wanted;
  if (!owner.empty()) {
    const auto known = owners_.find(std::string(owner));
    if (known == owners_.end()) return {};
    wanted = known->second;
  }
  const auto is_wanted = [&](uint32_t number) {
    const uint32_t owned_by = entries_[number].owner;
    return owned_by != kGone && (!wanted.has_value() || owned_by == *wanted);
  };
  std::optional<Numbers> found;
  const auto keep = [&](const Numbers& numbers) {
    Numbers kept;
    std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(kept), [&](uint32_t number) {
      return is_wanted(number) &&
             (!found.has_value() || std::binary_search(found->begin(), found->end(), number));
    });
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    found = std::move(kept);
  };
  for (const std::string& token : query.tokens) keep(Sounding(token));
  if (!query.beginning.empty()) {
    Numbers numbers = Beginning(query.beginning);
    const Numbers& sounding = Sounding(query.beginning);
    numbers.insert(numbers.end(), sounding.begin(), sounding.end());
    keep(numbers);
  }
  std::vector<Id> ids;
  if (!found.has_value()) return ids;
  for (auto at = found->rbegin(); at != found->rend() && ids.size() < limit; ++at) {
    ids.push_back(entries_[*at].id);
  }
  return ids;
}

}  // namespace balcao::services
