// Where a socket stands: an IP address with a port, or the path of a Unix
// socket.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>

namespace norn {

class SocketAddress {
 public:
  SocketAddress() = default;  // of family AF_UNSPEC

  // "127.0.0.1", "::1", "fe80::1%eth0"; nothing if that is no IP address.
  static std::optional<SocketAddress> parse(std::string_view ip, unsigned port);
  // Requires: is_usable_path(path).
  static SocketAddress unix_path(std::string_view path);
  static SocketAddress from(const sockaddr* address, size_t length);
  // Longer paths and those with a NUL would silently name another socket.
  static bool is_usable_path(std::string_view path);

  int family() const { return storage_.ss_family; }
  bool is_ip() const { return family() == AF_INET || family() == AF_INET6; }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  size_t length() const { return length_; }

  unsigned port() const;     // 0 unless is_ip()
  std::string host() const;  // the IP address, or the path
  std::string text() const;  // "127.0.0.1:80", "[::1]:80", "/run/x.sock"

 private:
  sockaddr_storage storage_ = {};
  size_t length_ = 0;
};

}  // namespace norn
