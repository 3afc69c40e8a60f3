// Which rows of a block a query takes.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "services/statistics/facts/bits.h"
#include "services/statistics/facts/columns.h"
#include "services/statistics/facts/plan.h"

namespace balcao::facts {

struct PersonRange {
  uint32_t first = 0;
  uint32_t end = UINT32_MAX;

  bool Everyone() const { return first == 0 && end == UINT32_MAX; }
  uint32_t size() const { return end - first; }
};

// The taken rows of a block: its first `count`, or those listed.
struct Selection {
  uint32_t count = 0;
  const uint16_t* ids = nullptr;  // null: all of the first `count`
};

class Selector {
 public:
  // `plan` and `dead` outlive the selector; `dead` lists rows, rising, that are
  // left out.
  Selector(const Plan& plan, const std::vector<uint32_t>& dead, PersonRange persons);

  // Valid until the next call.
  Selection Select(const Block& block);

 private:
  enum class Answer { kNone, kSome, kAll };

  // Months with a row of the block before their limit; `cut` says that a limit
  // falls inside the block.
  CodeSet ShownMonths(const Block& block, bool* cut) const;
  Answer Codes(const Block& block, int column, const CodeSet& allowed) const;
  Answer Persons(const Block& block) const;
  void DropPastLimit(const Block& block);
  bool DropDead(const Block& block);

  const Plan& plan_;
  const std::vector<uint32_t>& dead_;
  const PersonRange persons_;
  uint32_t limit_min_;
  uint32_t limit_max_;
  BlockBits bits_;
  BlockIds ids_;
};

}  // namespace balcao::facts
