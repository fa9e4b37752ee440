#include "reader/syntax_quote.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/list.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/set.h"
#include "data/type.h"
#include "data/var.h"
#include "data/vector.h"
#include "data/world.h"
#include "reader/forms.h"
#include "reader/pending.h"
#include "reader/reader_error.h"

namespace norn {
namespace {

constexpr std::string_view kSpecialForms[] = {
    "&",      ".",       "catch", "case*",  "def",   "deftype*",      "do",           "fields*", "finally", "fn*",
    "if",     "import*", "let*",  "letfn*", "loop*", "monitor-enter", "monitor-exit", "new",     "quote",   "recur",
    "reify*", "set!",    "throw", "try",    "var",
};

bool is_special_form(const Symbol* symbol) {
  return !symbol->ns && std::ranges::find(kSpecialForms, symbol->name->view()) != std::end(kSpecialForms);
}

// What a template makes stands where its macro is called, not where the template is written: its symbols have no place.
constexpr SourceSpan kNoPlace = {};

// (name x): x; nothing for everything else.
std::optional<Value> argument_of_call(Value form, std::string_view core_name) {
  List* list = try_as<List>(form);
  if (list == nullptr) return std::nullopt;
  Symbol* head = try_as<Symbol>(list->first);
  if (head == nullptr || !head->ns || head->name->view() != core_name || head->ns->view() != "clojure.core")
    return std::nullopt;
  List* arguments = try_as<List>(list->rest);
  return arguments ? arguments->first : Value::nil();
}

// --- resolution ---------------------------------------------------------------------

// Classes every namespace knows by their short names.
bool is_imported_everywhere(std::string_view class_name) {
  constexpr std::string_view kPackage = "java.lang.";
  if (class_name.starts_with(kPackage)) return class_name.find('.', kPackage.size()) == std::string_view::npos;
  return class_name == "java.math.BigInteger" || class_name == "java.math.BigDecimal" ||
         class_name == "java.util.concurrent.Callable" || class_name == "clojure.lang.Compiler";
}

// Var, Type, or the absent marker.
Value lookup(Heap& heap, Namespace* ns, Symbol* name) {
  Value found = namespace_lookup(heap, ns, name);
  if (!found.is_marker(Marker::absent)) return found;
  Value host_class = map_get(heap, World::of(heap).host_classes, to_value(name)).value_or(Value::nil());
  if (is<Type>(host_class) && is_imported_everywhere(as<Type>(host_class)->name->name->view())) return host_class;
  return Value::marker(Marker::absent);
}

std::string type_name(Value type) { return symbol_text(as<Type>(type)->name.get()); }

Symbol* resolve_qualified(Heap& heap, Namespace* ns, Symbol* symbol) {
  Symbol* prefix = World::of(heap).intern_symbol({}, symbol->ns->view());
  Value mapped = lookup(heap, ns, prefix);
  if (is<Type>(mapped)) return make_symbol_at(heap, type_name(mapped), symbol->name->view(), kNoPlace);
  Namespace* target = namespace_for(heap, ns, prefix);
  if (target == nullptr) return symbol;
  return make_symbol_at(heap, target->name->name->view(), symbol->name->view(), kNoPlace);
}

// As Clojure's compiler would name it from inside `ns`.
Symbol* resolve(Heap& heap, Namespace* ns, Symbol* symbol) {
  std::string_view name = symbol->name->view();
  if (symbol->ns) return resolve_qualified(heap, ns, symbol);
  size_t dot = name.find('.');
  if (dot != std::string_view::npos && dot > 0) return symbol;  // a class name
  Value mapped = lookup(heap, ns, symbol);
  if (is<Type>(mapped)) return make_symbol_at(heap, {}, type_name(mapped), kNoPlace);
  if (Var* var = try_as<Var>(mapped))
    return make_symbol_at(heap, var->ns->name->name->view(), var->name->name->view(), kNoPlace);
  return make_symbol_at(heap, ns->name->name->view(), name, kNoPlace);
}

// --- the quoter -----------------------------------------------------------------------

// Works through a form with an explicit stack: depth never becomes C++ depth.
class SyntaxQuoter {
 public:
  SyntaxQuoter(Heap& heap, SourceSpan span, const SyntaxQuoteContext& context)
      : heap_(heap), world_(World::of(heap)), span_(span), context_(context) {}

  Result<Value> run(Value form);

 private:
  enum class Shape : unsigned char { list, vector, map, set, with_meta };
  struct Frame {
    Shape shape;
    size_t first_input;
    size_t next_input;
    size_t first_part;
  };

  // Delivers the quoted form, or opens a frame for it. A form with metadata of its own counts as two.
  Result<void> quote(Value form);
  void quote_without_meta(Value form);
  void quote_pending(TaggedLiteral* node);
  void open(Shape shape) { frames_.push_back({shape, inputs_.size(), inputs_.size(), parts_.size()}); }
  void open(Shape shape, std::initializer_list<Value> inputs) {
    open(shape);
    inputs_.insert(inputs_.end(), inputs);
  }
  Result<void> step();
  std::unexpected<Error> too_large() const;
  void deliver(Value quoted);
  Value close(const Frame& frame);

  Value quote_symbol(Symbol* symbol);
  Symbol* generated(Symbol* symbol);
  Value visible_meta(Value form);

  Value call(std::initializer_list<Value> form) { return make_list(heap_, {form.begin(), form.size()}); }
  Value quoted(Value form) { return call({quote_, form}); }

  Heap& heap_;
  World& world_;
  SourceSpan span_;
  const SyntaxQuoteContext& context_;
  Value core(std::string_view name) { return to_value(world_.intern_symbol("clojure.core", name)); }

  const Value quote_ = to_value(world_.intern_symbol({}, "quote"));
  const Value list_ = core("list"), seq_ = core("seq"), concat_ = core("concat"), apply_ = core("apply");
  const Value vector_ = core("vector"), hash_map_ = core("hash-map"), hash_set_ = core("hash-set");
  const Value with_meta_ = core("with-meta");

  std::vector<Frame> frames_;
  std::vector<Value> inputs_;  // elements of the open frames that are still to be quoted
  std::vector<Value> parts_;   // what they have become
  Value result_;
  std::unordered_map<std::string, std::string> generated_names_;
};

Result<Value> SyntaxQuoter::run(Value form) {
  if (std::optional<Value> argument = argument_of_call(form, "unquote")) return *argument;
  NORN_TRY(quote(form));
  while (!frames_.empty()) NORN_TRY(step());
  return result_;
}

Result<void> SyntaxQuoter::step() {
  if ((*context_.parts_left)-- == 0) return too_large();
  Frame& frame = frames_.back();
  if (frame.next_input == inputs_.size()) {
    Frame finished = frame;
    frames_.pop_back();
    deliver(close(finished));
    return {};
  }
  Value input = inputs_[frame.next_input++];
  if (frame.shape == Shape::with_meta) {
    quote_without_meta(input);
  } else if (std::optional<Value> spliced = argument_of_call(input, "unquote-splicing")) {
    parts_.push_back(*spliced);
  } else if (std::optional<Value> filled = argument_of_call(input, "unquote")) {
    parts_.push_back(call({list_, *filled}));
  } else {
    return quote(input);
  }
  return {};
}

std::unexpected<Error> SyntaxQuoter::too_large() const {
  return reader_error(
      "syntax-quote-limit", span_,
      "Syntax quotes are nested too deeply: each one inside another makes the expression several times as "
      "large, and this one grows far beyond its text; use fewer levels, or build the form with list and "
      "concat.");
}

Result<void> SyntaxQuoter::quote(Value form) {
  if (argument_of_call(form, "unquote-splicing")) {
    return reader_error("splice-outside-list", span_,
                        "splice not in list: ~@ puts the elements of a collection into the list, vector, map or set "
                        "around it, but there is none inside the syntax quote; wrap it, as in `(~@xs), or use ~.");
  }
  Value meta = visible_meta(form);
  if (meta.is_nil())
    quote_without_meta(form);
  else
    open(Shape::with_meta, {form, meta});
  return {};
}

void SyntaxQuoter::quote_without_meta(Value form) {
  if (Symbol* symbol = try_as<Symbol>(form)) {
    deliver(quote_symbol(symbol));
  } else if (is<EmptyList>(form)) {
    deliver(call({list_}));
  } else if (is<List>(form)) {
    open(Shape::list);
    for (Value rest = form; is<List>(rest); rest = as<List>(rest)->rest) inputs_.push_back(as<List>(rest)->first);
  } else if (Vector* vector = try_as<Vector>(form)) {
    open(Shape::vector);
    vector_for_each(vector, [&](Value element) { inputs_.push_back(element); });
  } else if (is_map(form)) {
    open(Shape::map);
    map_for_each(heap_, form, [&](Value key, Value value) {
      inputs_.push_back(key);
      inputs_.push_back(value);
    });
  } else if (is_set(form)) {
    open(Shape::set);
    set_for_each(heap_, form, [&](Value element) { inputs_.push_back(element); });
  } else if (TaggedLiteral* node = try_as<TaggedLiteral>(form)) {
    quote_pending(node);
  } else {
    deliver(form);  // nil, booleans, numbers, keywords, strings and characters mean themselves
  }
}

void SyntaxQuoter::quote_pending(TaggedLiteral* node) {
  Symbol* tag = try_as<Symbol>(node->tag);
  bool ours = tag != nullptr && tag->ns && tag->ns->view() == kPendingNamespace;
  std::string_view name = ours ? tag->name->view() : std::string_view();
  if (name == "map" || name == "set" || name == "meta") {
    open(name == "map" ? Shape::map : name == "set" ? Shape::set : Shape::with_meta);
    vector_for_each(as<Vector>(node->form), [&](Value element) { inputs_.push_back(element); });
  } else {
    deliver(quoted(to_value(node)));  // built when the whole form is, and then a constant
  }
}

void SyntaxQuoter::deliver(Value quoted_form) {
  if (frames_.empty())
    result_ = quoted_form;
  else
    parts_.push_back(frames_.back().shape == Shape::with_meta ? quoted_form : call({list_, quoted_form}));
}

Value SyntaxQuoter::close(const Frame& frame) {
  std::span<const Value> parts = std::span<const Value>(parts_).subspan(frame.first_part);
  Value closed;
  if (frame.shape == Shape::with_meta) {
    closed = call({with_meta_, parts[0], parts[1]});
  } else {
    Value concatenation = to_value(list_conj(heap_, make_list(heap_, parts), concat_));
    Value elements = call({seq_, concatenation});
    switch (frame.shape) {
      case Shape::vector: closed = call({apply_, vector_, elements}); break;
      case Shape::map: closed = call({apply_, hash_map_, elements}); break;
      case Shape::set: closed = call({apply_, hash_set_, elements}); break;
      default: closed = elements; break;
    }
  }
  parts_.resize(frame.first_part);
  inputs_.resize(frame.first_input);
  return closed;
}

// Clojure's order of cases: special forms, x#, Class., .method, everything else.
Value SyntaxQuoter::quote_symbol(Symbol* symbol) {
  std::string_view name = symbol->name->view();
  Symbol* resolved = symbol;
  if (is_special_form(symbol)) {
    resolved = symbol;
  } else if (!symbol->ns && name.size() > 1 && name.ends_with('#')) {
    resolved = generated(symbol);
  } else if (!symbol->ns && name.size() > 1 && name.ends_with('.')) {
    Symbol* class_symbol = make_symbol_at(heap_, {}, name.substr(0, name.size() - 1), kNoPlace);
    std::string class_name(resolve(heap_, context_.ns, class_symbol)->name->view());
    resolved = make_symbol_at(heap_, {}, class_name + ".", kNoPlace);
  } else if (symbol->ns || !name.starts_with('.')) {
    resolved = resolve(heap_, context_.ns, symbol);
  }
  if (resolved->line != 0) {
    Symbol* placeless = heap_.make<Symbol>();
    placeless->hash = resolved->hash;
    placeless->meta = resolved->meta;
    placeless->ns = resolved->ns;
    placeless->name = resolved->name;
    resolved = placeless;
  }
  return quoted(to_value(resolved));
}

Symbol* SyntaxQuoter::generated(Symbol* symbol) {
  std::string_view prefix = symbol->name->view();
  prefix.remove_suffix(1);
  std::string& name = generated_names_[std::string(prefix)];
  if (name.empty()) name = std::string(prefix) + "__" + std::to_string(world_.new_id()) + "__auto__";
  return make_passing_symbol_at(heap_, {}, name, kNoPlace);
}

// The metadata a program wrote, without the place the reader added; nil if there is none.
Value SyntaxQuoter::visible_meta(Value form) {
  Value meta = is<List>(form) ? as<List>(form)->meta : meta_of(form);
  if (!is<List>(form) || meta.is_nil()) return meta;
  for (std::string_view name : {"line", "column"}) {
    Returned without = map_dissoc(heap_, meta, to_value(world_.intern_keyword({}, name)));
    if (without) meta = *without;
  }
  return map_count(meta) == 0 ? Value::nil() : meta;
}

}  // namespace

Namespace* namespace_for(Heap& heap, Namespace* ns, Symbol* alias) {
  if (Namespace* target = namespace_alias(heap, ns, alias)) return target;
  return World::of(heap).find_namespace(alias);
}

Result<Value> syntax_quote(Heap& heap, Value form, SourceSpan span, const SyntaxQuoteContext& context) {
  return SyntaxQuoter(heap, span, context).run(form);
}

}  // namespace norn
