#include "loop/signals.h"

#include <unistd.h>

#include <atomic>
#include <csignal>

#include "loop/loop_api.h"

namespace norn {

namespace {

std::atomic<LoopApi*> woken_loop = nullptr;
std::atomic<int> pending_signal = 0;
std::atomic<bool> is_interrupted = false;
static_assert(std::atomic<LoopApi*>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

constexpr int kSignals[] = {SIGINT, SIGTERM};

void on_interrupt(int signal) {
  if (is_interrupted.exchange(true)) _exit(128 + signal);
  pending_signal.store(signal);
  if (LoopApi* loop = woken_loop.load()) loop->wake();
}

void set_handler(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

void set_handlers(void (*handler)(int)) {
  for (int signal : kSignals) set_handler(signal, handler);
}

}  // namespace

void install_interrupt_handlers(LoopApi& loop) {
  woken_loop.store(&loop);
  rearm_interrupts();
  set_handlers(on_interrupt);
}

void remove_interrupt_handlers() {
  set_handlers(SIG_DFL);
  woken_loop.store(nullptr);
  rearm_interrupts();
}

void restore_interrupt_handlers() {
  if (!woken_loop.load()) return;
  for (int signal : kSignals) {
    struct sigaction now = {};
    sigaction(signal, nullptr, &now);
    if (now.sa_handler == SIG_DFL) set_handler(signal, on_interrupt);
  }
}

int pending_interrupt() { return pending_signal.load(std::memory_order_relaxed); }

int take_interrupt() { return pending_interrupt() == 0 ? 0 : pending_signal.exchange(0); }

void rearm_interrupts() {
  pending_signal.store(0);
  is_interrupted.store(false);
}

}  // namespace norn
