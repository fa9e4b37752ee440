// Names as the JVM compiler would give them: what functions print as.
#pragma once

#include <string>
#include <string_view>

#include "data/symbol.h"

namespace norn {

// clojure.core/munge: each character a Java name can't have becomes _NAME_, '-' becomes '_'.
std::string munge(std::string_view name);
// "my-ns/f?" => "my_ns$f_QMARK_".
std::string function_class_name(std::string_view qualified_name);
// The name of a Function (code/code_object.h, which data cannot see). Requires: its kind is Kind::function.
Symbol* function_name(Value function);

}  // namespace norn
