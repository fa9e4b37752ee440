// Old space for objects up to 8 KiB: a mark-region ("immix") space. Memory comes
// in chunks of 4 MiB, a chunk is 128 blocks of 32 KiB, a block is 256 lines of
// 128 bytes. Allocation bumps a cursor through runs of free lines ("holes");
// sweeping looks only at line marks, never at objects.
//
// It must not know what an object is: the collectors tell it which bytes live.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace norn {

class OldSpace {
 public:
  static constexpr size_t kLineBytes = 128;
  static constexpr size_t kBlockBytes = size_t{32} << 10;
  static constexpr size_t kChunkBytes = size_t{4} << 20;
  static constexpr size_t kMaxObjectBytes = size_t{8} << 10;
  static constexpr size_t kLinesPerBlock = kBlockBytes / kLineBytes;
  static constexpr size_t kBlocksPerChunk = kChunkBytes / kBlockBytes;  // the first one holds the chunk's line marks

  OldSpace() = default;
  OldSpace(const OldSpace&) = delete;
  OldSpace& operator=(const OldSpace&) = delete;
  ~OldSpace();

  // Uninitialised memory. Requires: bytes is a multiple of 8 and at most kMaxObjectBytes.
  void* allocate(size_t bytes) {
    char* at = cursor_;
    if (__builtin_expect(bytes > static_cast<size_t>(limit_ - at), 0)) return allocate_slow(bytes);
    cursor_ = at + bytes;
    return at;
  }

  // A mark phase is: clear_marks, mark_lines for every live object, sweep; with no allocation in between.
  void clear_marks();
  static void mark_lines(const void* object, size_t bytes) {
    const uintptr_t address = reinterpret_cast<uintptr_t>(object);
    uint8_t* marks = reinterpret_cast<uint8_t*>(address & ~(kChunkBytes - 1));
    const size_t first = (address & (kChunkBytes - 1)) / kLineBytes;
    const size_t last = ((address & (kChunkBytes - 1)) + bytes - 1) / kLineBytes;
    marks[first] = marks[last] = 1;  // most objects touch one line or two
    if (__builtin_expect(last - first > 1, 0)) std::memset(marks + first + 1, 1, last - first - 1);
  }
  void sweep();
  // Gives empty chunks back to the operating system, but keeps so much free memory. Requires: just swept.
  void release_free_chunks(size_t keep_bytes);

  // Lines that were live at the last sweep, and all holes handed to the allocator since.
  size_t bytes_in_use() const { return bytes_in_use_; }
  // Address space taken from the operating system.
  size_t bytes_mapped() const { return chunks_.size() * kChunkBytes; }
  // Whether the address lies in a block that is in use.
  bool contains(const void* address) const;

 private:
  void* allocate_slow(size_t bytes);
  void* allocate_in_own_block(size_t bytes);
  bool find_hole_in_current_block();
  char* take_free_block();
  void add_chunk();

  // The hole being filled, and where to look for the next one.
  char* cursor_ = nullptr;
  char* limit_ = nullptr;
  char* scan_from_ = nullptr;  // in a recycled block: the line after the hole; nullptr in a fresh one
  char* scan_end_ = nullptr;
  // A fresh block for objects of more than a line that did not fit into the current hole.
  char* overflow_cursor_ = nullptr;
  char* overflow_limit_ = nullptr;

  std::vector<char*> chunks_;           // sorted by address
  std::vector<char*> free_blocks_;      // taken from the back
  std::vector<char*> recycled_blocks_;  // have holes; taken from the back
  size_t bytes_in_use_ = 0;
};

}  // namespace norn
