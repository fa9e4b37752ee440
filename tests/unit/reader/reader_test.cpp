// Every element of the syntax, read and printed again.
#include "reader/reader.h"

#include <doctest/doctest.h>

#include "data/map.h"
#include "data/metadata.h"
#include "data/number.h"
#include "data/tagged_literal.h"
#include "reader/reader_fixture.h"

using namespace norn;
using norn::reader_test::Fixture;

TEST_CASE("numbers, as text's parser reads them") {
  Fixture f;
  CHECK(f.forms("1 -2 +3 0x1F 017 36rZZ 1.5 -1e3 1N 1.5M 2/3") == "1 -2 3 31 15 1295 1.5 -1000.0 1N 1.5M 2/3");
  CHECK(f.forms("##Inf ##-Inf ##NaN") == "##Inf ##-Inf ##NaN");
}

TEST_CASE("a number ends at a reader macro, a symbol does not") {
  Fixture f;
  CHECK(f.forms("1#_2 3") == "1 3");
  CHECK(f.forms("a#b a'b a%b %x x#") == "a#b a'b a%b %x x#");
  CHECK(f.forms("1(2)a(b)") == "1 (2) a (b)");
}

TEST_CASE("plus and minus alone are symbols") {
  Fixture f;
  CHECK(f.forms("+ - -a +a -+1 ->x") == "+ - -a +a -+1 ->x");
}

TEST_CASE("strings with every escape") {
  Fixture f;
  Value read = f.read(R"("a\t\r\n\\\"\b\f\u00e9\101\0!")");
  REQUIRE(is<String>(read));
  CHECK(as<String>(read)->view() == std::string_view("a\t\r\n\\\"\b\f\xC3\xA9"
                                                     "A\0!",
                                                     13));
  CHECK(as<String>(f.read("\"two\nlines\""))->view() == "two\nlines");
  CHECK(as<String>(f.read("\"\""))->view().empty());
}

TEST_CASE("a surrogate pair in a string is one character") {
  Fixture f;
  CHECK(as<String>(f.read(R"("\uD83D\uDE00")"))->view() == "\xF0\x9F\x98\x80");
}

TEST_CASE("characters") {
  Fixture f;
  CHECK(f.forms(R"(\a \newline \space \tab \return \backspace \formfeed \u00e9 \o101 \( \) \; \" \\ \, \#)") ==
        "\\a \\newline \\space \\tab \\return \\backspace \\formfeed \\\xC3\xA9 \\A \\( \\) \\; \\\" \\\\ \\, \\#");
  CHECK(f.read("\\\xF0\x9F\x98\x80").as_character() == 0x1F600);
  CHECK(f.forms(R"([\a\b](\u))") == "[\\a \\b] (\\u)");
}

TEST_CASE("symbols") {
  Fixture f;
  CHECK(f.forms("a a/b / clojure.core// a.b.c/d * <= a:b a/b/c foo* &") ==
        "a a/b / clojure.core// a.b.c/d * <= a:b a/b/c foo* &");
  Symbol* symbol = as<Symbol>(f.read("foo//"));
  CHECK(symbol->ns->view() == "foo");
  CHECK(symbol->name->view() == "/");
}

TEST_CASE("array class symbols") {
  Fixture f;
  Symbol* symbol = as<Symbol>(f.read("java.lang.String/2"));
  CHECK(symbol->ns->view() == "java.lang.String");
  CHECK(symbol->name->view() == "2");
}

TEST_CASE("nil, true and false") {
  Fixture f;
  CHECK(f.forms("nil true false nil?") == "nil true false nil?");
}

TEST_CASE("keywords") {
  Fixture f;
  CHECK(f.forms(":a :a/b :1 :/ :a:b ::c ::user/d") == ":a :a/b :1 :/ :a:b :user/c :user/d");
  f.world.find_or_create_namespace(f.world.intern_symbol("some.where"));
  namespace_add_alias(f.heap, f.context.ns, f.world.intern_symbol("w"),
                      f.world.find_namespace(f.world.intern_symbol("some.where")));
  CHECK(f.forms("::w/x ::some.where/y") == ":some.where/x :some.where/y");
}

TEST_CASE("collections") {
  Fixture f;
  CHECK(f.forms("() (1 (2)) [] [1 [2]] {} {:a 1, :b {}} #{} #{1}") ==
        "() (1 (2)) [] [1 [2]] {} {:a 1, :b {}} #{} #{1}");
}

TEST_CASE("a map keeps the order of up to eight entries") {
  Fixture f;
  CHECK(f.form("{:h 1 :g 2 :f 3 :e 4 :d 5 :c 6 :b 7 :a 8}") == "{:h 1, :g 2, :f 3, :e 4, :d 5, :c 6, :b 7, :a 8}");
}

TEST_CASE("namespaced maps qualify keys without a namespace") {
  Fixture f;
  f.context.conditionals = ReaderConditionals::allow;
  CHECK(f.form("#:a{:b 1 :c/d 2 :_/e 3 f 4 \"g\" 5}") == "{:a/b 1, :c/d 2, :e 3, a/f 4, \"g\" 5}");
  CHECK(f.form("#::{:b 1}") == "{:user/b 1}");
  CHECK(f.form("#:a {:b :b}") == "{:a/b :b}");
  namespace_add_alias(f.heap, f.context.ns, f.world.intern_symbol("w"),
                      f.world.find_or_create_namespace(f.world.intern_symbol("some.where")));
  CHECK(f.form("#::w{:b 1}") == "{:some.where/b 1}");
}

TEST_CASE("reader macros in front of a form") {
  Fixture f;
  CHECK(f.forms("'a @a #'a ~a ~@a") ==
        "(quote a) (clojure.core/deref a) (var a) (clojure.core/unquote a) (clojure.core/unquote-splicing a)");
  CHECK(f.form("''a") == "(quote (quote a))");
  CHECK(f.form("' ; comment\n a") == "(quote a)");
}

TEST_CASE("function literals") {
  Fixture f;
  CHECK(f.form("#(+ 1 %)") == "(fn* [p1__1#] (+ 1 p1__1#))");
  CHECK(f.form("#(list %2 %&)") == "(fn* [p1__3# p2__1# & rest__2#] (list p2__1# rest__2#))");
  CHECK(f.form("#(%1 % %)") == "(fn* [p1__1#] (p1__1# p1__1# p1__1#))");
  CHECK(f.form("#()") == "(fn* [] ())");
  CHECK(f.form("(#(a %) #(b %))") == "((fn* [p1__1#] (a p1__1#)) (fn* [p1__2#] (b p1__2#)))");
}

TEST_CASE("comments and blanks") {
  Fixture f;
  CHECK(f.forms("#!/usr/bin/env norn\n1,,, 2 ;two\n;;three\n#!four\n3\xE2\x80\xA8"
                "4") == "1 2 3 4");
  CHECK(f.forms("\xEF\xBB\xBF(a)\xEF\xBB\xBF(b)") == "(a) (b)");
  CHECK(f.form("") == "end");
  CHECK(f.form(" ; only a comment") == "end");
}

TEST_CASE("discarded forms leave nothing") {
  Fixture f;
  CHECK(f.form("[1 #_2 3 #_(a [b] \"c)\" \\) ) 4 #_#_5 6 7]") == "[1 3 4 7]");
  CHECK(f.form("#_a") == "end");
  CHECK(f.form("(#_a)") == "()");
  CHECK(f.form("{:a #_1 2}") == "{:a 2}");
}

TEST_CASE("a discarded form need not make sense") {
  Fixture f;
  CHECK(f.form("[#_{:a} #_::no/such #_1a #_#no.reader x #_#{1 1} #_#(#(%)) #_\"\\q\" #_\\nochar #_##Foo 1]") == "[1]");
}

TEST_CASE("metadata") {
  Fixture f;
  auto meta = [&](std::string_view text) {
    Value meta = meta_of(f.read(text));
    Value line = to_value(f.world.intern_keyword("line")), column = to_value(f.world.intern_keyword("column"));
    if (!meta.is_nil()) meta = *map_dissoc(f.heap, *map_dissoc(f.heap, meta, line), column);
    return f.printed(meta);
  };
  CHECK(meta("^:a b") == "{:a true}");
  CHECK(meta("^String b") == "{:tag String}");
  CHECK(meta("^\"[B\" b") == "{:tag \"[B\"}");
  CHECK(meta("^{:a 1 :b 2} [b]") == "{:a 1, :b 2}");
  CHECK(meta("^[String _] foo/bar") == "{:param-tags [String _]}");
  CHECK(meta("^:a ^:b (c)") == "{:b true, :a true}");
  CHECK(meta("^{:a 1} ^{:a 2} c") == "{:a 1}");
  CHECK(meta("#^:a {}") == "{:a true}");
  CHECK(meta("^:a #{}") == "{:a true}");
  CHECK(meta("^:a ()") == "{:a true}");
  CHECK(f.form("^:a b") == "b");
}

TEST_CASE("metadata of one occurrence is not that of another") {
  Fixture f;
  Value list = f.read("(^:a b b)");
  CHECK(!meta_of(reader_test::elements(list)[0]).is_nil());
  CHECK(meta_of(reader_test::elements(list)[1]).is_nil());
  CHECK(meta_of(f.read("()")).is_nil());
}

// --- positions ----------------------------------------------------------------------

TEST_CASE("lists know where they begin") {
  Fixture f;
  Value list = f.read("\n  (a\n (b))");
  CHECK(f.printed(meta_of(list)) == "{:line 2, :column 3}");
  CHECK(f.printed(meta_of(reader_test::elements(list)[1])) == "{:line 3, :column 2}");
}

TEST_CASE("every occurrence of a symbol is an object that knows its place") {
  Fixture f;
  std::vector<Value> symbols = reader_test::elements(f.read("(a a\n  \"\n\" a)"));
  CHECK(symbols[0] != symbols[1]);
  CHECK(reader_test::place(symbols[0]) == "1:2");
  CHECK(reader_test::place(symbols[1]) == "1:4");
  CHECK(reader_test::place(symbols[3]) == "3:3");
}

TEST_CASE("columns count code points") {
  Fixture f;
  std::vector<Value> forms = reader_test::elements(f.read("(\"\xF0\x9F\x98\x80\xC3\xA9\" a)"));
  CHECK(reader_test::place(forms[1]) == "1:7");
}

TEST_CASE("symbols that reader macros make stand where the macro does") {
  Fixture f;
  CHECK(reader_test::place(reader_test::elements(f.read(" 'a"))[0]) == "1:2");
  CHECK(reader_test::place(reader_test::elements(f.read(" @a"))[0]) == "1:2");
  Value function = f.read(" #(a %)");
  CHECK(reader_test::place(reader_test::elements(function)[0]) == "1:2");
  CHECK(reader_test::place(reader_test::elements(reader_test::elements(function)[2])[1]) == "1:6");
}

TEST_CASE("the outcome says where the form began, the cursor where it ended") {
  Fixture f;
  Result<ReadOutcome> outcome = f.read_outcome("\n 42\n b");
  REQUIRE(outcome);
  CHECK(outcome->span.line == 2);
  CHECK(outcome->span.column == 2);
  CHECK(f.cursor.offset == 4);
  CHECK(f.cursor.position.line == 2);
  CHECK(f.cursor.position.column == 4);
}

// --- reader conditionals --------------------------------------------------------------

TEST_CASE("the first branch in source order whose feature we have is taken") {
  Fixture f;
  CHECK(f.form("#?(:clj 1 :norn 2 :default 3)") == "1");
  CHECK(f.form("#?(:norn 2 :clj 1)") == "2");
  CHECK(f.form("#?(:cljs 1 :default 3 :clj 4)") == "3");
  CHECK(f.forms("[#?(:cljs 1)] #?(:cljs 1) 2") == "[] 2");
  CHECK(f.form("#? ( :clj 1)") == "1");
}

TEST_CASE("branches not taken need not make sense") {
  Fixture f;
  CHECK(f.form("#?(:cljs #js {:a ::x/y :a 2 :b} :clj 1 :bb (foo #(#(%)) 1a))") == "1");
}

TEST_CASE("splicing conditionals") {
  Fixture f;
  CHECK(f.form("[1 #?@(:clj [2 3]) 4]") == "[1 2 3 4]");
  CHECK(f.form("[1 #?@(:cljs [2 3]) 4 #?@(:clj [])]") == "[1 4]");
  CHECK(f.form("[#?@(:clj (2 3))]") == "[2 3]");
  CHECK(f.form("{#?@(:clj [:a 1])}") == "{:a 1}");
  CHECK(f.form("['#?@(:clj [a b])]") == "[(quote a) b]");
}

TEST_CASE("conditionals nest") {
  Fixture f;
  CHECK(f.form("#?(:clj #?(:cljs 1 :default (a #?@(:norn [2]))))") == "(a 2)");
}

TEST_CASE("conditionals can be preserved") {
  Fixture f;
  f.context.conditionals = ReaderConditionals::preserve;
  Result<ReadOutcome> outcome = f.read_outcome("[#?(:clj #js [1] :cljs b) #?@(:a [1])]");
  REQUIRE(outcome);
  CHECK(!outcome->has_pending);
  CHECK(f.printed(outcome->form) == "[#?(:clj #js [1] :cljs b) #?@(:a [1])]");
}

TEST_CASE("other features can be chosen") {
  Fixture f;
  std::string_view features[] = {"cljs"};
  f.context.features = features;
  CHECK(f.form("#?(:clj 1 :cljs 2)") == "2");
}

// --- tagged literals and pending nodes ---------------------------------------------------

TEST_CASE("a tagged literal is pending") {
  Fixture f;
  Result<ReadOutcome> outcome = f.read_outcome("(a #my/tag [1])");
  REQUIRE(outcome);
  CHECK(outcome->has_pending);
  CHECK(f.printed(outcome->form) == "(a #my/tag [1])");
  CHECK(!f.read_outcome("(a)")->has_pending);
}

TEST_CASE("maps and sets around a pending form stay unbuilt") {
  Fixture f;
  CHECK(f.form("#{#a 1 #a 1}") == "#norn.reader/set [#a 1 #a 1]");
  CHECK(f.form("{#a 1 2}") == "#norn.reader/map [#a 1 2]");
  CHECK(f.form("{[#a 1] {:b 1}}") == "#norn.reader/map [[#a 1] {:b 1}]");
  CHECK(f.form("#:n{:k #a 1}") == "#norn.reader/map [:n/k #a 1]");
}

TEST_CASE("metadata on and in pending forms") {
  Fixture f;
  CHECK(f.form("^:m #a 1") == "#norn.reader/meta [#a 1 {:m true}]");
  CHECK(f.form("^{:m #a 1} x") == "#norn.reader/meta [x #norn.reader/map [:m #a 1]]");
  CHECK(f.form("^:m [#a 1]") == "[#a 1]");
}

TEST_CASE("read-time evaluation is pending") {
  Fixture f;
  CHECK(f.form("#=(+ 1 2)") == "#norn.reader/eval (+ 1 2)");
}

TEST_CASE("regular expressions") {
  Fixture f;
  CHECK(f.form(R"(#"a\"\d")") == R"(#"a\"\d")");
  CHECK(!f.read_outcome("[#\"a\"]")->has_pending);
}

TEST_CASE("#inst and #uuid are made here unless the program has readers of its own") {
  Fixture f;
  CHECK(f.form("#inst \"2020-02-03\"") == "#inst \"2020-02-03T00:00:00.000-00:00\"");
  CHECK(f.form("#uuid \"550E8400-e29b-41d4-a716-446655440000\"") == "#uuid \"550e8400-e29b-41d4-a716-446655440000\"");
  CHECK(!f.read_outcome("#inst \"2020\"")->has_pending);
  f.context.default_tags = false;
  CHECK(f.read_outcome("#inst \"2020\"")->has_pending);
}

// --- EDN ---------------------------------------------------------------------------------

TEST_CASE("EDN knows less") {
  Fixture f;
  f.context = {.dialect = Dialect::edn};
  CHECK(f.forms("'a @b `c ~d %e") == "'a @b `c ~d %e");
  CHECK(f.forms("{:a [1 #{2} (3)]} \\a \"b\" #_c ^:m d #:n{:k 1} ##Inf") ==
        "{:a [1 #{2} (3)]} \\a \"b\" d {:n/k 1} ##Inf");
  CHECK(f.form("::a") == "invalid-token 1:1");
  CHECK(f.form("#=(a)") == "no-dispatch-macro 1:1");
  CHECK(f.form("#(a)") == "no-dispatch-macro 1:1");
  CHECK(f.form("#?(:clj 1)") == "no-dispatch-macro 1:1");
  CHECK(f.form("#\"a\"") == "no-dispatch-macro 1:1");
  CHECK(f.form("#'a") == "no-dispatch-macro 1:1");
}
