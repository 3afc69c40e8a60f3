#include <algorithm>
#include <utility>

#include "services/statistics/facts/pages.h"
#include "services/statistics/facts/query.h"

namespace balcao::facts {

Cells Cells::Dense(uint64_t size) {
  Cells cells;
  cells.size_ = size;
  cells.dense_ = static_cast<int64_t*>(MapZeroed(size * sizeof(int64_t)));
  return cells;
}

Cells Cells::Sparse(uint64_t size, std::vector<Entry> sorted) {
  Cells cells;
  cells.size_ = size;
  cells.sparse_ = std::move(sorted);
  return cells;
}

Cells& Cells::operator=(Cells&& other) noexcept {
  std::swap(size_, other.size_);
  std::swap(dense_, other.dense_);
  std::swap(sparse_, other.sparse_);
  return *this;
}

Cells::~Cells() { Unmap(dense_, size_ * sizeof(int64_t)); }

int64_t Cells::operator[](uint64_t cell) const {
  if (cell >= size_) return 0;
  if (dense()) return dense_[cell];
  const auto at = std::lower_bound(sparse_.begin(), sparse_.end(), cell,
                                   [](const Entry& e, uint64_t c) { return e.first < c; });
  return at != sparse_.end() && at->first == cell ? at->second : 0;
}

void Cells::ForEach(const std::function<void(uint64_t, int64_t)>& visit) const {
  if (dense()) {
    for (uint64_t cell = 0; cell < size_; ++cell) {
      if (dense_[cell] != 0) visit(cell, dense_[cell]);
    }
    return;
  }
  for (const auto& [cell, figure] : sparse_) {
    if (figure != 0) visit(cell, figure);
  }
}

}  // namespace balcao::facts
