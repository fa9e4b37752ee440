#include "loop/socket_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>
#include <uv.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/assert.h"

namespace norn {

std::optional<SocketAddress> SocketAddress::parse(std::string_view ip, unsigned port) {
  const std::string text(ip);
  if (text.find('\0') != std::string::npos || port > 65535) return std::nullopt;
  SocketAddress address;
  if (uv_ip4_addr(text.c_str(), static_cast<int>(port), reinterpret_cast<sockaddr_in*>(&address.storage_)) == 0)
    address.length_ = sizeof(sockaddr_in);
  else if (uv_ip6_addr(text.c_str(), static_cast<int>(port), reinterpret_cast<sockaddr_in6*>(&address.storage_)) == 0)
    address.length_ = sizeof(sockaddr_in6);
  else
    return std::nullopt;
  return address;
}

bool SocketAddress::is_usable_path(std::string_view path) {
  return !path.empty() && path.size() < sizeof(sockaddr_un::sun_path) && path.find('\0') == std::string_view::npos;
}

SocketAddress SocketAddress::unix_path(std::string_view path) {
  NORN_ASSERT(is_usable_path(path), "the caller has checked");
  SocketAddress address;
  auto* named = reinterpret_cast<sockaddr_un*>(&address.storage_);
  named->sun_family = AF_UNIX;
  std::memcpy(named->sun_path, path.data(), path.size());
  address.length_ = offsetof(sockaddr_un, sun_path) + path.size() + 1;
  return address;
}

SocketAddress SocketAddress::from(const sockaddr* given, size_t length) {
  SocketAddress address;
  address.length_ = std::min(length, sizeof address.storage_);
  std::memcpy(&address.storage_, given, address.length_);
  return address;
}

unsigned SocketAddress::port() const {
  if (family() == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(&storage_)->sin_port);
  if (family() == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_port);
  return 0;
}

std::string SocketAddress::host() const {
  if (family() == AF_UNIX) {
    const auto* named = reinterpret_cast<const sockaddr_un*>(&storage_);
    const size_t room = length_ > offsetof(sockaddr_un, sun_path) ? length_ - offsetof(sockaddr_un, sun_path) : 0;
    return std::string(named->sun_path, strnlen(named->sun_path, room));
  }
  char text[INET6_ADDRSTRLEN] = "";
  if (family() == AF_INET) uv_ip4_name(reinterpret_cast<const sockaddr_in*>(&storage_), text, sizeof text);
  if (family() == AF_INET6) uv_ip6_name(reinterpret_cast<const sockaddr_in6*>(&storage_), text, sizeof text);
  return text;
}

std::string SocketAddress::text() const {
  if (family() == AF_INET6) return "[" + host() + "]:" + std::to_string(port());
  return is_ip() ? host() + ":" + std::to_string(port()) : host();
}

}  // namespace norn
