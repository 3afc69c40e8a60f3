// What the process asks of its libraries before it starts.
#pragma once

namespace balcao::server {

// Called in main() before any other thread is there.
void TuneProcess();

}  // namespace balcao::server
