#include "data/json_pieces.h"

#include "base/long_work.h"
#include "base/result.h"
#include "data/array.h"
#include "data/map.h"
#include "data/symbol.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

namespace {

// An array or object of more is opened here; what was read of it then is read again, so not too many.
constexpr int64_t kTokensOfPart = 2000;
constexpr int64_t kTokensPerItem = 10;  // of long_work_limit: a token takes some tenths of a microsecond

}  // namespace

void JsonPieces::skip_blanks() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
    ++at_;
}

std::unexpected<JsonError> JsonPieces::error(std::string_view expected) const {
  return std::unexpected(json_error(expected, text_, at_));
}

void JsonPieces::deliver(Heap& heap, Value value) {
  if (open_.empty()) {
    result_ = value;
    next_ = Next::nothing;
    return;
  }
  Open& whole = open_.back();
  if (whole.is_object) {
    OrRaised<bool> added = transient_map_assoc(heap, as<TransientMap>(whole.parts), whole.key, value);
    NORN_ASSERT(added, "strings and keywords never bail as keys");
  } else {
    transient_conj(heap, as<TransientVector>(whole.parts), value);
  }
  next_ = Next::comma_or_end;
}

void JsonPieces::close(Heap& heap) {
  ++at_;
  const Open whole = open_.back();
  open_.pop_back();
  deliver(heap, whole.is_object ? make_persistent(heap, as<TransientMap>(whole.parts))
                                : to_value(make_persistent(heap, as<TransientVector>(whole.parts))));
}

std::expected<void, JsonError> JsonPieces::read_value(Heap& heap, JsonReader& reader) {
  auto read = reader.read(text_.substr(at_), open_.size());
  if (read) {
    at_ += read->end;
    deliver(heap, read->value);
    return {};
  }
  if (!read.error().too_long) {
    JsonError error = std::move(read).error();
    error.offset += at_;
    return std::unexpected(std::move(error));
  }
  const bool is_object = is_at('{');
  NORN_ASSERT(is_object || is_at('['), "only what has parts is long");
  ++at_;
  open_.push_back({is_object,
                   is_object ? to_value(make_transient_map(heap, empty_map(heap)))
                             : to_value(make_transient(heap, World::of(heap).empty_vector.get())),
                   Value::nil()});
  next_ = is_object ? Next::first_key : Next::first_element;
  return {};
}

std::expected<void, JsonError> JsonPieces::read_key(Heap& heap, JsonReader& reader) {
  if (!is_at('"')) return error("expected a string as key of the object");
  auto read = reader.read(text_.substr(at_), open_.size());
  if (!read) {
    JsonError error = std::move(read).error();
    error.offset += at_;
    return std::unexpected(std::move(error));
  }
  at_ += read->end;
  open_.back().key =
      options_.keywords ? to_value(World::of(heap).intern_keyword(as<String>(read->value)->view())) : read->value;
  skip_blanks();
  if (!is_at(':')) return error("expected ':' behind the key");
  ++at_;
  next_ = Next::value;
  return {};
}

std::expected<void, JsonError> JsonPieces::read_token(Heap& heap, JsonReader& reader) {
  skip_blanks();
  switch (next_) {
    case Next::first_element:
      if (is_at(']')) {
        close(heap);
        return {};
      }
      [[fallthrough]];
    case Next::value: return read_value(heap, reader);
    case Next::first_key:
      if (is_at('}')) {
        close(heap);
        return {};
      }
      [[fallthrough]];
    case Next::key: return read_key(heap, reader);
    case Next::comma_or_end: {
      const bool in_object = open_.back().is_object;
      if (is_at(in_object ? '}' : ']')) {
        close(heap);
        return {};
      }
      if (!is_at(','))
        return error(in_object ? "expected ',' or '}' behind a member of the object"
                               : "expected ',' or ']' behind an element of the array");
      ++at_;
      next_ = in_object ? Next::key : Next::value;
      return {};
    }
    case Next::nothing: break;
  }
  NORN_UNREACHABLE("the value is complete");
}

std::expected<std::optional<JsonText>, JsonError> JsonPieces::read_on(Heap& heap, HostResource* self) {
  unpack(self);
  JsonReadOptions options = options_;
  options.one_value = true;
  options.max_tokens = std::min(kTokensOfPart, long_work_limit);
  JsonReader reader(heap, options);
  WorkLeft work;
  work.begin();
  const size_t text_per_item = kBytesPerItem / 2;  // parsing is slower than copying
  while (next_ != Next::nothing) {
    const size_t before = at_;
    NORN_TRY(read_token(heap, reader));
    const bool goes_on = work.take(kTokensPerItem + static_cast<int64_t>((at_ - before) / text_per_item));
    if (!goes_on && next_ != Next::nothing) {  // a result is not kept
      pack(heap, self);
      return std::nullopt;
    }
  }
  if (!options_.one_value) {
    skip_blanks();
    if (at_ < text_.size()) {
      JsonError left = json_error("expected nothing behind the value", text_, at_);
      left.unfinished = false;
      return std::unexpected(std::move(left));
    }
  }
  return JsonText{result_, at_};
}

void JsonPieces::pack(Heap& heap, HostResource* self) const {
  ObjectArray* kept = make_object_array(heap, 1 + 3 * open_.size());
  Value* to = kept->data();
  *to++ = as<ObjectArray>(self->data)->data()[0];
  for (const Open& whole : open_) {
    *to++ = Value::boolean(whole.is_object);
    *to++ = whole.parts;
    *to++ = whole.key;
  }
  self->data = to_value(kept);
  heap.written(self);
}

void JsonPieces::unpack(HostResource* self) {
  std::span<Value> kept = as<ObjectArray>(self->data)->values();
  text_ = as<String>(kept[0])->view();
  open_.clear();
  for (size_t i = 1; i < kept.size(); i += 3) open_.push_back({kept[i].is_true(), kept[i + 1], kept[i + 2]});
}

}  // namespace norn
