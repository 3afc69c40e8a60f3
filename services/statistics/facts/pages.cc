#include "services/statistics/facts/pages.h"

#include <sys/mman.h>

#include <cstdlib>

namespace balcao::facts {
namespace {

constexpr uint64_t kHugeBytes = 2 << 20;
constexpr uint64_t kHeapBytes = 2 * kHugeBytes;  // below it, the heap

constexpr uint64_t RoundedUp(uint64_t bytes) {
  return (bytes + kHugeBytes - 1) / kHugeBytes * kHugeBytes;
}

// Maps a multiple of kHugeBytes that starts at one, by mapping too much and giving
// the ends back.
void* MapAligned(uint64_t bytes) {
  void* mapped = mmap(nullptr, bytes + kHugeBytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) std::abort();
  auto* start = static_cast<char*>(mapped);
  const uint64_t before = -reinterpret_cast<uintptr_t>(start) % kHugeBytes;
  if (before > 0) munmap(start, before);
  munmap(start + before + bytes, kHugeBytes - before);
#ifdef MADV_HUGEPAGE
  madvise(start + before, bytes, MADV_HUGEPAGE);
#endif
  return start + before;
}

}  // namespace

void* MapZeroed(uint64_t bytes) {
  if (bytes == 0) return nullptr;
  if (bytes >= kHeapBytes) return MapAligned(RoundedUp(bytes));
  void* pages = std::calloc(1, bytes);
  if (pages == nullptr) std::abort();
  return pages;
}

void Unmap(void* pages, uint64_t bytes) {
  if (pages == nullptr) return;
  if (bytes >= kHeapBytes) {
    munmap(pages, RoundedUp(bytes));
  } else {
    std::free(pages);
  }
}

}  // namespace balcao::facts
