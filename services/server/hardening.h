// What the process forbids itself before it holds a key.
#pragma once

namespace balcao::server {

// No core of this process is ever written, nor piped to a collector, and no other
// process of the same user reads its memory. Called first in main(). False when the
// system does not let it be so.
bool ForbidDumps();

}  // namespace balcao::server
