#include "data/type.h"

#include "data/array.h"
#include "data/exception.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

Type* make_type(Heap& heap, Symbol* name, Type* parent, uint16_t flags) {
  World& world = World::of(heap);
  Type* type = heap.make_old<Type>();
  type->name = name;
  type->parent = parent ? parent : type;
  type->aux = flags;
  type->id = world.new_type_id();
  if (flags & kTypeRecord) type_add_interface(heap, type, to_value(world.types.irecord.get()));
  if (flags & kTypeDeftype) type_add_interface(heap, type, to_value(world.types.itype.get()));
  return type;
}

namespace {

Type* array_type(Types& types, ElementType element) {
  switch (element) {
    case ElementType::long_: return types.long_array.get();
    case ElementType::double_: return types.double_array.get();
    case ElementType::byte_: return types.byte_array.get();
    case ElementType::char_: return types.char_array.get();
    case ElementType::int_: return types.int_array.get();
    case ElementType::float_: return types.float_array.get();
    case ElementType::short_: return types.short_array.get();
    case ElementType::boolean_: return types.boolean_array.get();
  }
  NORN_UNREACHABLE("an unknown element type");
}

}  // namespace

Type* type_of(Heap& heap, Value value) {
  Types& types = World::of(heap).types;
  if (value.is_fixnum()) return types.long_.get();
  if (!value.is_object()) {
    if (value.is_nil()) return nullptr;
    if (value.is_boolean()) return types.boolean.get();
    return value.is_character() ? types.character.get() : types.internal.get();
  }
  Object* object = value.as_object();
  switch (object->kind) {
    case Kind::boxed_long: return types.long_.get();
    case Kind::boxed_double: return types.double_.get();
    case Kind::bigint: return types.bigint.get();
    case Kind::ratio: return types.ratio.get();
    case Kind::decimal: return types.decimal.get();
    case Kind::string: return types.string.get();
    case Kind::symbol: return types.symbol.get();
    case Kind::keyword: return types.keyword.get();
    case Kind::regex: return types.regex.get();
    case Kind::matcher: return types.matcher.get();
    case Kind::uuid: return types.uuid.get();
    case Kind::instant: return types.instant.get();
    case Kind::string_builder: return types.string_builder.get();
    case Kind::empty_list: return types.empty_list.get();
    case Kind::list: return types.list.get();
    case Kind::cons: return types.cons.get();
    case Kind::lazy_seq: return types.lazy_seq.get();
    case Kind::chunked_cons: return types.chunked_cons.get();
    case Kind::range: return types.range.get();
    case Kind::vector_seq: return types.vector_seq.get();
    case Kind::string_seq: return types.string_seq.get();
    case Kind::array_seq: return types.array_seq.get();
    case Kind::map_seq: return types.map_seq.get();
    case Kind::queue_seq: return types.queue_seq.get();
    case Kind::sorted_seq: return types.sorted_seq.get();
    case Kind::vector: return types.vector.get();
    case Kind::transient_vector: return types.transient_vector.get();
    case Kind::array_map: return types.array_map.get();
    case Kind::hash_map: return types.hash_map.get();
    case Kind::transient_map: return types.transient_map.get();
    case Kind::hash_set: return types.hash_set.get();
    case Kind::transient_set: return types.transient_set.get();
    case Kind::sorted_map: return types.sorted_map.get();
    case Kind::sorted_set: return types.sorted_set.get();
    case Kind::queue: return types.queue.get();
    case Kind::map_entry: return types.map_entry.get();
    case Kind::object_array: return types.object_array.get();
    case Kind::primitive_array: return array_type(types, static_cast<PrimitiveArray*>(object)->type());
    case Kind::var: return types.var.get();
    case Kind::namespace_: return types.namespace_.get();
    case Kind::atom: return types.atom.get();
    case Kind::volatile_: return types.volatile_.get();
    case Kind::delay: return types.delay.get();
    case Kind::reduced: return types.reduced.get();
    case Kind::tagged_literal: return types.tagged_literal.get();
    case Kind::reader_conditional: return types.reader_conditional.get();
    case Kind::type: return types.class_.get();
    case Kind::protocol: return types.protocol.get();
    case Kind::multimethod: return types.multimethod.get();
    case Kind::host_function:
    case Kind::function:
    case Kind::protocol_method: return types.function.get();
    case Kind::task: return types.task.get();
    case Kind::promise: return types.promise.get();
    case Kind::channel: return types.channel.get();
    case Kind::continuation: return types.continuation.get();
    case Kind::exception: return static_cast<Exception*>(object)->type.get();
    case Kind::record: return static_cast<Record*>(object)->type.get();
    case Kind::instance: return static_cast<Instance*>(object)->type.get();
    default: return types.internal.get();
  }
}

namespace {

bool implements(Value interfaces, const Type* ancestor) {
  if (interfaces.is_nil()) return false;
  const Vector* vector = as<Vector>(interfaces);
  for (uint64_t i = 0; i < vector->count; ++i) {
    Value interface = vector_nth(vector, i);
    if (is<Type>(interface) && type_is(as<Type>(interface), ancestor)) return true;
  }
  return false;
}

}  // namespace

bool type_is(const Type* type, const Type* ancestor) {
  for (;;) {
    if (type == ancestor) return true;
    if (implements(type->interfaces, ancestor)) return true;
    const Type* parent = type->parent.get();
    if (parent == type) return false;
    type = parent;
  }
}

void type_add_interface(Heap& heap, Type* type, Value type_or_protocol) {
  type->interfaces = type->interfaces.is_nil()
                         ? to_value(make_vector(heap, {type_or_protocol}))
                         : to_value(vector_conj(heap, as<Vector>(type->interfaces), type_or_protocol));
  heap.written(type);
}

int type_field_index(const Type* type, const Symbol* name) {
  if (type->fields.is_nil()) return -1;
  const Vector* fields = as<Vector>(type->fields);
  for (uint64_t i = 0; i < fields->count; ++i)
    if (symbol_equals(as<Symbol>(vector_nth(fields, i)), name)) return static_cast<int>(i);
  return -1;
}

}  // namespace norn
