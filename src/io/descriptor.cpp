#include "io/descriptor.h"

#include <unistd.h>

#include <cerrno>

namespace norn {

int Descriptor::close() {
  if (number_ < 0) return 0;
  const int closed = ::close(std::exchange(number_, -1));
  // Linux releases the number even when close was interrupted: trying again could close somebody else's file.
  return closed == 0 || errno == EINTR ? 0 : -errno;
}

}  // namespace norn
