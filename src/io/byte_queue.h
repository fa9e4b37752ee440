// Bytes that have arrived and were not taken yet, in one piece.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace norn {

class ByteQueue {
 public:
  bool empty() const { return begin_ == bytes_.size(); }
  size_t size() const { return bytes_.size() - begin_; }
  std::string_view view() const { return std::string_view(bytes_).substr(begin_); }

  void append(std::string_view added) {
    if (begin_ > 0 && begin_ >= bytes_.size() / 2) drop_taken();
    bytes_.append(added);
  }
  // Requires: count <= size().
  void consume(size_t count) {
    begin_ += count;
    if (begin_ < bytes_.size()) return;
    begin_ = 0;
    bytes_.clear();
    if (bytes_.capacity() > kKeptBytes) std::string().swap(bytes_);
  }

 private:
  static constexpr size_t kKeptBytes = size_t{4} << 10;  // an idle connection holds no more
  void drop_taken() {
    bytes_.erase(0, begin_);
    begin_ = 0;
  }

  std::string bytes_;
  size_t begin_ = 0;  // what is before has been taken
};

}  // namespace norn
