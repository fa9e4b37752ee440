#include "loop/ticker.h"

namespace norn {

void Ticker::start(unsigned interval_ms) {
  if (timer_) return;
  timer_ = new uv_timer_t;
  uv_timer_init(loop_.uv(), timer_);
  timer_->data = this;
  uv_timer_start(
      timer_, [](uv_timer_t* timer) { static_cast<Ticker*>(timer->data)->owner_.on_tick(); }, interval_ms, interval_ms);
  uv_unref(reinterpret_cast<uv_handle_t*>(timer_));
  loop_.opened();
}

void Ticker::stop() {
  if (!timer_) return;
  uv_close(reinterpret_cast<uv_handle_t*>(timer_),
           [](uv_handle_t* handle) { delete reinterpret_cast<uv_timer_t*>(handle); });
  timer_ = nullptr;
  loop_.closed();
}

}  // namespace norn
