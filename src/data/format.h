// clojure.core/format: java.util.Formatter without dates.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "data/raised.h"

namespace norn {

// %[index$][flags][width][.precision]conversion with the conversions s S d x X o f e E g G c C b B h H n %. Raises the
// IllegalFormatException of the JVM; bails when an argument's text needs the language.
OrRaised<std::string> format_text(Heap& heap, std::string_view format, std::span<const Value> args);

}  // namespace norn
