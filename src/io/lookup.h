// Looking up the addresses of a host name.
#pragma once

#include <string>
#include <vector>

#include "loop/request.h"
#include "loop/socket_address.h"

namespace norn {

// Completes with 0 and at least one address, in the system's order of preference, or with a status of the resolver
// (UV_EAI_…).
class LookupHost final : public WorkRequest {
 public:
  // `family`: AF_INET, AF_INET6, or AF_UNSPEC for both.
  LookupHost(std::string host, int family) : host_(std::move(host)), family_(family) {}

  const std::string& host() const { return host_; }
  int work() override;
  Lane lane() const override { return Lane::lookups; }

  std::vector<SocketAddress> addresses;  // with port 0

 private:
  const std::string host_;
  const int family_;
};

}  // namespace norn
