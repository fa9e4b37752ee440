// HTTP/1 messages as bytes (RFC 9112). Appends to a string; refuses what would
// let a value end its line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace norn {

// "OK" of 200; "Unknown" of a code without a name.
std::string_view status_reason(int status);

void append_status_line(std::string& out, int status);
// Requires: is_token(method), is_target(target).
void append_request_line(std::string& out, std::string_view method, std::string_view target);

bool is_token(std::string_view text);        // a method or the name of a field: RFC 9110, 5.6.2
bool is_target(std::string_view text);       // not empty, visible ASCII only
bool is_field_value(std::string_view text);  // no CR, LF or NUL

// Requires: is_token(name), is_field_value(value).
void append_field(std::string& out, std::string_view name, std::string_view value);
void append_field(std::string& out, std::string_view name, uint64_t value);
inline void end_head(std::string& out) { out += "\r\n"; }

inline constexpr std::string_view kLastChunk = "0\r\n\r\n";
void append_chunk(std::string& out, std::string_view content);  // nothing for empty content: that would be the last one
void append_chunk_size(std::string& out, uint64_t size);        // what goes before the content; "\r\n" goes behind it

// "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", made anew once a second.
class DateField {
 public:
  std::string_view at(int64_t wall_ms);

 private:
  int64_t second_ = -1;
  std::string line_;
};

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(int64_t seconds_since_1970);

}  // namespace norn
