#include "wire/tls_status.h"

#include "base/assert.h"

namespace norn {

namespace {

struct Entry {
  std::string_view name, sentence;
};
constexpr Entry kEntries[] = {
#define NORN_TLS_STATUS(id, name, sentence) {name, sentence},
    NORN_TLS_STATUSES(NORN_TLS_STATUS)
#undef NORN_TLS_STATUS
};

const Entry& entry_of(int status) {
  NORN_ASSERT(is_tls_status(status), "another kind of status");
  return kEntries[status - kTlsStatusesStart - 1];
}

}  // namespace

std::string_view tls_status_name(int status) { return entry_of(status).name; }
std::string_view tls_status_sentence(int status) { return entry_of(status).sentence; }

}  // namespace norn
