#include "data/host_resource.h"

namespace norn {

namespace {

void finalize_host_resource(Heap&, Object* object) { delete static_cast<HostResource*>(object)->native; }

}  // namespace

HostResource* make_host_resource(Heap& heap, std::unique_ptr<NativeResource> native) {
  HostResource* resource = heap.make<HostResource>();
  resource->native = native.release();
  heap.add_finalizable(resource);
  return resource;
}

void register_host_resource_kind(Heap& heap) { heap.register_kind<HostResource>({.finalize = finalize_host_resource}); }

}  // namespace norn
