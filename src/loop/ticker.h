// A repeated tick inside the loop's poll, for owners of many deadlines that
// need not be exact. Does not keep the program running.
#pragma once

#include "loop/handle_loop.h"

namespace norn {

class TickEvents {
 public:
  virtual void on_tick() = 0;

 protected:
  ~TickEvents() = default;
};

class Ticker {
 public:
  Ticker(HandleLoop& loop, TickEvents& owner) : loop_(loop), owner_(owner) {}
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;
  ~Ticker() { stop(); }

  void start(unsigned interval_ms);  // harmless when it ticks already
  void stop();

 private:
  HandleLoop& loop_;
  TickEvents& owner_;
  uv_timer_t* timer_ = nullptr;  // freed when libuv has returned it
};

}  // namespace norn
