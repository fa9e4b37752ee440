// Vector, map and set literals: constants if every element is one, else make_*.
#include <algorithm>

#include "compiler/analyzer.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/seq.h"
#include "data/set.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {
namespace {

// What the reader and the expander note on forms, not the user.
constexpr std::string_view kPositionKeys[] = {"line", "column", "end-line", "end-column", "file"};
constexpr std::string_view kFunctionKeys[] = {"once", "arglists", "rettag", "tag"};

template <size_t N>
bool is_one_of(Value key, const std::string_view (&names)[N]) {
  Keyword* keyword = try_as<Keyword>(key);
  if (!keyword || keyword->symbol->ns) return false;
  return std::find(std::begin(names), std::end(names), keyword->symbol->name->view()) != std::end(names);
}

}  // namespace

Value Analyzer::user_meta(Value form) {
  Value meta = meta_of(form);
  if (!is_map(meta)) return Value::nil();
  bool is_code = !is_vector(form) && !is_map(form) && !is_set(form);
  std::vector<Value> kept;
  map_for_each(heap_, meta, [&](Value key, Value value) {
    if (is_one_of(key, kPositionKeys) || (is_code && is_one_of(key, kFunctionKeys))) return;
    kept.push_back(key);
    kept.push_back(value);
  });
  if (kept.empty()) return Value::nil();
  Returned made = make_map(heap_, kept);
  return made ? *made : meta;
}

Node* Analyzer::analyze_meta(Value meta, const Context& context) {
  std::vector<Node*> elements;
  bool complete = true;
  map_for_each(heap_, meta, [&](Value key, Value value) {
    if (!complete) return;
    bool hint = key == keyword("tag");
    Node* node = hint ? constant(value, context.span) : analyze(value, context.not_tail());
    complete = node != nullptr;
    elements.push_back(constant(key, context.span));
    elements.push_back(node);
  });
  return complete ? make_collection(Op::make_map, Value::nil(), std::move(elements), context) : nullptr;
}

Node* Analyzer::analyze_vector(Value form, const Context& context) {
  std::optional<Forms> forms = forms_of(form, context.span);
  std::vector<Node*> elements;
  if (!forms || !analyze_arguments(*forms, 0, context, elements)) return nullptr;
  return make_collection(Op::make_vector, form, std::move(elements), context);
}

Node* Analyzer::analyze_map(Value form, const Context& context) {
  Forms forms;
  map_for_each(heap_, form, [&](Value key, Value value) {
    forms.push_back(key);
    forms.push_back(value);
  });
  std::vector<Node*> elements;
  if (!analyze_arguments(forms, 0, context, elements)) return nullptr;
  return make_collection(Op::make_map, form, std::move(elements), context);
}

Node* Analyzer::analyze_set(Value form, const Context& context) {
  Forms forms;
  set_for_each(heap_, form, [&](Value element) { forms.push_back(element); });
  std::vector<Node*> elements;
  if (!analyze_arguments(forms, 0, context, elements)) return nullptr;
  return make_collection(Op::make_set, form, std::move(elements), context);
}

// `form` gives the metadata; nil: there is none.
Node* Analyzer::make_collection(Op op, Value form, std::vector<Node*> elements, const Context& context) {
  Node* node = fold_collection(op, elements, context.span);
  if (!node) {
    CollectionNode* collection = arena_.make_node<CollectionNode>(context.span);
    collection->op = op;
    collection->elements = std::move(elements);
    node = collection;
  }
  Value meta = form.is_nil() ? Value::nil() : user_meta(form);
  if (meta.is_nil()) return node;
  Node* meta_node = analyze_meta(meta, context);
  return meta_node ? with_meta_call(node, meta_node, context.span) : nullptr;
}

// nullptr: an element is not constant, or equality of keys needs the language, or the operation must raise at run time.
Node* Analyzer::fold_collection(Op op, const std::vector<Node*>& elements, SourceSpan span) {
  std::vector<Value> values;
  values.reserve(elements.size());
  for (Node* element : elements) {
    if (element->kind != NodeKind::constant) return nullptr;
    values.push_back(node_as<ConstantNode>(element)->value);
  }
  if (op == Op::make_vector) return constant(to_value(make_vector(heap_, values)), span);
  if (op == Op::make_map) {
    Returned map = make_map(heap_, values);
    return map && map_count(*map) * 2 == values.size() ? constant(*map, span) : nullptr;
  }
  Returned set = make_set(heap_, values);
  return set && set_count(*set) == values.size() ? constant(*set, span) : nullptr;
}

}  // namespace norn
