#include "data/host_interfaces.h"

#include "data/map.h"
#include "data/type.h"

namespace norn {

namespace {

struct InterfaceRow {
  const char* name;
  const char* parents = "";  // short names, each stands above
};

constexpr InterfaceRow kInterfaces[] = {
    {"java.lang.CharSequence"},
    {"java.lang.Comparable"},
    {"java.lang.Iterable"},
    {"java.lang.Runnable"},
    {"java.lang.AutoCloseable"},
    {"java.lang.Cloneable"},
    {"java.io.Closeable", "AutoCloseable"},
    {"java.io.InputStream", "Closeable"},
    {"java.io.Serializable"},
    {"java.util.Collection", "Iterable"},
    {"java.util.List", "Collection"},
    {"java.util.Set", "Collection"},
    {"java.util.Queue", "Collection"},
    {"java.util.Map"},
    {"java.util.Map$Entry"},
    {"java.util.Comparator"},
    {"java.util.Iterator"},
    {"java.util.RandomAccess"},
    {"java.util.concurrent.Callable"},
    {"java.util.concurrent.Future"},
    {"clojure.lang.Seqable"},
    {"clojure.lang.Sequential"},
    {"clojure.lang.Sorted"},
    {"clojure.lang.Reversible"},
    {"clojure.lang.Counted"},
    {"clojure.lang.Named"},
    {"clojure.lang.ILookup"},
    {"clojure.lang.IHashEq"},
    {"clojure.lang.MapEquivalence"},
    {"clojure.lang.IMapEntry", "Map$Entry"},
    {"clojure.lang.IMeta"},
    {"clojure.lang.IObj", "IMeta"},
    {"clojure.lang.IReference", "IMeta"},
    {"clojure.lang.IDeref"},
    {"clojure.lang.IBlockingDeref"},
    {"clojure.lang.IPending"},
    {"clojure.lang.IRef", "IDeref"},
    {"clojure.lang.IAtom"},
    {"clojure.lang.IAtom2", "IAtom"},
    {"clojure.lang.IReduceInit"},
    {"clojure.lang.IReduce", "IReduceInit"},
    {"clojure.lang.IKVReduce"},
    {"clojure.lang.IExceptionInfo"},
    {"clojure.lang.IFn", "Callable Runnable"},
    {"clojure.lang.AFn", "IFn"},
    {"clojure.lang.AFunction", "AFn IObj Comparator"},
    {"clojure.lang.Indexed", "Counted"},
    {"clojure.lang.IPersistentCollection", "Seqable"},
    {"clojure.lang.ISeq", "IPersistentCollection"},
    {"clojure.lang.IChunkedSeq", "ISeq Sequential"},
    {"clojure.lang.ASeq", "ISeq Sequential List IHashEq IObj"},
    {"clojure.lang.IPersistentStack", "IPersistentCollection"},
    {"clojure.lang.IPersistentList", "Sequential IPersistentStack"},
    {"clojure.lang.Associative", "IPersistentCollection ILookup"},
    {"clojure.lang.IPersistentVector", "Associative Sequential IPersistentStack Reversible Indexed"},
    {"clojure.lang.IPersistentMap", "Iterable Associative Counted"},
    {"clojure.lang.IPersistentSet", "IPersistentCollection Counted"},
    {"clojure.lang.APersistentVector", "IPersistentVector IFn List RandomAccess Comparable IHashEq"},
    {"clojure.lang.APersistentMap", "IPersistentMap IFn Map MapEquivalence IHashEq"},
    {"clojure.lang.APersistentSet", "IPersistentSet IFn Set IHashEq"},
    {"clojure.lang.IEditableCollection"},
    {"clojure.lang.ITransientCollection"},
    {"clojure.lang.ITransientAssociative", "ITransientCollection ILookup"},
    {"clojure.lang.ITransientVector", "ITransientAssociative Indexed"},
    {"clojure.lang.ITransientMap", "ITransientAssociative Counted"},
    {"clojure.lang.ITransientSet", "ITransientCollection Counted"},
};

struct ImplementsRow {
  Ref<Type> Types::* type;
  const char* interfaces;
};

constexpr ImplementsRow kImplements[] = {
    {&Types::number, "Serializable"},
    {&Types::long_, "Comparable"},
    {&Types::double_, "Comparable"},
    {&Types::bigint, "IHashEq"},
    {&Types::ratio, "Comparable"},
    {&Types::decimal, "Comparable"},
    {&Types::boolean, "Comparable Serializable"},
    {&Types::character, "Comparable Serializable"},
    {&Types::string, "CharSequence Comparable Serializable"},
    {&Types::string_builder, "CharSequence Comparable Serializable"},
    {&Types::symbol, "AFn IObj Comparable Named IHashEq Serializable"},
    {&Types::keyword, "IFn Comparable Named IHashEq Serializable"},
    {&Types::regex, "Serializable"},
    {&Types::uuid, "Comparable Serializable"},
    {&Types::instant, "Comparable Serializable"},
    {&Types::empty_list, "IObj IPersistentList List ISeq Counted IHashEq"},
    {&Types::list, "ASeq IPersistentList IReduce List Counted"},
    {&Types::cons, "ASeq"},
    {&Types::lazy_seq, "IObj ISeq Sequential List IPending IHashEq"},
    {&Types::chunked_cons, "ASeq IChunkedSeq"},
    {&Types::range, "ASeq Counted IChunkedSeq IReduce"},
    {&Types::vector_seq, "ASeq IChunkedSeq Counted"},
    {&Types::string_seq, "ASeq Counted"},
    {&Types::array_seq, "ASeq Counted IReduce"},
    {&Types::map_seq, "ASeq"},
    {&Types::queue_seq, "ASeq"},
    {&Types::sorted_seq, "ASeq Counted"},
    {&Types::vector, "APersistentVector IObj IEditableCollection IReduce IKVReduce"},
    {&Types::map_entry, "APersistentVector IMapEntry"},
    {&Types::array_map, "APersistentMap IObj IEditableCollection IKVReduce"},
    {&Types::hash_map, "APersistentMap IObj IEditableCollection IKVReduce"},
    {&Types::sorted_map, "APersistentMap IObj Reversible Sorted IKVReduce"},
    {&Types::hash_set, "APersistentSet IObj IEditableCollection"},
    {&Types::sorted_set, "APersistentSet IObj Reversible Sorted"},
    {&Types::queue, "IPersistentList Collection Counted IHashEq IObj"},
    {&Types::transient_vector, "ITransientVector IFn"},
    {&Types::transient_map, "ITransientMap IFn"},
    {&Types::transient_set, "ITransientSet IFn"},
    {&Types::object_array, "Cloneable Serializable"},
    {&Types::byte_array, "Cloneable Serializable"},
    {&Types::var, "IFn IRef IReference IDeref"},
    {&Types::namespace_, "IReference"},
    {&Types::atom, "IAtom2 IRef IReference"},
    {&Types::volatile_, "IDeref"},
    {&Types::delay, "IDeref IPending"},
    {&Types::reduced, "IDeref"},
    {&Types::tagged_literal, "ILookup"},
    {&Types::reader_conditional, "ILookup"},
    {&Types::multimethod, "AFn"},
    {&Types::function, "AFunction Serializable"},
    {&Types::task, "IDeref IBlockingDeref IPending Future"},
    {&Types::promise, "IDeref IBlockingDeref IPending IFn"},
    {&Types::continuation, "IFn"},
    {&Types::throwable, "Serializable"},
    {&Types::exception_info, "IExceptionInfo"},
    {&Types::irecord, "IPersistentMap IObj ILookup Map MapEquivalence IHashEq IKVReduce Serializable"},
};

// Adds each interface named in a blank-separated list of short names.
void add_interfaces(World& world, Type* type, std::string_view names) {
  while (!names.empty()) {
    size_t blank = names.find(' ');
    std::string_view name = names.substr(0, blank);
    Value interface = *map_get(world.heap, world.host_classes, to_value(world.intern_symbol({}, name)));
    NORN_ASSERT(is<Type>(interface), "a table of host_interfaces.cpp names an unknown interface");
    type_add_interface(world.heap, type, interface);
    names.remove_prefix(blank == std::string_view::npos ? names.size() : blank + 1);
  }
}

}  // namespace

void add_host_class(World& world, Type* type) {
  std::string_view full = type->name->name->view();
  auto add = [&](std::string_view name) {
    Value symbol = to_value(world.intern_symbol({}, name));
    world.host_classes = map_assoc_plain(world.heap, world.host_classes, symbol, to_value(type));
  };
  add(full);
  size_t dot = full.rfind('.');
  if (dot != std::string_view::npos) add(full.substr(dot + 1));
}

void make_host_interfaces(World& world) {
  for (const InterfaceRow& row : kInterfaces) {
    Type* type = make_type(world.heap, world.intern_symbol({}, row.name), world.types.object.get(), kTypeInterface);
    add_host_class(world, type);
    add_interfaces(world, type, row.parents);
  }
  for (Ref<Type> type : {world.types.irecord, world.types.itype}) type->aux |= kTypeInterface;
  for (const ImplementsRow& row : kImplements) add_interfaces(world, (world.types.*row.type).get(), row.interfaces);
}

}  // namespace norn
