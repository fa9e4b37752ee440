#include "compiler/compile.h"

#include "code/code_object.h"
#include "compiler/analyzer.h"
#include "compiler/dump_ast.h"
#include "compiler/emitter.h"
#include "compiler/liveness.h"

namespace norn {

Result<Function*> compile(Heap& heap, Value form, const CompileOptions& options) {
  Arena arena;
  Analyzer analyzer(heap, options, arena);
  FunctionNode* function = analyzer.analyze_toplevel(form);
  if (!function) return std::unexpected(analyzer.take_error());

  Emission emission{heap, options};
  Template* code = emit_function(emission, function);
  if (!code) return std::unexpected(std::move(*emission.error));
  Function* result = heap.make_tail_old<Function>(0);
  result->code = code;
  return result;
}

Result<std::string> dump_ast(Heap& heap, Value form, const CompileOptions& options) {
  Arena arena;
  Analyzer analyzer(heap, options, arena);
  FunctionNode* function = analyzer.analyze_toplevel(form);
  if (!function) return std::unexpected(analyzer.take_error());
  mark_liveness(function);
  return ast_text(heap, function);
}

}  // namespace norn
