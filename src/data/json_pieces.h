// Reading a long JSON text piece by piece (SEMANTICS 34): what does not fit one
// call is opened here, its parts are read by JsonReader. Texts, values and
// errors are those of read_json.
#pragma once

#include <optional>
#include <vector>

#include "data/host_resource.h"
#include "data/json_reader.h"
#include "data/string.h"

namespace norn {

// Its HostResource keeps the text and the unfinished arrays and objects in `data`.
class JsonPieces final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"reading a JSON text"};
  JsonPieces(size_t from, const JsonReadOptions& options) : NativeResource(kKind), options_(options), at_(from) {}

  bool is_complete() const { return next_ == Next::nothing; }
  // Requires: not complete. Reads on for a while. The value when it is complete; offsets are those of the whole text.
  std::expected<std::optional<JsonText>, JsonError> read_on(Heap& heap, HostResource* self);

 private:
  enum class Next : uint8_t { value, first_element, first_key, key, comma_or_end, nothing };
  struct Open {
    bool is_object;
    Value parts;  // a transient vector or map
    Value key;
  };
  std::expected<void, JsonError> read_token(Heap& heap, JsonReader& reader);
  std::expected<void, JsonError> read_value(Heap& heap, JsonReader& reader);
  std::expected<void, JsonError> read_key(Heap& heap, JsonReader& reader);
  void deliver(Heap& heap, Value value);
  void close(Heap& heap);
  void skip_blanks();
  bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  std::unexpected<JsonError> error(std::string_view expected) const;
  void unpack(HostResource* self);
  void pack(Heap& heap, HostResource* self) const;

  const JsonReadOptions options_;
  size_t at_;
  Next next_ = Next::value;
  // Valid within read_on only:
  std::string_view text_;
  std::vector<Open> open_;
  Value result_;
};

}  // namespace norn
