// A piece of work for the tests of the loops.
#pragma once

#include <functional>
#include <memory>

#include "loop/request.h"

// Runs a function on the worker; tells when it is destroyed.
class ProbeRequest final : public norn::WorkRequest {
 public:
  explicit ProbeRequest(std::function<int(ProbeRequest&)> body, bool* destroyed = nullptr)
      : body_(std::move(body)), destroyed_(destroyed) {}
  ~ProbeRequest() override {
    if (destroyed_) *destroyed_ = true;
  }
  int work() override { return body_(*this); }
  using norn::WorkRequest::not_ready;

 private:
  std::function<int(ProbeRequest&)> body_;
  bool* destroyed_;
};

inline std::unique_ptr<ProbeRequest> probe(std::function<int(ProbeRequest&)> body, bool* destroyed = nullptr) {
  return std::make_unique<ProbeRequest>(std::move(body), destroyed);
}
