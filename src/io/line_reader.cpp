#include "io/line_reader.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/utf8.h"

namespace norn {

namespace {

constexpr size_t kChunkBytes = size_t{64} << 10;
constexpr int kNotReady = -EAGAIN;

bool is_readable(int descriptor) {
  pollfd asked = {descriptor, POLLIN, 0};
  return ::poll(&asked, 1, 0) != 0;
}

// How many bytes at the end begin a UTF-8 character and lack its rest.
size_t unfinished_character(std::string_view text) {
  for (size_t count = 1; count <= std::min<size_t>(3, text.size()); ++count) {
    const char byte = text[text.size() - count];
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
    if (!continues) return utf8_sequence_length(byte) > count ? count : 0;
  }
  return 0;
}

}  // namespace

Line LineReader::read_line(std::string_view) {
  return read([this](Line& line) { return take_line(line); });
}

Line LineReader::read_text(std::string_view) {
  return read([this](Line& line) { return take_text(line); });
}

template <typename Take>
Line LineReader::read(Take take) {
  Line line;
  while (!take(line)) {
    if (ended_) return {Line::Outcome::end};
    const int status = buffer_.size() - begin_ > kMaxLineBytes ? -EFBIG : fill();
    if (status == kNotReady) return {Line::Outcome::not_ready};
    if (status < 0) return {Line::Outcome::failed, status};
  }
  return line;
}

// The last line may lack its newline.
bool LineReader::take_line(Line& line) {
  const size_t newline = buffer_.find('\n', scanned_);
  scanned_ = buffer_.size();
  if (newline == std::string::npos && (!ended_ || begin_ == buffer_.size())) return false;
  const size_t end = newline == std::string::npos ? buffer_.size() : newline;
  line = {Line::Outcome::text, 0, buffer_.substr(begin_, end - begin_)};
  begin_ = scanned_ = std::min(end + 1, buffer_.size());
  return true;
}

// Everything there is, but for the beginning of a character whose other bytes are still to come.
bool LineReader::take_text(Line& line) {
  size_t end = buffer_.size();
  if (!ended_) end -= unfinished_character(std::string_view(buffer_).substr(begin_));
  if (end == begin_) return false;
  line = {Line::Outcome::text, 0, buffer_.substr(begin_, end - begin_)};
  begin_ = scanned_ = end;
  return true;
}

int LineReader::fill() {
  if (!is_readable(descriptor_)) return kNotReady;
  buffer_.erase(0, begin_);
  scanned_ -= std::exchange(begin_, 0);
  const size_t before = buffer_.size();
  int status = 0;
  buffer_.resize_and_overwrite(before + kChunkBytes, [&](char* data, size_t) {
    const ssize_t count = ::read(descriptor_, data + before, kChunkBytes);
    if (count == 0) ended_ = true;
    if (count < 0 && errno != EINTR) status = -errno;
    return before + static_cast<size_t>(count > 0 ? count : 0);
  });
  return status;
}

int ReadLine::work() {
  if (!has_claim_ && !(has_claim_ = source_.claim())) return -EBUSY;
  line = amount_ == Amount::line ? source_.read_line(prompt_) : source_.read_text(prompt_);
  if (line.outcome == Line::Outcome::not_ready) return not_ready(source_.descriptor(), Readiness::readable);
  return line.status;
}

}  // namespace norn
