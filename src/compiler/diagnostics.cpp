// Error texts that need looking around, and where a form stands.
#include "base/edit_distance.h"
#include "compiler/analyzer.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/print.h"
#include "data/seq.h"
#include "data/world.h"

namespace norn {
namespace {

// Bounds the C++ stack of the analyzer, whatever a frame takes in this build. Later passes need less per level.
constexpr ptrdiff_t kMaxStackBytes = 3 << 20;
constexpr size_t kBriefLimit = 60;

void offer_names(Heap& heap, Value mappings, DidYouMean& near) {
  map_for_each(heap, mappings, [&](Value name, Value) {
    if (Symbol* symbol = try_as<Symbol>(name)) near.offer(symbol->name->view());
  });
}

}  // namespace

std::nullptr_t Analyzer::fail(SourceSpan span, std::string code, std::string text, ErrorKind kind) {
  if (!error_) error_ = Error{kind, std::move(text), span, std::move(code)};
  return nullptr;
}

std::string Analyzer::brief(Value form) { return print_brief(heap_, form, kBriefLimit); }

std::nullptr_t Analyzer::fail_unresolved(Symbol* symbol, SourceSpan span, const Context& context) {
  std::string name = symbol_text(symbol);
  if (symbol->ns) {
    Namespace* ns = namespace_alias(heap_, options_.ns, world_.intern_symbol(symbol->ns->view()));
    if (!ns) ns = world_.find_namespace(world_.intern_symbol(symbol->ns->view()));
    if (!ns) {
      DidYouMean near(symbol->ns->view());
      offer_names(heap_, options_.ns->aliases, near);
      for (Namespace* other : world_.all_namespaces()) near.offer(symbol_text(other->name.get()));
      std::string hint = near.best().empty() ? "Require it first: (require '" + std::string(symbol->ns->view()) + ")"
                                             : "Did you mean: " + near.best();
      return fail(span, "no-such-namespace",
                  "No such namespace: " + std::string(symbol->ns->view()) + ", in " + name + ". " + hint);
    }
    DidYouMean near(symbol->name->view());
    offer_names(heap_, ns->mappings, near);
    std::string hint =
        near.best().empty() ? "" : ". Did you mean: " + std::string(symbol->ns->view()) + "/" + near.best();
    return fail(span, "no-such-var", "No such var: " + name + hint);
  }
  if (name.size() == 1)
    return fail(span, "unresolved-symbol", "Unable to resolve symbol: " + name + " in this context");
  DidYouMean near(name);
  for (const Scope* scope = context.scope; scope; scope = scope->parent) near.offer(symbol_text(scope->name));
  offer_names(heap_, options_.ns->mappings, near);
  if (world_.core) offer_names(heap_, world_.core->mappings, near);
  std::string hint = near.best().empty() ? "" : ". Did you mean: " + near.best();
  return fail(span, "unresolved-symbol", "Unable to resolve symbol: " + name + " in this context" + hint);
}

std::nullptr_t Analyzer::fail_arity(const Forms& forms, SourceSpan span, std::string_view expected) {
  std::string name = symbol_text(as<Symbol>(forms[0]));
  return fail(span, "malformed-" + name,
              name + " takes " + std::string(expected) + ", but found " + std::to_string(forms.size() - 1));
}

SourceSpan Analyzer::span_of(Value form, SourceSpan otherwise) {
  if (Symbol* symbol = try_as<Symbol>(form)) {
    // A symbol that a macro quoted may come from anywhere: believe it if it stands behind the start of its list.
    bool inside =
        symbol->line > otherwise.line || (symbol->line == otherwise.line && symbol->column >= otherwise.column);
    return symbol->line != 0 && inside ? SourceSpan{symbol->line, symbol->column} : otherwise;
  }
  Value meta = meta_of(form);
  if (!is_map(meta)) return otherwise;
  Value line = map_get_keyword(heap_, meta, "line");
  Value column = map_get_keyword(heap_, meta, "column");
  if (!line.is_fixnum() || line.as_fixnum() <= 0) return otherwise;
  return {static_cast<uint32_t>(line.as_fixnum()),
          column.is_fixnum() ? static_cast<uint32_t>(column.as_fixnum()) : uint32_t{1}};
}

std::optional<Analyzer::Forms> Analyzer::forms_of(Value seqable, SourceSpan span) {
  OrRaised<Forms> forms = collect(heap_, seqable);
  if (forms) return std::move(*forms);
  fail(span, "unrealized-code",
       "This code contains a lazy sequence that is not realized. Make it a list first, with doall or vec");
  return std::nullopt;
}

bool Analyzer::too_deep() const {
  ptrdiff_t used = stack_start_ - static_cast<const char*>(__builtin_frame_address(0));
  return depth_ > kMaxFormDepth || used > kMaxStackBytes;
}

ConstantNode* Analyzer::constant(Value value, SourceSpan span) {
  ConstantNode* node = arena_.make_node<ConstantNode>(span);
  node->value = value;
  return node;
}

Value Analyzer::keyword(std::string_view name) { return to_value(world_.intern_keyword(name)); }

}  // namespace norn
