// Blocking futures, the usual way to wait in C++: one OS thread per waiter, a
// mutex and a condition variable per future. The peer of waits_*.clj.
#include <sys/resource.h>

#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace {

class Future {
 public:
  void deliver(long value) {
    {
      std::lock_guard lock(mutex_);
      value_ = value;
      done_ = true;
    }
    ready_.notify_all();
  }

  long await() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return done_; });
    return value_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  long value_ = 0;
  bool done_ = false;
};

long one_round(int n) {
  std::vector<std::unique_ptr<Future>> gates;
  std::vector<long> results(n);
  std::vector<std::thread> waiters;
  for (int i = 0; i < n; i++) gates.push_back(std::make_unique<Future>());
  for (int i = 0; i < n; i++) waiters.emplace_back([&, i] { results[i] = gates[i]->await() + 1; });
  for (int i = 0; i < n; i++) gates[i]->deliver(i);
  long sum = 0;
  for (int i = 0; i < n; i++) {
    waiters[i].join();
    sum += results[i];
  }
  return sum;
}

double cpu_ms() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

}  // namespace

int main(int argc, char** argv) {
  const bool many = argc > 1 && std::strcmp(argv[1], "waits_10000") == 0;
  const double started = cpu_ms();
  long sum = 0;
  for (int round = 0; round < (many ? 10 : 100); round++) sum += one_round(many ? 10000 : 1000);
  std::printf("result=%ld\ncpu_ms=%.3f\n", sum, cpu_ms() - started);
}
