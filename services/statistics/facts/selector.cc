#include "services/statistics/facts/selector.h"

#include <algorithm>

namespace balcao::facts {

Selector::Selector(const Plan& plan, const std::vector<uint32_t>& dead, PersonRange persons)
    : plan_(plan), dead_(dead), persons_(persons) {
  // Of the months that the query may meet.
  limit_min_ = UINT32_MAX;
  limit_max_ = 0;
  for (int month = 0; month < kCodes; ++month) {
    if (!plan.allowed[kMonthBytes].Contains(static_cast<uint8_t>(month))) continue;
    limit_min_ = std::min(limit_min_, plan.snapshot.limit[month]);
    limit_max_ = std::max(limit_max_, plan.snapshot.limit[month]);
  }
}

CodeSet Selector::ShownMonths(const Block& block, bool* cut) const {
  *cut = false;
  const CodeSet& allowed = plan_.allowed[kMonthBytes];
  const uint32_t end = block.first_row + block.rows;
  if (limit_min_ >= end) return allowed;
  CodeSet shown;
  for (int month = 0; month < kCodes; ++month) {
    const auto code = static_cast<uint8_t>(month);
    const uint32_t limit = plan_.snapshot.limit[month];
    if (limit <= block.first_row || !allowed.Contains(code)) continue;
    if (block.summary != nullptr && !block.summary->present[kMonthBytes].Contains(code)) continue;
    shown.Add(code);
    *cut |= limit < end;
  }
  return shown;
}

Selector::Answer Selector::Codes(const Block& block, int column, const CodeSet& allowed) const {
  if (block.summary == nullptr) return Answer::kSome;
  CodeSet both = block.summary->present[column];
  both &= allowed;
  if (both.Empty()) return Answer::kNone;
  return both == block.summary->present[column] ? Answer::kAll : Answer::kSome;
}

Selector::Answer Selector::Persons(const Block& block) const {
  if (persons_.Everyone()) return Answer::kAll;
  if (block.summary == nullptr) return Answer::kSome;
  const BlockSummary& summary = *block.summary;
  if (summary.person_max < persons_.first || summary.person_min >= persons_.end) {
    return Answer::kNone;
  }
  const bool all = summary.person_min >= persons_.first && summary.person_max < persons_.end;
  return all ? Answer::kAll : Answer::kSome;
}

void Selector::DropPastLimit(const Block& block) {
  const uint8_t* months = block.bytes[kMonthBytes];
  for (uint32_t i = 0; i < block.rows; ++i) {
    if (block.first_row + i >= plan_.snapshot.limit[months[i]]) bits_.Clear(i);
  }
}

bool Selector::DropDead(const Block& block) {
  if (dead_.empty()) return false;
  auto row = std::lower_bound(dead_.begin(), dead_.end(), block.first_row);
  bool any = false;
  for (; row != dead_.end() && *row < block.first_row + block.rows; ++row, any = true) {
    bits_.Clear(*row - block.first_row);
  }
  return any;
}

Selection Selector::Select(const Block& block) {
  if (limit_max_ <= block.first_row) return {};
  bool cut = false;
  const CodeSet months = ShownMonths(block, &cut);
  std::array<Answer, kByteColumns> codes;
  for (int c = 0; c < kByteColumns; ++c) {
    const bool open = c != kMonthBytes && !plan_.filters[c].has_value();
    codes[c] = open ? Answer::kAll : Codes(block, c, c == kMonthBytes ? months : plan_.allowed[c]);
    if (codes[c] == Answer::kNone) return {};
  }
  const Answer persons = Persons(block);
  if (persons == Answer::kNone) return {};

  bits_.SetFirst(block.rows);
  bool narrowed = DropDead(block) || cut || persons == Answer::kSome;
  if (cut) DropPastLimit(block);
  for (int c = 0; c < kByteColumns; ++c) {
    if (codes[c] != Answer::kSome) continue;
    narrowed = true;
    const bool own = c != kMonthBytes || months == plan_.allowed[c];
    if (own && !plan_.filters[c].has_value()) continue;  // an open month column
    if (own) {
      KeepCodes(block.bytes[c], block.rows, *plan_.filters[c], &bits_);
    } else {
      KeepCodes(block.bytes[c], block.rows, CodeTable(months), &bits_);
    }
  }
  if (persons == Answer::kSome) {
    KeepPersons(block.person, block.rows, persons_.first, persons_.end, &bits_);
  }
  if (!narrowed) return {block.rows, nullptr};
  return {ListBits(bits_, block.rows, &ids_), ids_.data()};
}

}  // namespace balcao::facts
