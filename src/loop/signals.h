// SIGINT and SIGTERM. The first one is a request, which the loop delivers as a
// Completion and running code sees at a safepoint; the second one ends the
// process at once, whatever it is doing.
//
// The state is global because signal handlers are.
#pragma once

namespace norn {

class LoopApi;

// From now on the first signal wakes `loop`. Requires: `loop` outlives the handlers.
void install_interrupt_handlers(LoopApi& loop);
// Back to the default: a signal ends the process.
void remove_interrupt_handlers();
// Puts them back where somebody else has put the default in place.
void restore_interrupt_handlers();

// The signal that arrived and has not been taken, or 0. One relaxed load: cheap enough for every safepoint.
int pending_interrupt();
// The same, and it is taken.
int take_interrupt();
// The interrupted work has ended (a REPL prompt): the next signal is a first one again.
void rearm_interrupts();

}  // namespace norn
