// The object of the language that holds a TlsContext: what a server or client
// with TLS takes as its argument.
#pragma once

#include "data/host_resource.h"
#include "wire/tls_context.h"

namespace norn {

class TlsContextResource final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"a TLS context"};

  explicit TlsContextResource(TlsContext context) : NativeResource(kKind), context_(std::move(context)) {}
  TlsContext& context() { return context_; }

 private:
  TlsContext context_;
};

}  // namespace norn
