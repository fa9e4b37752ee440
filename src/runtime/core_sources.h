// Where library sources that belong to Norn come from: the clj/ folder while
// the image is made (and under --core-dir), nowhere else yet.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace norn {

void set_core_source_directory(std::string directory);
std::optional<std::string> core_source(std::string_view path);

}  // namespace norn
