// URLs, percent-encoding, base64 and hexadecimal as host functions (namespace
// norn.prim), over src/wire. All of them are short.

#include <string>

#include "data/map.h"
#include "lib/bytes_arg.h"
#include "wire/base64.h"
#include "wire/percent.h"
#include "wire/url.h"

namespace norn {
namespace {

Raised raise_url(HostCall& call, std::string_view text, const UrlProblem& problem) {
  const Returned data = make_map(
      call.heap, {keyword_value(call, "type"), keyword_value(call, "norn/url-error"), keyword_value(call, "code"),
                  keyword_value(call, "url/syntax"), keyword_value(call, "url"), string_value(call, text),
                  keyword_value(call, "offset"), Value::fixnum(static_cast<int64_t>(problem.offset))});
  return raise(call.heap, world_of(call).types.exception_info.get(),
               "malformed URL " + std::string(text) + ": " + problem.text, data.value_or(Value::nil()));
}

OrRaised<Url> url_arg(HostCall& call, uint32_t i) {
  const String* text = NORN_TRY(string_arg(call, i));
  auto url = parse_url(text->view());
  if (!url) NORN_RAISE(raise_url(call, text->view(), url.error()));
  return *std::move(url);
}

Value url_map(HostCall& call, const Url& url) {
  std::vector<Value> entries;
  auto add = [&](std::string_view key, Value value) {
    entries.push_back(keyword_value(call, key));
    entries.push_back(value);
  };
  auto add_text = [&](std::string_view key, const std::optional<std::string>& text) {
    if (text) add(key, string_value(call, *text));
  };
  if (!url.scheme.empty()) add("scheme", string_value(call, url.scheme));
  add_text("user-info", url.user_info);
  add_text("host", url.host);
  if (url.port) add("port", Value::fixnum(*url.port));
  add("path", string_value(call, url.path));
  add_text("query", url.query);
  add_text("fragment", url.fragment);
  return *make_map(call.heap, entries);  // keywords never bail as keys
}

OrRaised<std::optional<std::string>> part_of(HostCall& call, Value map, std::string_view key) {
  const Value value = map_get_keyword(call.heap, map, key);
  if (value.is_nil()) return std::nullopt;
  if (const auto* text = try_as<String>(value)) return std::string(text->view());
  NORN_RAISE(raise_expected(call.heap, "a string as :" + std::string(key) + " of a URL", value));
}

OrRaised<PercentSet> set_arg(HostCall& call, uint32_t i) {
  const Keyword* name = NORN_TRY(keyword_arg(call, i));
  const std::string_view text = name->symbol->name->view();
  if (text == "component") return PercentSet::component;
  if (text == "path") return PercentSet::path;
  if (text == "query") return PercentSet::query;
  if (text == "form") return PercentSet::form;
  NORN_RAISE(
      raise_illegal_argument(call.heap, "expected :component, :path, :query or :form, found :" + std::string(text)));
}

}  // namespace

NORN_HOST(url_parse, "norn.prim/url-parse", "([text])",
          "The parts of a URL or relative reference: a map of :scheme :user-info :host :port :path :query :fragment, "
          "without those "
          "it lacks. An ExceptionInfo with :code :url/syntax if it is none.") {
  return url_map(call, NORN_TRY(url_arg(call, 0)));
}

NORN_HOST(url_text_, "norn.prim/url-text", "([parts])", "The URL of such a map; the reverse of url-parse.") {
  if (!is_map(call[0])) NORN_RAISE(wrong_argument(call, 0, "a map of the parts of a URL"));
  Url url;
  url.scheme = NORN_TRY(part_of(call, call[0], "scheme")).value_or("");
  url.user_info = NORN_TRY(part_of(call, call[0], "user-info"));
  url.host = NORN_TRY(part_of(call, call[0], "host"));
  url.path = NORN_TRY(part_of(call, call[0], "path")).value_or("");
  url.query = NORN_TRY(part_of(call, call[0], "query"));
  url.fragment = NORN_TRY(part_of(call, call[0], "fragment"));
  const Value port = map_get_keyword(call.heap, call[0], "port");
  if (!port.is_nil()) {
    const auto number = as_int64(port);
    if (!number || *number < 0 || *number > 65535)
      NORN_RAISE(raise_expected(call.heap, "a number up to 65535 as :port of a URL", port));
    url.port = static_cast<uint16_t>(*number);
  }
  const std::string text = url_text(url);
  const auto parsed = parse_url(text);  // a part may hold what belongs to another
  if (!parsed) NORN_RAISE(raise_url(call, text, parsed.error()));
  return string_value(call, text);
}

NORN_HOST(url_resolve, "norn.prim/url-resolve", "([base reference])",
          "What a reference means in a document at an absolute URL (RFC 3986, 5.2).") {
  const Url base = NORN_TRY(url_arg(call, 0));
  const Url reference = NORN_TRY(url_arg(call, 1));
  if (base.scheme.empty())
    NORN_RAISE(raise_illegal_argument(call.heap, "expected an absolute URL like http://host/ as base, found " +
                                                     std::string(as<String>(call[0])->view())));
  return string_value(call, url_text(resolve_url(base, reference)));
}

NORN_HOST(percent_encode, "norn.prim/percent-encode", "([set bytes-or-string])",
          "Encodes what is not in the set: :component, :path, :query, or :form (blanks become +).") {
  const PercentSet set = NORN_TRY(set_arg(call, 0));
  std::string out;
  append_percent_encoded(out, NORN_TRY(bytes_arg(call, 1)), set);
  return string_value(call, out);
}

NORN_HOST(percent_decode_, "norn.prim/percent-decode", "([text plus-is-blank?])",
          "The bytes of %XX as UTF-8; nil if a % is not followed by two hexadecimal digits.") {
  const String* text = NORN_TRY(string_arg(call, 0));
  const auto decoded = percent_decode(text->view(), call[1].truthy());
  return decoded ? string_value(call, *decoded) : Value::nil();
}

NORN_HOST(base64_encode_, "norn.prim/base64-encode", "([bytes-or-string url? padding?])",
          "The base64 text of bytes, with the alphabet for URLs or the standard one.") {
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 0));
  return string_value(call, base64_encode(bytes, call[1].truthy() ? Base64Alphabet::url : Base64Alphabet::standard,
                                          call[2].truthy() ? Base64Padding::yes : Base64Padding::no));
}

NORN_HOST(base64_decode_, "norn.prim/base64-decode", "([text])",
          "The bytes of a base64 text in either alphabet, padded or not, or nil if it is none.") {
  const auto bytes = base64_decode(NORN_TRY(bytes_arg(call, 0)));
  return bytes ? bytes_value(call.heap, *bytes) : Value::nil();
}

NORN_HOST(hex_encode_, "norn.prim/hex-encode", "([bytes-or-string])", "Bytes in lower-case hexadecimal.") {
  return string_value(call, hex_encode(NORN_TRY(bytes_arg(call, 0))));
}

NORN_HOST(hex_decode_, "norn.prim/hex-decode", "([text])", "The bytes of a hexadecimal text, or nil if it is none.") {
  const auto bytes = hex_decode(NORN_TRY(bytes_arg(call, 0)));
  return bytes ? bytes_value(call.heap, *bytes) : Value::nil();
}

NORN_MODULE(kEncodingModule, url_parse, url_text_, url_resolve, percent_encode, percent_decode_, base64_encode_,
            base64_decode_, hex_encode_, hex_decode_);

}  // namespace norn
