// A list that grows by chunks and never moves what it holds: one thread pushes,
// any number read the first size() elements meanwhile.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace balcao::facts {

template <typename T, uint64_t kPerChunk, uint64_t kMax>
class StableList {
 public:
  StableList() : chunks_(new std::unique_ptr<T[]>[kMax / kPerChunk]) {}

  uint64_t size() const { return size_.load(std::memory_order_acquire); }
  bool Full(uint64_t more) const { return size() + more > kMax; }
  const T& operator[](uint64_t i) const { return chunks_[i / kPerChunk][i % kPerChunk]; }

  // Must not be called when Full(1).
  void Push(const T& value) {
    const uint64_t i = size_.load(std::memory_order_relaxed);
    std::unique_ptr<T[]>& chunk = chunks_[i / kPerChunk];
    if (chunk == nullptr) chunk.reset(new T[kPerChunk]);
    chunk[i % kPerChunk] = value;
    size_.store(i + 1, std::memory_order_release);
  }

  uint64_t MemoryBytes() const {
    const uint64_t chunks = (size() + kPerChunk - 1) / kPerChunk;
    return chunks * kPerChunk * sizeof(T) + kMax / kPerChunk * sizeof(void*);
  }

 private:
  std::unique_ptr<std::unique_ptr<T[]>[]> chunks_;
  std::atomic<uint64_t> size_ = 0;
};

}  // namespace balcao::facts
