// Constructors of the small kinds: atoms, volatiles, delays, reduced values and the reader's tagged forms.
#include "data/atom.h"
#include "data/delay.h"
#include "data/reduced.h"
#include "data/tagged_literal.h"
#include "data/volatile.h"

namespace norn {

Atom* make_atom(Heap& heap, Value state) {
  Atom* atom = heap.make<Atom>();
  atom->state = state;
  return atom;
}

Volatile* make_volatile(Heap& heap, Value state) {
  Volatile* cell = heap.make<Volatile>();
  cell->state = state;
  return cell;
}

Delay* make_delay(Heap& heap, Value thunk) {
  Delay* delay = heap.make<Delay>();
  delay->thunk = thunk;
  return delay;
}

Reduced* make_reduced(Heap& heap, Value value) {
  Reduced* reduced = heap.make<Reduced>();
  reduced->value = value;
  return reduced;
}

TaggedLiteral* make_tagged_literal(Heap& heap, Value tag, Value form) {
  TaggedLiteral* literal = heap.make<TaggedLiteral>();
  literal->tag = tag;
  literal->form = form;
  return literal;
}

ReaderConditional* make_reader_conditional(Heap& heap, Value form, bool splicing) {
  ReaderConditional* conditional = heap.make<ReaderConditional>();
  conditional->form = form;
  conditional->splicing = Value::boolean(splicing);
  return conditional;
}

}  // namespace norn
