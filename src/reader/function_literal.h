// #(...): collects the % arguments while its body is read, then makes (fn* [p1__1# & rest__2#] body).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reader/forms.h"

namespace norn {

class FunctionLiteral {
 public:
  static constexpr size_t kMostArguments = 20;

  // The symbol that % %1 %& ... stands for. The token begins with %.
  Result<Value> argument(Heap& heap, std::string_view token, SourceSpan span);
  // The whole form around a body.
  Value finish(Heap& heap, Value body, SourceSpan opened);

 private:
  const std::string& positional(Heap& heap, size_t number);

  std::vector<std::string> names_;  // of %1, %2, ...; empty where none was used yet
  std::string rest_;
};

}  // namespace norn
