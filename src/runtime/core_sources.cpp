#include "runtime/core_sources.h"

#include <cstdio>

namespace norn {
namespace {
std::string& directory() {
  static std::string path;
  return path;
}
}  // namespace

void set_core_source_directory(std::string path) { directory() = std::move(path); }

std::optional<std::string> core_source(std::string_view path) {
  if (directory().empty() || path.find("..") != std::string_view::npos) return std::nullopt;
  std::FILE* file = std::fopen((directory() + "/" + std::string(path)).c_str(), "rb");
  if (!file) return std::nullopt;
  std::string text;
  char buffer[65536];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return text;
}

}  // namespace norn
