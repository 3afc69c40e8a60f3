#include "services/server/tuning.h"

#ifdef BALCAO_MIMALLOC
#include <mimalloc.h>
#endif

#include "absl/synchronization/mutex.h"

namespace balcao::server {

void TuneProcess() {
  // Debian builds Abseil so that every lock of gRPC's is entered into a graph that
  // looks for deadlocks: a tool for its authors, and 2 % of an intake.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
#ifdef BALCAO_MIMALLOC
  // Large pages, and none given back: on a virtual machine a page fault costs more
  // than sealing a record, and an intake had more than one of them.
  mi_option_set(mi_option_large_os_pages, 1);
  mi_option_set(mi_option_allow_decommit, 0);
#endif
}

}  // namespace balcao::server
