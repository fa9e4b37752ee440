// Roots that C++ owns across safepoints. A minor collection visits only those
// that may refer to young objects, so a million sleeping tasks held by timers
// cost it nothing.
#include "heap/heap_impl.h"

namespace norn {

void PersistentList::take_all_of(PersistentList& other) {
  if (other.sentinel.next == &other.sentinel) return;
  PersistentBase::Node* first = other.sentinel.next;
  PersistentBase::Node* last = other.sentinel.previous;
  last->next = sentinel.next;
  sentinel.next->previous = last;
  first->previous = &sentinel;
  sentinel.next = first;
  other.sentinel.previous = other.sentinel.next = &other.sentinel;
}

void PersistentList::orphan_all() {
  while (sentinel.next != &sentinel) unlink(sentinel.next);
}

PersistentBase::PersistentBase(Heap& heap, Value value) : heap_(&heap), node_(new Node{value, nullptr, nullptr}) {
  HeapImpl::of(heap).young_persistents.insert(node_);
}

PersistentBase::PersistentBase(PersistentBase&& other) noexcept : heap_(other.heap_), node_(other.node_) {
  other.node_ = nullptr;
}

PersistentBase& PersistentBase::operator=(PersistentBase&& other) noexcept {
  if (this == &other) return *this;
  reset();
  heap_ = other.heap_;
  node_ = other.node_;
  other.node_ = nullptr;
  return *this;
}

void PersistentBase::reset() {
  if (node_ == nullptr) return;
  PersistentList::unlink(node_);
  delete node_;
  node_ = nullptr;
}

void PersistentBase::set(Value value) {
  node_->value = value;
  PersistentList::unlink(node_);
  HeapImpl::of(*heap_).young_persistents.insert(node_);
}

}  // namespace norn
