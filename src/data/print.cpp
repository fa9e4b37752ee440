// One recursive walk. `Printer` members return false to bail; whoever called
// drops the text then. Each section names the method of clojure.core's
// core_print.clj whose output it reproduces.
#include "data/print.h"

#include <utility>

#include "base/long_work.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/atom.h"
#include "data/bigint.h"
#include "data/delay.h"
#include "data/exception.h"
#include "data/host_function_object.h"
#include "data/host_resource.h"
#include "data/instant.h"
#include "data/metadata.h"
#include "data/munge.h"
#include "data/number.h"
#include "data/queue.h"
#include "data/reduced.h"
#include "data/regex.h"
#include "data/seq.h"
#include "data/string_builder.h"
#include "data/tagged_literal.h"
#include "data/type.h"
#include "data/uuid.h"
#include "data/var.h"
#include "data/volatile.h"
#include "data/world.h"

namespace norn {

namespace {

struct NamedCharacter {
  char32_t character;
  const char* name;
};

constexpr NamedCharacter kNamedCharacters[] = {
    {'\n', "newline"}, {' ', "space"}, {'\t', "tab"}, {'\b', "backspace"}, {'\f', "formfeed"}, {'\r', "return"},
};

Symbol* symbol_of(Value named) { return is<Keyword>(named) ? as<Keyword>(named)->symbol.get() : try_as<Symbol>(named); }

// The name the JVM's class would have: "user$f" for a function.
std::string class_name(Heap& heap, Value v) {
  if (auto* function = try_as<HostFunction>(v)) return function_class_name(symbol_text(function->name.get()));
  if (is(v, Kind::function)) return function_class_name(symbol_text(function_name(v)));
  Type* type = type_of(heap, v);
  return type ? symbol_text(type->name.get()) : "nil";
}

class Printer {
 public:
  Printer(Heap& heap, std::string& out, const PrintOptions& options)
      : heap_(heap), out_(out), options_(options), level_(options.level), items_left_(options.items) {}

  bool print(Value v) {
    if (v.is_fixnum()) return put(std::to_string(v.as_fixnum()));
    if (v.is_nil()) return put("nil");
    if (v.is_boolean()) return put(v.is_true() ? "true" : "false");
    if (v.is_character()) return print_character(v.as_character());
    if (!v.is_object()) return put(v.is_marker(Marker::unbound) ? "#object[Unbound]" : "#object[internal]");
    if (!options_.custom.is_nil() && has_custom_method(v)) return false;
    return print_object(v);
  }

  // One item of a seq.
  bool print_next(Value v) { return items_left_-- != 0 && print(v); }

  bool str(Value v) {
    if (v.is_nil()) return true;
    if (v.is_character()) {
      utf8_append(out_, v.as_character());
      return true;
    }
    if (!v.is_object()) return print(v);
    return str_object(v);
  }

 private:
  bool put(std::string_view text) {
    out_ += text;
    return true;
  }

  bool print_character(char32_t c) {
    if (options_.readably)
      print_character_readably(out_, c);
    else
      utf8_append(out_, c);
    return true;
  }

  bool has_custom_method(Value v) {
    Value type_tag = map_get_keyword(heap_, meta_of(v), "type");
    Type* type = type_of(heap_, v);
    for (Value custom : as<ObjectArray>(options_.custom)->values()) {
      if (is<Type>(custom) ? type_is(type, as<Type>(custom)) : custom == type_tag) return true;
    }
    return false;
  }

  // print-meta
  bool print_meta(Value v) {
    if (!options_.meta || !options_.readably) return true;
    Value meta = meta_of(v);
    if (!is_map(meta) || map_count(meta) == 0) return true;
    Value tag = map_get_keyword(heap_, meta, "tag");
    out_ += '^';
    bool only_tag = map_count(meta) == 1 && tag.truthy();
    return print(only_tag ? tag : meta) && put(" ");
  }

  // Runs `body` one level deeper; prints # instead beyond *print-level*.
  template <typename F>
  bool nested(F body) {
    if (level_ == 0) return put("#");
    if (++depth_ > kPrintDepthLimit) return false;
    if (level_ > 0) --level_;
    bool done = body();
    if (options_.level >= 0) ++level_;
    --depth_;
    return done;
  }

  // print-sequential. `next(&v)` gives one element after the other: 1, 0 at the end, -1 to bail.
  template <typename Next, typename One>
  bool print_sequential(std::string_view begin, std::string_view separator, std::string_view end, Next next, One one) {
    return nested([&] {
      out_ += begin;
      for (int64_t printed = 0;; ++printed) {
        int more = next();
        if (more < 0) return false;
        if (more == 0) break;
        if (printed > 0) out_ += separator;
        if (printed == options_.length) {
          out_ += "...";
          break;
        }
        if (items_left_-- == 0 || !one()) return false;
      }
      return put(end);
    });
  }

  bool print_seq(std::string_view begin, std::string_view end, Value seqable) {
    SeqCursor cursor(heap_, seqable);
    Value element;
    auto next = [&] {
      OrRaised<bool> more = cursor.next(&element);
      return !more ? -1 : *more ? 1 : 0;
    };
    return print_sequential(begin, " ", end, next, [&] { return print(element); });
  }

  bool print_map(Value map) {
    std::string ns;
    if (options_.namespace_maps && !is<Record>(map)) ns = common_namespace(heap_, map);
    if (!ns.empty()) out_ += "#:" + ns;
    MapIterator it(heap_, map);
    auto next = [&] { return it.next() ? 1 : 0; };
    return print_sequential("{", ", ", "}", next, [&] {
      if (!ns.empty())
        out_ += (is<Keyword>(it.key()) ? ":" : "") + std::string(symbol_of(it.key())->name->view());
      else if (!print(it.key()))
        return false;
      out_ += ' ';
      return print(it.value());
    });
  }

  // print-tagged-object: #object[class 0xhash rep], rep printed by the caller.
  template <typename F>
  bool print_tagged_object(Value v, F print_rep) {
    if (!print_meta(v)) return false;
    std::string name = class_name(heap_, v);
    out_ += "#object[";
    if (is_array(v) && options_.readably)
      print_string_readably(out_, name);
    else
      out_ += name;
    out_ += " 0x" + hexadecimal(heap_.identity_hash(v.as_object())) + " ";
    return print_rep() && put("]");
  }

  bool print_opaque(Value v, std::string_view text) {
    return print_tagged_object(v, [&] {
      if (options_.readably)
        print_string_readably(out_, text);
      else
        out_ += text;
      return true;
    });
  }

  // print-method of IDeref: {:status :ready, :val x}.
  bool print_reference(Value v, std::string_view status, Value held) {
    return print_tagged_object(v, [&] {
      return nested([&] {
        out_ += "{:status :" + std::string(status) + ", :val ";
        return print(held) && put("}");
      });
    });
  }

  bool print_delay(Value v) {
    Delay* delay = as<Delay>(v);
    if (!delay->realized()) return print_reference(v, "pending", Value::nil());
    if (!delay->exception.is_nil()) return print_reference(v, "failed", delay->exception);
    return print_reference(v, "ready", delay->value);
  }

  // print-method of Pattern: quotes outside \Q..\E get a backslash.
  bool print_regex(std::string_view source) {
    out_ += "#\"";
    bool quoted = false;
    for (size_t i = 0; i < source.size(); ++i) {
      char c = source[i];
      if (c == '\\' && i + 1 < source.size()) {
        char next = source[++i];
        out_ += c;
        out_ += next;
        quoted = quoted ? next != 'E' : next == 'Q';
      } else if (c == '"') {
        out_ += quoted ? "\\E\\\"\\Q" : "\\\"";
      } else {
        out_ += c;
      }
    }
    return put("\"");
  }

  // print-throwable. Where it was thrown is for the caller, who knows stack traces.
  bool print_exception(Exception* exception) {
    std::vector<Exception*> via;
    for (Exception* e = exception; e && via.size() < 64; e = try_as<Exception>(e->cause)) via.push_back(e);
    Exception* root = via.back();
    return nested([&] {
      out_ += "#error {\n :cause ";
      if (!print(root->message)) return false;
      Value root_data = visible_data(root);
      if (!root_data.is_nil() && !(put("\n :data ") && print(root_data))) return false;
      out_ += "\n :via\n [";
      for (size_t i = 0; i < via.size(); ++i) {
        out_ += i == 0 ? "{:type " : "\n  {:type ";
        out_ += symbol_text(via[i]->type->name.get());
        out_ += "\n   :message ";
        if (!print(via[i]->message)) return false;
        Value data = visible_data(via[i]);
        if (!data.is_nil() && !(put("\n   :data ") && print(data))) return false;
        out_ += '}';
      }
      return put("]}");
    });
  }

  // ex-data: other exceptions than ExceptionInfo keep theirs to themselves.
  Value visible_data(Exception* exception) {
    return exception_is(exception, World::of(heap_).types.exception_info.get()) ? exception->data : Value::nil();
  }

  bool print_object(Value v) {
    switch (v.as_object()->kind) {
      case Kind::boxed_long:
      case Kind::boxed_double:
      case Kind::ratio:
      case Kind::decimal: return put(number_to_readable(v));
      case Kind::bigint: return !is_long_text(as<BigInt>(v)) && put(number_to_readable(v));
      case Kind::string:
        if (options_.items >= 0 && is_long_text(as<String>(v)->tail_count)) return false;
        if (!options_.readably) return put(as<String>(v)->view());
        print_string_readably(out_, as<String>(v)->view());
        return true;
      case Kind::symbol: return print_meta(v) && put(symbol_text(as<Symbol>(v)));
      case Kind::keyword: return put(":") && put(symbol_text(as<Keyword>(v)->symbol.get()));
      case Kind::regex: return print_regex(as<Regex>(v)->source->view());
      case Kind::uuid: return put("#uuid \"" + uuid_text(as<Uuid>(v)) + "\"");
      case Kind::instant: return put("#inst \"" + instant_text(as<Instant>(v)->milliseconds) + "\"");
      case Kind::string_builder: return print_opaque(v, as<StringBuilder>(v)->view());

      case Kind::empty_list:
      case Kind::list:
      case Kind::cons:
      case Kind::lazy_seq:
      case Kind::chunked_cons:
      case Kind::range:
      case Kind::vector_seq:
      case Kind::string_seq:
      case Kind::array_seq:
      case Kind::map_seq:
      case Kind::queue_seq:
      case Kind::sorted_seq: return print_meta(v) && print_seq("(", ")", v);
      case Kind::vector:
      case Kind::map_entry: return print_meta(v) && print_seq("[", "]", v);
      case Kind::array_map:
      case Kind::hash_map:
      case Kind::sorted_map: return print_meta(v) && print_map(v);
      case Kind::hash_set:
      case Kind::sorted_set: return print_meta(v) && print_seq("#{", "}", v);
      case Kind::record:
        if (!print_meta(v)) return false;
        out_ += "#" + symbol_text(as<Record>(v)->type->name.get());
        return print_map(v);

      case Kind::var: return print_meta(v) && put("#'" + var_text(as<Var>(v)));
      case Kind::namespace_: return print_opaque(v, symbol_text(as<Namespace>(v)->name.get()));
      case Kind::atom: return print_reference(v, "ready", as<Atom>(v)->state);
      case Kind::volatile_: return print_reference(v, "ready", as<Volatile>(v)->state);
      case Kind::reduced: return print_reference(v, "ready", as<Reduced>(v)->value);
      case Kind::delay: return print_delay(v);
      case Kind::type: return put(symbol_text(as<Type>(v)->name.get()));
      case Kind::protocol: return print_opaque(v, symbol_text(as<Protocol>(v)->name.get()));
      case Kind::exception: return print_exception(as<Exception>(v));
      case Kind::tagged_literal:
        return put("#") && print(as<TaggedLiteral>(v)->tag) && put(" ") && print(as<TaggedLiteral>(v)->form);
      case Kind::reader_conditional:
        return put(as<ReaderConditional>(v)->splicing.truthy() ? "#?@" : "#?") && print(as<ReaderConditional>(v)->form);

      // Their state is the language's to show.
      case Kind::task:
      case Kind::promise:
      case Kind::agent:
      case Kind::instance: return false;
      case Kind::host_resource: return print_opaque(v, as<HostResource>(v)->native->kind().name);
      default: return print_opaque(v, opaque_text(heap_, v));
    }
  }

  // toString of each class. Collections print readably, whatever *print-readably* says of the caller.
  bool str_object(Value v) {
    switch (v.as_object()->kind) {
      case Kind::string: return put(as<String>(v)->view());
      case Kind::boxed_long:
      case Kind::boxed_double:
      case Kind::ratio:
      case Kind::decimal: return put(number_to_string(v));
      case Kind::bigint: return !is_long_text(as<BigInt>(v)) && put(number_to_string(v));
      case Kind::symbol: return put(symbol_text(as<Symbol>(v)));
      case Kind::regex: return put(as<Regex>(v)->source->view());
      case Kind::uuid: return put(uuid_text(as<Uuid>(v)));
      case Kind::instant: return put(instant_date_text(as<Instant>(v)->milliseconds));
      case Kind::string_builder: return put(as<StringBuilder>(v)->view());
      case Kind::namespace_: return put(symbol_text(as<Namespace>(v)->name.get()));
      case Kind::type:
        return put(v.as_object()->aux & kTypeInterface ? "interface " : "class ") &&
               put(symbol_text(as<Type>(v)->name.get()));
      case Kind::exception: return str_exception(as<Exception>(v));
      case Kind::var: return put("#'" + var_text(as<Var>(v)));
      case Kind::keyword:
      case Kind::empty_list:
      case Kind::list:
      case Kind::cons:
      case Kind::chunked_cons:
      case Kind::range:
      case Kind::vector_seq:
      case Kind::string_seq:
      case Kind::array_seq:
      case Kind::map_seq:
      case Kind::queue_seq:
      case Kind::sorted_seq:
      case Kind::vector:
      case Kind::map_entry:
      case Kind::array_map:
      case Kind::hash_map:
      case Kind::sorted_map:
      case Kind::hash_set:
      case Kind::sorted_set: return print(v);
      case Kind::instance:
      case Kind::record: return !has_to_string(type_of(heap_, v)) && put(opaque_text(heap_, v));
      default: return put(opaque_text(heap_, v));
    }
  }

  // A toString of the program's own is called by bytecode.
  bool has_to_string(const Type* type) {
    return !map_get(heap_, type->methods, to_value(World::of(heap_).intern_symbol("toString")))->is_nil();
  }

  bool str_exception(Exception* exception) {
    out_ += symbol_text(exception->type->name.get());
    if (!exception->message.is_nil()) {
      out_ += ": ";
      if (!str(exception->message)) return false;
    }
    Value data = visible_data(exception);
    return data.is_nil() || (put(" ") && print(data));
  }

  Heap& heap_;
  std::string& out_;
  const PrintOptions& options_;
  int64_t level_;
  int depth_ = 0;
  int64_t items_left_;  // negative: no limit
};

}  // namespace

std::string hexadecimal(uint32_t n) {
  std::string digits;
  do digits.insert(digits.begin(), "0123456789abcdef"[n & 15]);
  while (n >>= 4);
  return digits;
}

std::string common_namespace(Heap& heap, Value map) {
  std::string ns;
  bool shared = true;
  map_for_each(heap, map, [&](Value key, Value) {
    Symbol* symbol = symbol_of(key);
    if (!symbol || !symbol->ns) shared = false;
    if (!shared) return;
    if (ns.empty()) ns = symbol->ns->view();
    shared = symbol->ns->view() == ns;
  });
  return shared ? ns : "";
}

std::string opaque_text(Heap& heap, Value v) {
  return class_name(heap, v) + "@" + hexadecimal(v.is_object() ? heap.identity_hash(v.as_object()) : 0);
}

void print_string_readably(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    switch (c) {
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\f': out += "\\f"; break;
      case '\b': out += "\\b"; break;
      default: out += c;
    }
  }
  out += '"';
}

void print_character_readably(std::string& out, char32_t character) {
  out += '\\';
  for (const NamedCharacter& named : kNamedCharacters) {
    if (named.character != character) continue;
    out += named.name;
    return;
  }
  utf8_append(out, character);
}

Answer print_to(Heap& heap, std::string& out, Value value, const PrintOptions& options) {
  return Printer(heap, out, options).print(value) ? Answer::yes : Answer::bail;
}

Value print_some(Heap& heap, std::string& out, Value items, std::string_view separator, const PrintOptions& options) {
  Printer printer(heap, out, options);
  for (Value left = items;;) {
    Returned first = first_of(heap, left), rest = next_of(heap, left);
    const size_t before = out.size();
    if (left != items) out += separator;
    if (!first || !rest || !printer.print_next(*first)) {
      out.resize(before);
      return left;
    }
    if (rest->is_nil()) return *rest;
    left = *rest;
  }
}

Answer str_to(Heap& heap, std::string& out, Value value) {
  PrintOptions options;
  return Printer(heap, out, options).str(value) ? Answer::yes : Answer::bail;
}

std::string print_brief(Heap& heap, Value value, size_t limit) {
  PrintOptions options;
  options.length = 8;
  options.level = 3;
  std::string text;
  if (print_to(heap, text, value, options) == Answer::bail) {
    text = "#object[" + class_name(heap, value) + "]";
  }
  if (text.size() <= limit) return text;
  size_t end = limit > 3 ? limit - 3 : 0;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

}  // namespace norn
