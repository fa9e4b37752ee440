#include "data/list.h"

#include "data/world.h"

namespace norn {

namespace {

Value empty_list(Heap& heap) { return World::of(heap).empty_list.value(); }

List* make_cell(Heap& heap, Value first, Value rest, uint64_t count) {
  List* cell = heap.make<List>();
  cell->first = first;
  cell->rest = rest;
  cell->count = count;
  return cell;
}

}  // namespace

Value make_list(Heap& heap, std::span<const Value> values) {
  Value list = empty_list(heap);
  for (size_t i = values.size(); i-- > 0;) list = to_value(make_cell(heap, values[i], list, values.size() - i));
  return list;
}

Value make_list_star(Heap& heap, std::span<const Value> values, Value rest) {
  for (size_t i = values.size(); i-- > 0;) rest = cons(heap, values[i], rest);
  return rest;
}

Value cons(Heap& heap, Value first, Value rest) {
  if (rest.is_nil()) return to_value(make_cell(heap, first, empty_list(heap), 1));
  Cons* cell = heap.make<Cons>();
  cell->first = first;
  cell->rest = rest;
  return to_value(cell);
}

List* list_conj(Heap& heap, Value list_or_empty, Value first) {
  const List* list = try_as<List>(list_or_empty);
  List* cell = make_cell(heap, first, list_or_empty, list ? list->count + 1 : 1);
  cell->meta = list ? list->meta : as<EmptyList>(list_or_empty)->meta;
  return cell;
}

}  // namespace norn
