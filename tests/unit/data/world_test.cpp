// Interning, namespaces, types, and a World restored from what it saved.
#include "data/world.h"

#include "data/type.h"
#include "data/var.h"
#include "data_fixture.h"

namespace norn {

TEST_CASE_FIXTURE(DataFixture, "interned names are the same object for ever") {
  std::vector<Keyword*> keywords;
  for (int i = 0; i < 5000; ++i)
    keywords.push_back(world.intern_keyword("ns" + std::to_string(i % 7), "k" + std::to_string(i)));
  heap.collect();
  heap.collect_major();
  for (int i = 0; i < 5000; ++i)
    CHECK(world.intern_keyword("ns" + std::to_string(i % 7) + "/k" + std::to_string(i)) ==
          keywords[static_cast<size_t>(i)]);
  CHECK(world.find_keyword("ns0", "k0") == keywords[0]);
  CHECK(world.find_keyword("", "never-seen") == nullptr);
}

TEST_CASE_FIXTURE(DataFixture, "names split at the first slash") {
  CHECK(symbol_text(world.intern_symbol("a/b/c")) == "a/b/c");
  CHECK(world.intern_symbol("a/b/c")->ns->view() == "a");
  CHECK(!world.intern_symbol("/")->ns);
  CHECK(world.intern_symbol("clojure.core//")->name->view() == "/");
  CHECK(symbol_is(world.intern_symbol("a/b"), "a/b"));
  CHECK(!symbol_is(world.intern_symbol("a/b"), "a/bc"));
  Symbol* fresh = make_symbol(heap, make_string(heap, "a"), make_string(heap, "b"));
  CHECK(symbol_equals(fresh, world.intern_symbol("a/b")));
  CHECK(symbol_hash(fresh) == symbol_hash(world.intern_symbol("a/b")));
}

TEST_CASE_FIXTURE(DataFixture, "symbols resolve through aliases, refers and host classes") {
  Namespace* user = world.find_or_create_namespace(world.intern_symbol("user"));
  Namespace* lib = world.find_or_create_namespace(world.intern_symbol("my.lib"));
  Var* var = world.intern_var("my.lib", "f");
  namespace_add_alias(heap, user, world.intern_symbol("l"), lib);
  auto resolve = [&](std::string_view name) { return resolve_symbol(heap, user, world.intern_symbol(name)); };
  CHECK(resolve("l/f") == to_value(var));
  CHECK(resolve("my.lib/f") == to_value(var));
  CHECK(resolve("l/g").is_marker(Marker::absent));
  CHECK(resolve("f").is_marker(Marker::absent));
  namespace_refer(heap, user, world.intern_symbol("f"), to_value(var));
  CHECK(resolve("f") == to_value(var));
  CHECK(resolve("user/f").is_marker(Marker::absent));  // refers are not exported
  CHECK(resolve("String") == world.types.string.value());
  CHECK(resolve("java.lang.String") == world.types.string.value());
  // A definition of its own replaces the refer.
  Var* own = namespace_intern(heap, user, world.intern_symbol("f"));
  CHECK(own != var);
  CHECK(resolve("f") == to_value(own));
  CHECK(var_text(own) == "user/f");
}

TEST_CASE_FIXTURE(DataFixture, "metadata sets the flags of a var") {
  Var* var = world.intern_var("user", "x");
  var_set_meta(heap, var, map({kw("private"), Value::boolean(true), kw("dynamic"), Value::boolean(true)}));
  CHECK(var->is_dynamic());
  CHECK((var->aux & kVarPrivate));
  var_set_meta(heap, var, map({kw("macro"), Value::boolean(true)}));
  CHECK(var->is_macro());
  CHECK(!(var->aux & kVarPrivate));
}

TEST_CASE_FIXTURE(DataFixture, "types know their parents and interfaces") {
  auto named = [&](std::string_view name) { return as<Type>(*map_get(heap, world.host_classes, sym(name))); };
  CHECK(type_is(world.types.file_not_found_exception.get(), world.types.io_exception.get()));
  CHECK(type_is(world.types.arity_exception.get(), world.types.illegal_argument_exception.get()));
  CHECK(!type_is(world.types.exception.get(), world.types.error.get()));
  CHECK(type_is(world.types.vector.get(), named("IPersistentVector")));
  CHECK(type_is(world.types.vector.get(), named("Seqable")));
  CHECK(type_is(world.types.vector.get(), named("java.util.Collection")));
  CHECK(!type_is(world.types.vector.get(), named("IPersistentMap")));
  CHECK(type_of(heap, num(1)) == world.types.long_.get());
  CHECK(type_of(heap, Value::nil()) == nullptr);
  CHECK(world.types.long_->id != world.types.double_->id);
}

TEST_CASE_FIXTURE(DataFixture, "a world is rebuilt from what it saved") {
  Keyword* keyword = world.intern_keyword("a/b");
  Var* var = world.intern_var("user", "x");
  uint64_t symbols = world.symbol_count();
  uint64_t id = world.new_type_id();
  Value saved = world_to_value(world);
  world_from_value(world, saved);
  CHECK(world.symbol_count() == symbols);
  CHECK(world.intern_keyword("a/b") == keyword);
  CHECK(world.intern_var("user", "x") == var);
  CHECK(world.new_type_id() == id + 1);
  // The saved table stays as it is; new names go into another one.
  Keyword* later = world.intern_keyword("later");
  CHECK(world.intern_keyword("later") == later);
  CHECK(world.keyword_count() > 1);
  heap.collect_major();
  CHECK(world.intern_keyword("later") == later);
  CHECK(world.intern_keyword("a/b") == keyword);
}

}  // namespace norn
