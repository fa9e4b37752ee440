#include "code/disassembler.h"

#include <cstdio>
#include <vector>

#include "code/register_effects.h"
#include "code/register_liveness.h"
#include "data/array.h"
#include "data/print.h"
#include "data/var.h"

namespace norn {
namespace {

constexpr size_t kConstantLimit = 60;  // bytes of a printed constant
constexpr size_t kCommentColumn = 56;

std::string register_name(uint32_t r) { return "r" + std::to_string(r); }

std::string constant_text(Heap& heap, Value k) {
  if (k.is_marker(Marker::absent)) return "<none>";
  if (Var* var = try_as<Var>(k)) return "#'" + var_text(var);
  if (Template* function = try_as<Template>(k)) return "<fn " + symbol_text(as<Symbol>(function->name)) + ">";
  if (Function* function = try_as<Function>(k)) return "<fn " + symbol_text(as<Symbol>(function->code->name)) + ">";
  return print_brief(heap, k, kConstantLimit);
}

std::string operand_text(Instruction i, uint32_t at, int n) {
  const uint16_t values[3] = {i.a(), i.b(), i.c()};
  switch (info(i.op()).operands[n]) {
    case 'w':
    case 'r':
    case 'u': return register_name(values[n]);
    case 'n': return std::to_string(values[n]);
    case 'i': return std::to_string(static_cast<int16_t>(values[n]));
    case 'I': return std::to_string(i.bc());
    case 'J':
    case 'j': return "-> " + std::to_string(jump_target(i, at));
    default: return "";
  }
}

std::string instruction_text(Heap& heap, const Code* code, uint32_t at) {
  Instruction i{code->words()[at]};
  char head[64];
  std::snprintf(head, sizeof head, "%5u  %-21s", at, info(i.op()).name);
  std::string text = head;
  for (int n = 0; n < 3; ++n) {
    std::string operand = operand_text(i, at, n);
    if (!operand.empty()) text += " " + operand;
  }
  if (info(i.op()).extra[0] == 'k') text += " " + constant_text(heap, Value::from_bits(code->words()[at + 1]));
  if (i.op() == Op::jump_table) {
    int64_t end = int64_t{at} + 1 + i.c();
    for (uint32_t n = 0; n < i.c(); ++n)
      text += (n ? " " : " -> ") + std::to_string(end + static_cast<int64_t>(code->words()[at + 1 + n]));
  }
  return text;
}

std::string comment_text(const Code* code, const RegisterLiveness& liveness, uint32_t at) {
  std::string comment;
  if (LineEntry entry = code->line_at(at); entry.line != 0 && entry.offset == at)
    comment = std::to_string(entry.line) + ":" + std::to_string(entry.column);
  if (is_call(Instruction{code->words()[at]}.op())) {
    std::vector<uint32_t> live = liveness.across(at);
    if (!live.empty()) comment += comment.empty() ? "live" : " live";
    for (uint32_t r : live) comment += " " + register_name(r);
  }
  return comment;
}

std::string header_text(const Code* code) {
  std::string name = code->owner && is<Symbol>(code->owner->name) ? symbol_text(as<Symbol>(code->owner->name)) : "fn";
  return name + " (" + std::to_string(code->required) + (code->variadic() ? " or more" : "") + " arguments, frame " +
         std::to_string(code->frame_size) + ")\n";
}

void disassemble_into(Heap& heap, Template* function, std::string& out, std::vector<Template*>& seen) {
  for (Template* other : seen)
    if (other == function) return;
  seen.push_back(function);
  std::vector<const Code*> arities;
  for (const Ref<Code>& code : function->direct)
    if (code) arities.push_back(code.get());
  if (!function->others.is_nil())
    for (Value code : as<ObjectArray>(function->others)->values()) arities.push_back(as<Code>(code));
  if (function->variadic) arities.push_back(function->variadic.get());
  for (const Code* code : arities) out += disassemble(heap, code);
  for (const Code* code : arities) {
    for (uint32_t offset : code->constant_offsets()) {
      Value k = Value::from_bits(code->words()[offset]);
      if (Function* inner = try_as<Function>(k)) disassemble_into(heap, inner->code.get(), out, seen);
      if (Template* inner = try_as<Template>(k)) disassemble_into(heap, inner, out, seen);
    }
  }
}

}  // namespace

std::string disassemble(Heap& heap, const Code* code) {
  std::string out = header_text(code);
  RegisterLiveness liveness(code);
  for (uint32_t at = 0; at < code->word_count();) {
    std::string line = instruction_text(heap, code, at);
    std::string comment = comment_text(code, liveness, at);
    if (!comment.empty()) {
      line.resize(std::max(line.size() + 1, kCommentColumn), ' ');
      line += "; " + comment;
    }
    out += line + "\n";
    at += 1 + static_cast<uint32_t>(extra_words({code->words()[at]}));
  }
  static constexpr const char* kHandlers[] = {"catch ", "finally ", "cleanup "};
  for (const Handler& handler : code->handlers()) {
    out += std::string("  ") + kHandlers[static_cast<int>(handler.kind)] + std::to_string(handler.start) + " .. " +
           std::to_string(handler.end);
    if (handler.kind != HandlerKind::cleanup)
      out += " -> " + std::to_string(handler.target) + " in " + register_name(handler.exception_register);
    out += "\n";
  }
  return out;
}

std::string disassemble(Heap& heap, Template* function) {
  std::string out;
  std::vector<Template*> seen;
  disassemble_into(heap, function, out, seen);
  return out;
}

}  // namespace norn
