#include "services/server/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace balcao::server {

bool ForbidDumps() {
  const rlimit none = {0, 0};
  return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0;
}

}  // namespace balcao::server
