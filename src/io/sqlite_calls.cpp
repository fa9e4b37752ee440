#include "io/sqlite_calls.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>

#include "base/fault.h"

namespace norn {

namespace {

// One call of the table: `original` is what SQLite would use.
template <int kNumber, typename... Arguments>
struct Call;

template <int kNumber, typename Result, typename... Arguments>
struct Call<kNumber, Result(Arguments...)> {
  static inline Result (*original)(Arguments...) = nullptr;
  static Result injected(Arguments... arguments) {
    if (const int fault = injected_fault()) {
      errno = -fault;
      return -1;
    }
    return original(arguments...);
  }
  static void install(sqlite3_vfs* system, const char* name) {
    const sqlite3_syscall_ptr found = system->xGetSystemCall(system, name);
    if (!found) return;
    original = reinterpret_cast<Result (*)(Arguments...)>(found);
    system->xSetSystemCall(system, name, reinterpret_cast<sqlite3_syscall_ptr>(injected));
  }
};

}  // namespace

void install_sqlite_calls() {
  static std::once_flag done;
  std::call_once(done, [] {
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    if (!system || system->iVersion < 3) return;
    Call<0, int(const char*, int, int)>::install(system, "open");
    Call<1, int(int, struct stat*)>::install(system, "fstat");
    Call<2, int(int, off_t)>::install(system, "ftruncate");
    Call<3, ssize_t(int, void*, size_t)>::install(system, "read");
    Call<4, ssize_t(int, void*, size_t, off_t)>::install(system, "pread");
    Call<5, ssize_t(int, void*, size_t, off_t)>::install(system, "pread64");
    Call<6, ssize_t(int, const void*, size_t)>::install(system, "write");
    Call<7, ssize_t(int, const void*, size_t, off_t)>::install(system, "pwrite");
    Call<8, ssize_t(int, const void*, size_t, off_t)>::install(system, "pwrite64");
    Call<9, int(const char*)>::install(system, "unlink");
  });
}

}  // namespace norn
