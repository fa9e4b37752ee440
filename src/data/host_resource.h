// An object of the language that owns something of the machine: a connection, a
// listener, a running process. Library types wrap it (clj/norn/net.clj) and
// close it; the finalizer only catches what was dropped.
//
//   class Counter final : public NativeResource {
//    public:
//     static constexpr ResourceKind kKind{"a counter"};
//     Counter() : NativeResource(kKind) {}
//   };
//   HostResource* made = make_host_resource(heap, std::make_unique<Counter>());
//   Counter* counter = try_native<Counter>(value);     // nullptr: something else
#pragma once

#include <memory>

#include "heap/heap.h"

namespace norn {

// Its address tells one class of resources from another; the text is for "expected …" messages.
struct ResourceKind {
  const char* name;
};

class NativeResource {
 public:
  explicit NativeResource(const ResourceKind& kind) : kind_(&kind) {}
  NativeResource(const NativeResource&) = delete;
  NativeResource& operator=(const NativeResource&) = delete;
  // Frees everything, at once. May run inside a collection: must not touch the heap.
  virtual ~NativeResource() = default;

  const ResourceKind& kind() const { return *kind_; }

 private:
  const ResourceKind* kind_;
};

struct HostResource : Object {
  static constexpr Kind kKind = Kind::host_resource;
  Value data;  // whatever the resource's module wants to keep alive with it
  NativeResource* native;
};

HostResource* make_host_resource(Heap& heap, std::unique_ptr<NativeResource> native);

// The resource of class T inside a value, or nullptr.
template <typename T>
T* try_native(Value value) {
  HostResource* resource = try_as<HostResource>(value);
  return resource && &resource->native->kind() == &T::kKind ? static_cast<T*>(resource->native) : nullptr;
}

void register_host_resource_kind(Heap& heap);

}  // namespace norn

NORN_LAYOUT(HostResource, norn::Tail::none, 8, data);
