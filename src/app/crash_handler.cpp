#include "app/crash_handler.h"

#include <unistd.h>

#include <csignal>
#include <cstring>

#include "base/version.h"

namespace norn {

namespace {

constexpr int kFatalSignals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

// The handler has a stack of its own: the usual one may be what has run out.
alignas(16) char handler_stack[16 << 10];

const char* name_of(int signal) {
  switch (signal) {
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    case SIGILL: return "SIGILL";
    case SIGFPE: return "SIGFPE";
    case SIGABRT: return "SIGABRT";
    default: return "a signal";
  }
}

// Async-signal-safe: no allocation, no stdio.
void write_to_stderr(const char* text) {
  size_t left = strlen(text);
  while (left > 0) {
    const ssize_t written = write(STDERR_FILENO, text, left);
    if (written <= 0) return;
    text += written;
    left -= static_cast<size_t>(written);
  }
}

void on_fatal_signal(int signal) {
  write_to_stderr("norn ");
  write_to_stderr(kVersion);
  write_to_stderr(" crashed (");
  write_to_stderr(name_of(signal));
  write_to_stderr("). This is a bug in Norn, not in your program: please report it with the program that shows it.\n");
  raise(signal);  // the default action is back in force (SA_RESETHAND)
}

}  // namespace

void install_crash_handler() {
  stack_t stack = {};
  stack.ss_sp = handler_stack;
  stack.ss_size = sizeof handler_stack;
  sigaltstack(&stack, nullptr);

  struct sigaction action = {};
  action.sa_handler = on_fatal_signal;
  action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND) | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (int signal : kFatalSignals) sigaction(signal, &action, nullptr);
}

}  // namespace norn
