#include "data/json_writer.h"

#include <array>
#include <cmath>

#include "base/long_work.h"
#include "base/result.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/instant.h"
#include "data/map.h"
#include "data/number.h"
#include "data/print.h"
#include "data/seq.h"
#include "data/string_builder.h"
#include "data/type.h"
#include "data/uuid.h"
#include "data/world.h"

namespace norn {

namespace {

constexpr const char* kHex = "0123456789abcdef";

// The characters that can't stand in a string as they are.
constexpr auto kNeedsEscape = [] {
  std::array<bool, 256> table = {};
  for (int c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = table['/'] = table[0x7F] = true;
  for (int c = 0x80; c < 0x100; ++c) table[c] = true;
  return table;
}();

void write_unit(std::string& out, unsigned unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[unit >> shift & 15];
}

void write_escaped_unicode(std::string& out, char32_t c) {
  if (c < 0x10000) return write_unit(out, c);
  write_unit(out, 0xD800 + ((c - 0x10000) >> 10));
  write_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

class JsonWriter {
 public:
  JsonWriter(Heap& heap, std::string& out, const JsonWriteOptions& options)
      : heap_(heap), out_(out), options_(options) {}

  OrRaised<bool> write(Value v) {
    if (v.is_fixnum()) return put(std::to_string(v.as_fixnum()));
    if (v.is_nil()) return put("null");
    if (v.is_boolean()) return put(v.is_true() ? "true" : "false");
    if (v.is_character()) return write_character(v.as_character());
    if (!v.is_object() || has_encoder(v)) NORN_RAISE(Raised::bail());
    return write_object(v);
  }

  OrRaised<bool> write_entry(Value key, Value value) {
    NORN_TRY(write_key(key));
    put(options_.pretty ? ": " : ":");
    return write(value);
  }

 private:
  bool put(std::string_view text) {
    out_ += text;
    return true;
  }
  bool put_string(std::string_view text) {
    write_json_string(out_, text, options_);
    return true;
  }
  bool write_character(char32_t c) {
    std::string text;
    utf8_append(text, c);
    return put_string(text);
  }

  bool has_encoder(Value v) const {
    if (options_.custom.is_nil()) return false;
    Type* type = type_of(heap_, v);
    for (const Value custom : as<ObjectArray>(options_.custom)->values())
      if (type_is(type, as<Type>(custom))) return true;
    return false;
  }

  std::string name_text(Symbol* symbol) const {
    return options_.plain_names ? std::string(symbol->name->view()) : symbol_text(symbol);
  }

  OrRaised<bool> write_object(Value v) {
    switch (v.as_object()->kind) {
      case Kind::boxed_long:
      case Kind::bigint:
      case Kind::decimal: return put(number_to_string(v));
      case Kind::ratio: return write_double(to_double(v));
      case Kind::boxed_double: return write_double(as<BoxedDouble>(v)->value);
      case Kind::string:
        if (is_long_text(as<String>(v)->tail_count)) NORN_RAISE(Raised::bail());
        return put_string(as<String>(v)->view());
      case Kind::keyword: return put_string(name_text(as<Keyword>(v)->symbol.get()));
      case Kind::symbol: return put_string(name_text(as<Symbol>(v)));
      case Kind::uuid: return put_string(uuid_text(as<Uuid>(v)));
      case Kind::instant: return put_string(instant_utc_text(as<Instant>(v)->milliseconds));
      case Kind::string_builder: return put_string(as<StringBuilder>(v)->view());
      case Kind::array_map:
      case Kind::hash_map:
      case Kind::sorted_map:
      case Kind::record: return write_map(v);
      case Kind::empty_list:
      case Kind::list:
      case Kind::cons:
      case Kind::lazy_seq:
      case Kind::chunked_cons:
      case Kind::range:
      case Kind::vector_seq:
      case Kind::string_seq:
      case Kind::array_seq:
      case Kind::map_seq:
      case Kind::queue_seq:
      case Kind::sorted_seq:
      case Kind::vector:
      case Kind::map_entry:
      case Kind::queue:
      case Kind::hash_set:
      case Kind::sorted_set:
      case Kind::object_array:
      case Kind::primitive_array: return write_array(v);
      default: NORN_RAISE(Raised::bail());
    }
  }

  OrRaised<bool> write_double(double d) {
    if (std::isfinite(d)) return put(double_to_string(d));
    NORN_RAISE(raise_illegal_argument(heap_, "JSON has no " + double_to_string(d)));
  }

  // RFC 3339 without the milliseconds when there are none: 2020-02-03T04:05:06Z.
  static std::string instant_utc_text(int64_t milliseconds) {
    std::string text = instant_text(milliseconds);
    text.erase(text.rfind('-'));
    if (text.ends_with(".000")) text.resize(text.size() - 4);
    return text + "Z";
  }

  // `next` gives one part after the other, `one` writes it.
  template <typename Next, typename One>
  OrRaised<bool> write_parts(char begin, char end, Next next, One one) {
    if (++depth_ > kJsonDepthLimit) NORN_RAISE(Raised::bail());
    out_ += begin;
    int64_t parts = 0;
    for (; NORN_TRY(next()); ++parts) {
      if (parts > 0) out_ += ',';
      write_json_newline(out_, options_.level + depth_, options_);
      if (is_long_text(out_.size())) NORN_RAISE(Raised::bail());
      NORN_TRY(one());
    }
    --depth_;
    if (parts > 0) write_json_newline(out_, options_.level + depth_, options_);
    out_ += end;
    return true;
  }

  OrRaised<bool> write_array(Value seqable) {
    SeqCursor cursor(heap_, seqable);
    Value element;
    return write_parts('[', ']', [&] { return cursor.next(&element); }, [&] { return write(element); });
  }

  OrRaised<bool> write_map(Value map) {
    if (options_.bail_on_maps) NORN_RAISE(Raised::bail());
    MapIterator it(heap_, map);
    return write_parts(
        '{', '}', [&] { return OrRaised<bool>(it.next()); }, [&] { return write_entry(it.key(), it.value()); });
  }

  OrRaised<bool> write_key(Value key) {
    if (auto* string = try_as<String>(key)) return put_string(string->view());
    if (auto* keyword = try_as<Keyword>(key)) return put_string(name_text(keyword->symbol.get()));
    if (auto* symbol = try_as<Symbol>(key)) return put_string(name_text(symbol));
    if (auto* instant = try_as<Instant>(key)) return put_string(instant_utc_text(instant->milliseconds));
    if (key.is_nil()) NORN_RAISE(raise_illegal_argument(heap_, "nil can't be the key of a JSON object"));
    std::string text;
    if (str_to(heap_, text, key) == Answer::bail) NORN_RAISE(Raised::bail());
    return put_string(text);
  }

  Heap& heap_;
  std::string& out_;
  const JsonWriteOptions& options_;
  int depth_ = 0;
};

}  // namespace

OrRaised<bool> write_json(Heap& heap, std::string& out, Value value, const JsonWriteOptions& options) {
  return JsonWriter(heap, out, options).write(value);
}

Value write_json_parts(Heap& heap, std::string& out, Value parts, bool is_first, const JsonWriteOptions& options) {
  constexpr uint32_t kChunk = 16;
  Value items[kChunk], left = parts, rest;
  if (options.parts_are_entries && options.bail_on_maps) return parts;
  while (!left.is_nil()) {
    OrRaised<uint32_t> taken = take_chunk(heap, left, items, kChunk, &rest);
    if (!taken) return left;  // the language finds out why
    for (uint32_t i = 0; i < *taken; ++i) {
      const size_t before = out.size();
      bool is_written = !is_long_text(before);
      if (is_written) {
        if (!is_first) out += ',';
        write_json_newline(out, options.level, options);
        JsonWriter writer(heap, out, options);
        const MapEntry* entry = options.parts_are_entries ? try_as<MapEntry>(items[i]) : nullptr;
        is_written = options.parts_are_entries == (entry != nullptr) &&
                     (entry ? writer.write_entry(entry->key, entry->value) : writer.write(items[i])).has_value();
      }
      if (!is_written) {
        out.resize(before);
        if (i == 0) return left;
        return take_chunk(heap, left, items, i, &rest).has_value() ? rest : left;
      }
      is_first = false;
    }
    left = rest;
  }
  return left;
}

void write_json_string(std::string& out, std::string_view text, const JsonWriteOptions& options) {
  out += '"';
  const char* plain = text.data();  // from here on nothing needs an escape
  const char* const end = plain + text.size();
  for (const char* at = plain; at < end;) {
    const auto c = static_cast<unsigned char>(*at);
    if (!kNeedsEscape[c] || (c == '/' && !options.escape_slash) || (c >= 0x7F && !options.escape_unicode)) {
      ++at;
      continue;
    }
    out.append(plain, at);
    if (c >= 0x80) {
      write_escaped_unicode(out, utf8_next(at));
      plain = at;
      continue;
    }
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '/': out += "\\/"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: write_unit(out, c);
    }
    plain = ++at;
  }
  out.append(plain, end);
  out += '"';
}

void write_json_newline(std::string& out, int64_t level, const JsonWriteOptions& options) {
  if (!options.pretty) return;
  out += '\n';
  out.append(2 * static_cast<size_t>(level), ' ');
}

}  // namespace norn
