// Zeroed working memory. Small pieces come from the heap, which keeps them warm;
// large ones straight from the system, in large pages, since scans write them in
// random order and a fault per 4 KB costs more than the scan.
#pragma once

#include <cstdint>

namespace balcao::facts {

// Null when `bytes` is 0. Ends the process when there is no memory, as new does
// without exceptions.
void* MapZeroed(uint64_t bytes);
void Unmap(void* pages, uint64_t bytes);

template <typename T>
class Pages {
 public:
  explicit Pages(uint64_t size)
      : size_(size), data_(static_cast<T*>(MapZeroed(size * sizeof(T)))) {}
  ~Pages() { Unmap(data_, size_ * sizeof(T)); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  T* data() { return data_; }
  T& operator[](uint64_t i) { return data_[i]; }
  uint64_t size() const { return size_; }

 private:
  uint64_t size_;
  T* data_;
};

}  // namespace balcao::facts
