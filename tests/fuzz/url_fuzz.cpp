// Fuzzes URLs: any bytes. What parses makes a text that parses to itself; resolving gives URLs again; encodings come
// back.
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "wire/base64.h"
#include "wire/percent.h"
#include "wire/url.h"

using namespace norn;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto url = parse_url(bytes);
  if (url) {
    const std::string text = url_text(*url);
    const auto again = parse_url(text);
    NORN_ASSERT(again && url_text(*again) == text, "a URL's text is a URL, and the same");
    const auto base = parse_url("http://a/b/c/d;p?q");
    const std::string resolved = url_text(resolve_url(*base, *url));
    NORN_ASSERT(parse_url(resolved), "what a reference means is a URL");
    if (!url->scheme.empty()) NORN_ASSERT(parse_url(url_text(resolve_url(*url, *base))), "with any base");
  } else {
    NORN_ASSERT(url.error().offset <= size && !url.error().text.empty(), "errors have a place and a text");
  }
  for (const PercentSet set : {PercentSet::component, PercentSet::form}) {
    std::string encoded;
    append_percent_encoded(encoded, bytes, set);
    NORN_ASSERT(percent_decode(encoded, set == PercentSet::form) == bytes, "what is encoded can be decoded");
  }
  percent_decode(bytes);
  NORN_ASSERT(base64_decode(base64_encode(bytes)) == bytes, "base64 comes back");
  NORN_ASSERT(base64_decode(base64_encode(bytes, Base64Alphabet::url, Base64Padding::no)) == bytes, "also unpadded");
  NORN_ASSERT(hex_decode(hex_encode(bytes)) == bytes, "hexadecimal comes back");
  base64_decode(bytes);
  hex_decode(bytes);
  return 0;
}
