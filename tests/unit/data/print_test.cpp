// pr, print and str of every built-in kind, as Clojure 1.12 prints them.
#include "data/print.h"

#include "data/array.h"
#include "data/atom.h"
#include "data/instant.h"
#include "data/metadata.h"
#include "data/queue.h"
#include "data/regex.h"
#include "data/tagged_literal.h"
#include "data/type.h"
#include "data/uuid.h"
#include "data/var.h"
#include "data_fixture.h"

namespace norn {

namespace {

struct PrintFixture : DataFixture {
  std::string print(Value v, const PrintOptions& options) {
    std::string out;
    return print_to(heap, out, v, options) == Answer::yes ? out : "bail";
  }
  std::string str_text(Value v) {
    std::string out;
    return str_to(heap, out, v) == Answer::yes ? out : "bail";
  }
  // With the identity hash blotted out.
  std::string pr_object(Value v) {
    std::string text = pr(v);
    size_t start = text.find(" 0x");
    REQUIRE(start != std::string::npos);
    size_t end = text.find(' ', start + 1);
    return text.replace(start, end - start, " 0x1");
  }
};

}  // namespace

TEST_CASE_FIXTURE(PrintFixture, "atoms of data print readably") {
  CHECK(pr(Value::nil()) == "nil");
  CHECK(pr(Value::boolean(true)) == "true");
  CHECK(pr(kw("a/b")) == ":a/b");
  CHECK(pr(sym("a/b")) == "a/b");
  CHECK(pr(str("a\"\\\n\t\r\f\bé")) == "\"a\\\"\\\\\\n\\t\\r\\f\\bé\"");
  CHECK(pr(Value::character('a')) == "\\a");
  CHECK(pr(Value::character('\n')) == "\\newline");
  CHECK(pr(Value::character(' ')) == "\\space");
  CHECK(pr(Value::character(0xE9)) == "\\é");
  CHECK(pr(to_value(*make_regex(heap, make_string(heap, "a\"b\\\"")))) == "#\"a\\\"b\\\"\"");
  CHECK(pr(to_value(parse_uuid(heap, "B6883c0a-0342-4007-9966-bc2dfa6b109e"))) ==
        "#uuid \"b6883c0a-0342-4007-9966-bc2dfa6b109e\"");
  CHECK(pr(to_value(make_instant(heap, 0))) == "#inst \"1970-01-01T00:00:00.000-00:00\"");
}

TEST_CASE_FIXTURE(PrintFixture, "collections print with their brackets") {
  Value v = vec({num(1), str("a"), Value::nil()});
  CHECK(pr(v) == "[1 \"a\" nil]");
  CHECK(pr(list({sym("quote"), sym("x")})) == "(quote x)");
  CHECK(pr(list({})) == "()");
  CHECK(pr(map({kw("a"), num(1), kw("b"), v})) == "{:a 1, :b [1 \"a\" nil]}");
  CHECK(pr(set({kw("a")})) == "#{:a}");
  CHECK(pr(make_map_entry(heap, num(1), num(2))) == "[1 2]");
  CHECK(pr(to_value(make_tagged_literal(heap, sym("a/b"), vec({num(1)})))) == "#a/b [1]");
  CHECK(pr(to_value(make_reader_conditional(heap, list({kw("clj"), num(1)}), true))) == "#?@(:clj 1)");
}

TEST_CASE_FIXTURE(PrintFixture, "print leaves strings and characters bare") {
  PrintOptions options;
  options.readably = false;
  CHECK(print(vec({str("a"), Value::character('b'), Value::nil()}), options) == "[a b nil]");
}

TEST_CASE_FIXTURE(PrintFixture, "print-length and print-level") {
  PrintOptions length;
  length.length = 2;
  CHECK(print(vec({num(1), num(2), num(3)}), length) == "[1 2 ...]");
  CHECK(print(vec({num(1), num(2)}), length) == "[1 2]");
  length.length = 1;
  CHECK(print(map({num(1), num(2), num(3), num(4)}), length) == "{1 2, ...}");
  length.length = 0;
  CHECK(print(vec({num(1)}), length) == "[...]");
  PrintOptions level;
  level.level = 1;
  CHECK(print(vec({num(1), vec({num(2)}), map({})}), level) == "[1 # #]");
  level.level = 0;
  CHECK(print(vec({num(1)}), level) == "#");
  level.level = 2;
  CHECK(print(map({kw("a"), map({kw("b"), map({kw("c"), num(1)})})}), level) == "{:a {:b #}}");
}

TEST_CASE_FIXTURE(PrintFixture, "namespace maps and metadata") {
  PrintOptions options;
  options.namespace_maps = true;
  CHECK(print(map({kw("a/b"), num(1), sym("a/c"), num(2)}), options) == "#:a{:b 1, c 2}");
  CHECK(print(map({kw("a/b"), num(1), kw("c"), num(2)}), options) == "{:a/b 1, :c 2}");
  CHECK(print(map({}), options) == "{}");
  PrintOptions meta;
  meta.meta = true;
  CHECK(print(with_meta(heap, vec({num(1)}), map({kw("tag"), sym("b")})), meta) == "^b [1]");
  CHECK(print(with_meta(heap, vec({num(1)}), map({kw("b"), num(1)})), meta) == "^{:b 1} [1]");
}

TEST_CASE_FIXTURE(PrintFixture, "opaque objects") {
  CHECK(pr_object(to_value(make_atom(heap, map({kw("a"), num(1)})))) ==
        "#object[clojure.lang.Atom 0x1 {:status :ready, :val {:a 1}}]");
  Var* var = world.intern_var("user", "x");
  CHECK(pr(to_value(var)) == "#'user/x");
  CHECK(pr_object(var->ns.value()) == "#object[clojure.lang.Namespace 0x1 \"user\"]");
  CHECK(pr(world.types.string.value()) == "java.lang.String");
  CHECK(str_text(world.types.string.value()) == "class java.lang.String");
  CHECK(pr_object(world.empty_queue.value())
            .starts_with("#object[clojure.lang.PersistentQueue 0x1 \"clojure.lang.PersistentQueue@"));
  CHECK(pr_object(to_value(make_object_array(heap, 0)))
            .starts_with("#object[\"[Ljava.lang.Object;\" 0x1 \"[Ljava.lang.Object;@"));
}

TEST_CASE_FIXTURE(PrintFixture, "records and exceptions") {
  Type* type = make_type(heap, world.intern_symbol("user.P"), world.types.object.get(), kTypeRecord);
  type->fields = vec({sym("x"), sym("y")});
  Record* record = heap.make_tail<Record>(2);
  record->type = type;
  record->fields()[0] = num(1);
  record->fields()[1] = num(2);
  CHECK(pr(to_value(record)) == "#user.P{:x 1, :y 2}");
  CHECK(str_text(to_value(record)).starts_with("user.P@"));
  CHECK(type_is(type, as<Type>(*map_get(heap, world.host_classes, sym("IPersistentMap")))));

  Value inner = to_value(make_exception(heap, world.types.exception.get(), str("inner"), Value::nil(), Value::nil()));
  Value outer =
      to_value(make_exception(heap, world.types.exception_info.get(), str("boo"), map({kw("x"), num(1)}), inner));
  CHECK(
      pr(outer) ==
      "#error {\n :cause \"inner\"\n :via\n [{:type clojure.lang.ExceptionInfo\n   :message \"boo\"\n   :data {:x 1}}\n"
      "  {:type java.lang.Exception\n   :message \"inner\"}]}");
  CHECK(str_text(outer) == "clojure.lang.ExceptionInfo: boo {:x 1}");
  CHECK(str_text(inner) == "java.lang.Exception: inner");
}

TEST_CASE_FIXTURE(PrintFixture, "str of one value") {
  CHECK(str_text(Value::nil()) == "");
  CHECK(str_text(str("a\"")) == "a\"");
  CHECK(str_text(vec({str("a")})) == "[\"a\"]");
  CHECK(str_text(*parse_number(heap, "1N")) == "1");
  CHECK(str_text(*parse_number(heap, "1.0")) == "1.0");
  CHECK(str_text(to_value(make_instant(heap, 0))) == "Thu Jan 01 00:00:00 UTC 1970");
}

TEST_CASE_FIXTURE(PrintFixture, "what needs the language bails") {
  LazySeq* lazy = heap.make<LazySeq>();
  lazy->thunk = kw("thunk");
  CHECK(print(to_value(lazy), {}) == "bail");
  CHECK(print(vec({to_value(lazy)}), {}) == "bail");
  Value deep = num(1);
  for (int i = 0; i < kPrintDepthLimit + 1; ++i) deep = vec({deep});
  CHECK(print(deep, {}) == "bail");
  PrintOptions custom;
  ObjectArray* types = make_object_array(heap, 1);
  types->data()[0] = world.types.keyword.value();
  custom.custom = to_value(types);
  CHECK(print(vec({kw("a")}), custom) == "bail");
  CHECK(print(vec({num(1)}), custom) == "[1]");
}

TEST_CASE_FIXTURE(PrintFixture, "print_brief is short and never fails") {
  LazySeq* lazy = heap.make<LazySeq>();
  lazy->thunk = kw("thunk");
  CHECK(print_brief(heap, to_value(lazy)) == "#object[clojure.lang.LazySeq]");
  CHECK(print_brief(heap, str("ääääääääää"), 10) == "\"äää...");
}

}  // namespace norn
