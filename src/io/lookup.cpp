#include "io/lookup.h"

#include <netdb.h>
#include <uv.h>

#include <cerrno>

#include "base/fault.h"

namespace norn {

namespace {

int status_of(int code) {
  switch (code) {
    case 0: return 0;
    case EAI_ADDRFAMILY: return UV_EAI_ADDRFAMILY;
    case EAI_AGAIN: return UV_EAI_AGAIN;
    case EAI_BADFLAGS: return UV_EAI_BADFLAGS;
    case EAI_FAIL: return UV_EAI_FAIL;
    case EAI_FAMILY: return UV_EAI_FAMILY;
    case EAI_MEMORY: return UV_EAI_MEMORY;
    case EAI_NODATA: return UV_EAI_NODATA;
    case EAI_NONAME: return UV_EAI_NONAME;
    case EAI_SERVICE: return UV_EAI_SERVICE;
    case EAI_SOCKTYPE: return UV_EAI_SOCKTYPE;
    case EAI_SYSTEM: return -errno;
    default: return UV_EAI_FAIL;
  }
}

}  // namespace

int LookupHost::work() {
  if (host_.empty() || host_.find('\0') != std::string::npos) return UV_EAI_NONAME;
  addrinfo hints = {};
  hints.ai_family = family_;
  hints.ai_socktype = SOCK_STREAM;  // or every address would come once per kind of socket
  if (const int fault = injected_fault()) return fault;
  addrinfo* found = nullptr;
  if (const int status = status_of(getaddrinfo(host_.c_str(), nullptr, &hints, &found)); status < 0) return status;
  for (const addrinfo* at = found; at; at = at->ai_next)
    if (at->ai_family == AF_INET || at->ai_family == AF_INET6)
      addresses.push_back(SocketAddress::from(at->ai_addr, at->ai_addrlen));
  freeaddrinfo(found);
  return addresses.empty() ? UV_EAI_NODATA : 0;
}

}  // namespace norn
