// The system calls that SQLite makes, open to fault injection (base/fault.h).
#pragma once

namespace norn {

// Puts them in place, once. Requires: SQLite is not at work.
void install_sqlite_calls();

}  // namespace norn
