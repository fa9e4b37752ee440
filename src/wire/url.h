// URLs and relative references (RFC 3986), without I/O.
//
// Parsing normalizes what has one meaning: scheme and host become lower case.
// What people write although it is no URL (blanks, UTF-8, a lone %) is
// percent-encoded in path, query and fragment; control characters, a bad port
// and a host with characters of its own are errors.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace norn {

struct Url {
  std::string scheme;                    // empty in a relative reference
  std::optional<std::string> user_info;  // "name:password", still encoded
  std::optional<std::string> host;       // nothing without an authority; IPv6 without its brackets
  std::optional<uint16_t> port;
  std::string path;
  std::optional<std::string> query;
  std::optional<std::string> fragment;
};

struct UrlProblem {
  std::string text;   // "the port must be a number up to 65535, found 99999"
  size_t offset = 0;  // in bytes
};

std::expected<Url, UrlProblem> parse_url(std::string_view text);
std::string url_text(const Url& url);
// What `reference` means in a document at `base` (5.2.2). Requires: base has a scheme.
Url resolve_url(const Url& base, const Url& reference);
std::string remove_dot_segments(std::string_view path);  // 5.2.4

}  // namespace norn
