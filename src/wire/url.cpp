#include "wire/url.h"

#include <algorithm>
#include <charconv>

#include "base/result.h"
#include "wire/percent.h"

namespace norn {

namespace {

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_scheme_character(char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// reg-name without percent-encoding, which no resolver knows, but with _, which some names have.
constexpr bool is_host_character(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
}

std::string repaired(std::string_view text) {
  std::string out;
  append_percent_repaired(out, text);
  return out;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

class UrlParser {
 public:
  explicit UrlParser(std::string_view text) : text_(text), rest_(text) {}

  std::expected<Url, UrlProblem> parse() {
    for (size_t i = 0; i < text_.size(); ++i)
      if (static_cast<unsigned char>(text_[i]) < 0x20 || text_[i] == 0x7F)
        return fail("a URL can't hold the control character " + std::to_string(text_[i]), i);
    if (const size_t at = rest_.find('#'); at != std::string_view::npos) {
      url_.fragment = repaired(rest_.substr(at + 1));
      rest_ = rest_.substr(0, at);
    }
    if (const size_t at = rest_.find('?'); at != std::string_view::npos) {
      url_.query = repaired(rest_.substr(at + 1));
      rest_ = rest_.substr(0, at);
    }
    take_scheme();
    if (rest_.starts_with("//")) {
      rest_.remove_prefix(2);
      NORN_TRY(take_authority());
    }
    url_.path = repaired(rest_);
    return std::move(url_);
  }

 private:
  std::unexpected<UrlProblem> fail(std::string text, size_t offset) const {
    return std::unexpected(UrlProblem{std::move(text), offset});
  }
  size_t offset_of(std::string_view part) const { return static_cast<size_t>(part.data() - text_.data()); }

  void take_scheme() {
    const size_t end = static_cast<size_t>(std::ranges::find_if_not(rest_, is_scheme_character) - rest_.begin());
    if (end == 0 || end == rest_.size() || rest_[end] != ':' || !is_letter(rest_[0])) return;
    url_.scheme = lower_case(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
  }

  std::expected<bool, UrlProblem> take_authority() {
    std::string_view authority = rest_.substr(0, rest_.find('/'));
    rest_.remove_prefix(authority.size());
    if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
      url_.user_info = repaired(authority.substr(0, at));
      authority.remove_prefix(at + 1);
    }
    return authority.starts_with('[') ? take_address(authority) : take_name(authority);
  }

  std::expected<bool, UrlProblem> take_address(std::string_view authority) {
    const size_t end = authority.find(']');
    const std::string_view address = authority.substr(1, end == std::string_view::npos ? end : end - 1);
    auto is_part = [](char c) { return hex_digit_value(c) >= 0 || c == ':' || c == '.'; };
    if (end == std::string_view::npos || address.empty() || !std::ranges::all_of(address, is_part))
      return fail("an address in brackets must be an IPv6 address like [::1]", offset_of(authority));
    url_.host = lower_case(address);
    return take_port(authority.substr(end + 1));
  }

  std::expected<bool, UrlProblem> take_name(std::string_view authority) {
    const std::string_view name = authority.substr(0, authority.find(':'));
    const auto wrong = std::ranges::find_if_not(name, is_host_character);
    if (wrong != name.end()) {
      const auto offset = static_cast<size_t>(wrong - text_.begin());
      if (static_cast<unsigned char>(*wrong) >= 0x80)
        return fail("a host name outside ASCII must be written in its xn-- form", offset);
      return fail(std::string("a host name can't hold '") + *wrong + "'", offset);
    }
    url_.host = lower_case(name);
    return take_port(authority.substr(name.size()));
  }

  std::expected<bool, UrlProblem> take_port(std::string_view rest) {
    if (rest.empty() || rest == ":") return true;
    const std::string_view digits = rest.substr(1);
    uint16_t port = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (rest[0] != ':' || parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size())
      return fail("the port must be a number up to 65535, found " + std::string(rest.substr(rest[0] == ':')),
                  offset_of(rest));
    url_.port = port;
    return true;
  }

  const std::string_view text_;
  std::string_view rest_;
  Url url_;
};

// 5.2.3: the reference's path takes the place of what follows the base's last slash.
std::string merged_path(const Url& base, const std::string& path) {
  if (base.host && base.path.empty()) return "/" + path;
  const size_t slash = base.path.rfind('/');
  return slash == std::string::npos ? path : base.path.substr(0, slash + 1) + path;
}

void take_authority_of(Url& url, const Url& other) {
  url.user_info = other.user_info;
  url.host = other.host;
  url.port = other.port;
}

}  // namespace

std::expected<Url, UrlProblem> parse_url(std::string_view text) { return UrlParser(text).parse(); }

std::string url_text(const Url& url) {
  std::string text;
  if (!url.scheme.empty()) text += url.scheme + ":";
  if (url.host) {
    text += "//";
    if (url.user_info) text += *url.user_info + "@";
    const bool is_ip6 = url.host->find(':') != std::string::npos;
    text += is_ip6 ? "[" + *url.host + "]" : *url.host;
    if (url.port) text += ":" + std::to_string(*url.port);
    if (!url.path.empty() && url.path[0] != '/') text += '/';  // else it would join the authority
  } else if (url.path.starts_with("//")) {
    text += "/.";  // else it would look like an authority
  } else if (url.scheme.empty() && url.path.substr(0, url.path.find('/')).find(':') != std::string::npos) {
    text += "./";  // else it would look like a scheme
  }
  text += url.path;
  if (url.query) text += "?" + *url.query;
  if (url.fragment) text += "#" + *url.fragment;
  return text;
}

Url resolve_url(const Url& base, const Url& reference) {
  Url target = reference;
  if (reference.scheme.empty()) {
    target.scheme = base.scheme;
    if (!reference.host) {
      take_authority_of(target, base);
      if (reference.path.empty()) {
        target.path = base.path;
        if (!reference.query) target.query = base.query;
        return target;
      }
      if (reference.path[0] != '/') target.path = merged_path(base, reference.path);
    }
  }
  target.path = remove_dot_segments(target.path);
  return target;
}

std::string remove_dot_segments(std::string_view input) {
  std::string output;
  auto drop_last = [&] { output.erase(std::min(output.rfind('/'), output.size())); };
  auto leading = [&](std::string_view prefix) { return input.starts_with(prefix); };
  while (!input.empty()) {
    if (leading("../")) {
      input.remove_prefix(3);
    } else if (leading("./") || leading("/./")) {
      input.remove_prefix(2);
    } else if (input == "/.") {
      input = "/";
    } else if (leading("/../")) {
      input.remove_prefix(3);
      drop_last();
    } else if (input == "/..") {
      input = "/";
      drop_last();
    } else if (input == "." || input == "..") {
      input = {};
    } else {
      const size_t end = std::min(input.find('/', 1), input.size());
      output += input.substr(0, end);
      input.remove_prefix(end);
    }
  }
  return output;
}

}  // namespace norn
