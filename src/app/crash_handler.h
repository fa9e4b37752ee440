// A crash of Norn itself: one line that says so and where to report it.
#pragma once

namespace norn {

// From now on a fatal signal writes that line to stderr before it ends the process as it always does.
void install_crash_handler();

}  // namespace norn
